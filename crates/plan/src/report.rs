//! A plan as text that a person can read: what the command line prints, and what tests compare.

use std::fmt::Write;

use crate::choices::Inviting;
use crate::effect::Invites;
use crate::finding::{Finding, Severity};
use crate::plan::{Fate, Plan};

impl Plan {
    /// The one sentence that says it all: who is created and updated, seats, messages, and what stays as it is.
    pub fn sentence(&self) -> String {
        let counts = self.counts();
        let mut text = match (counts.create, counts.update) {
            (0, 0) => "Nobody is created or changed".to_owned(),
            (new, 0) => format!("{} created", are(new)),
            (0, changed) => format!("{} updated", are(changed)),
            (new, changed) => format!("{} created and {changed} updated", are(new)),
        };
        let effects = self.effects();
        match effects.seats.added {
            0 => {}
            1 => text.push_str(", 1 seat is added"),
            seats => write(&mut text, format_args!(", {seats} seats are added")),
        }
        text.push_str(&invited(effects.invites, counts.create));
        text.push('.');
        let rest = counts.unchanged + counts.skipped + counts.blocked;
        if rest > 0 {
            let stay = if rest == 1 { "stays as it is" } else { "stay as they are" };
            let rows = if counts.total == 1 { "row" } else { "rows" };
            write(&mut text, format_args!(" {rest} of {} {rows} {stay}.", counts.total));
        }
        text
    }

    /// The plan without its rows: sentence, numbers, findings with their first rows and fixes, effects.
    pub fn report(&self) -> String {
        self.brief_report(usize::MAX)
    }

    /// The report with at most so many errors and so many warnings in words; the rest are counted.
    pub fn brief_report(&self, most: usize) -> String {
        let mut text = self.sentence();
        text.push_str("\n\n");
        let counts = self.counts();
        for fate in Fate::ALL {
            write(&mut text, format_args!("  {:<10}{:>8}\n", fate.as_str(), counts.of(fate)));
        }
        write(&mut text, format_args!("  {:<10}{:>8}\n", "total", counts.total));
        let remarks = &self.sheet().origin().warnings;
        if !remarks.is_empty() {
            text.push_str("\nThe file\n");
        }
        for remark in remarks {
            write(&mut text, format_args!("  ! {remark}\n"));
        }
        for (severity, heading) in [(Severity::Error, "Errors"), (Severity::Warning, "Warnings")] {
            let findings: Vec<&Finding> =
                self.findings().iter().filter(|finding| finding.severity == severity).collect();
            if !findings.is_empty() {
                write(&mut text, format_args!("\n{heading}\n"));
            }
            for finding in findings.iter().take(most) {
                self.report_finding(&mut text, finding);
            }
            let more = findings.get(most..).unwrap_or_default();
            let rows = rows(more.iter().map(|finding| finding.count).sum());
            match more.len() {
                0 => {}
                1 => write(&mut text, format_args!("  and one cause more, at {rows}\n")),
                causes => write(&mut text, format_args!("  and {causes} causes more, at {rows}\n")),
            }
        }
        self.report_effects(&mut text);
        text
    }

    fn report_finding(&self, text: &mut String, finding: &Finding) {
        let rows = match finding.count {
            0 => "plan".to_owned(),
            count => rows(count),
        };
        write(text, format_args!("  {rows:>9}  {}  [{}]\n", finding.title, finding.code));
        write(text, format_args!("             {}\n", finding.text));
        if finding.count > 0 {
            let numbers: Vec<String> = finding.rows.iter().take(10).map(ToString::to_string).collect();
            let more = if finding.count > 10 { ", …" } else { "" };
            let lines = self.lines_of(finding.rows.get(..numbers.len()).unwrap_or_default());
            let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
            let on = if lines.is_empty() {
                String::new()
            } else {
                format!(" (on lines {}{more})", lines.join(", "))
            };
            write(text, format_args!("             rows {}{more}{on}\n", numbers.join(", ")));
        }
        for fix in &finding.fixes {
            let mark = if fix.sure { "fix" } else { "or" };
            write(text, format_args!("             {mark:<3}  {}\n", fix.label));
        }
    }

    fn report_effects(&self, text: &mut String) {
        let effects = self.effects();
        let seats = effects.seats;
        write(
            text,
            format_args!(
                "\nEffects\n  seats        {} used of {} paid, {} afterwards",
                seats.used, seats.paid, seats.after
            ),
        );
        match seats.added {
            0 => text.push('\n'),
            1 => text.push_str("; 1 is bought\n"),
            added => write(text, format_args!("; {added} are bought\n")),
        }
        write(
            text,
            format_args!(
                "  invitations  {} by e-mail, {} by text{}\n",
                effects.invites.email,
                effects.invites.text,
                match effects.invites.when {
                    Inviting::None | Inviting::Now => String::new(),
                    Inviting::At(at) => format!(", on {}", at.said()),
                    Inviting::Held => ", held until somebody releases them".to_owned(),
                }
            ),
        );
        let lists = [("new teams", &effects.new_teams), ("new places", &effects.new_territories)];
        for (label, names) in lists {
            if !names.is_empty() {
                write(text, format_args!("  {label:<13}{}\n", names.join(", ")));
            }
        }
        let numbers = [
            ("notices", effects.notices, "to old addresses"),
            ("new Admins", effects.admins_added, ""),
            ("memberships", effects.memberships_removed, "removed"),
        ];
        for (label, number, what) in numbers {
            if number > 0 {
                write(text, format_args!("  {label:<13}{}\n", format!("{number} {what}").trim_end()));
            }
        }
        if let Some(guard) = &effects.guard {
            write(
                text,
                format_args!("  guard        {} Confirm with the number {}.\n", guard.why, guard.number),
            );
        }
    }

    /// Every row in a line: number, fate, person, and what changes or is wrong.
    pub fn report_rows(&self) -> String {
        let mut text = String::new();
        for row in self.rows_json() {
            write(&mut text, format_args!("{:>6}  {:<10}{:<34}", row.row, row.fate.as_str(), row.person));
            let changes: Vec<String> = row
                .changes
                .iter()
                .map(|(field, (before, after))| match (before, after) {
                    (None, Some(after)) if row.fate == Fate::Create => format!("{field} {after}"),
                    (before, after) => format!(
                        "{field} {} → {}",
                        before.as_deref().unwrap_or("(none)"),
                        after.as_deref().unwrap_or("(none)")
                    ),
                })
                .collect();
            let codes: Vec<&str> = row.codes.iter().map(|code| code.as_str()).collect();
            let what = [changes.join(", "), codes.join(" ")].join("  ");
            text.push_str(what.trim());
            let kept = text.trim_end().len();
            text.truncate(kept);
            text.push('\n');
        }
        text
    }
}

/// How many people are invited, and when, as the end of a sentence.
fn invited(invites: Invites, created: u32) -> String {
    let get = match invites.email.max(invites.text) {
        0 if created > 0 => return ", and nobody gets an invitation".to_owned(),
        0 => return String::new(),
        1 => "1 person gets an invitation by e-mail and text".to_owned(),
        people => format!("{people} people get an invitation by e-mail and text"),
    };
    match invites.when {
        Inviting::None | Inviting::Now => format!(", and {get}"),
        Inviting::At(at) => format!(", and {get} on {}", at.said()),
        Inviting::Held => format!(", and {get} once somebody releases it"),
    }
}

fn rows(count: u32) -> String {
    if count == 1 { "1 row".to_owned() } else { format!("{count} rows") }
}

fn are(people: u32) -> String {
    if people == 1 { "1 person is".to_owned() } else { format!("{people} people are") }
}

/// Writing to a `String` cannot fail.
fn write(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(arguments);
}
