//! A plan as text that a person can read: what the command line prints, and what tests compare.

use std::fmt::Write;

use crate::billing::{Money, day_said};
use crate::choices::Inviting;
use crate::effect::{Effects, Invites};
use crate::finding::{Finding, Severity};
use crate::plan::{Fate, Plan};
use crate::wording::{self, thousands};

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
        text.push_str(&seats(effects));
        text.push_str(&invited(effects.invites, counts.create));
        text.push('.');
        if let Some(rest) = self.rest() {
            write(&mut text, format_args!(" {rest}"));
        }
        text
    }

    /// The sentence about the rows that change nothing, because they are to or because they have an error: `3 of 6 rows stay
    /// as they are, and 2 have an error.` `None` where there are none.
    pub fn rest(&self) -> Option<String> {
        let counts = self.counts();
        let (stays, blocked) = (counts.unchanged + counts.skipped, counts.blocked);
        let of = format!("of {}", rows(counts.total));
        let stay = if stays == 1 { "stays as it is" } else { "stay as they are" };
        let have = if blocked == 1 { "has an error" } else { "have an error" };
        match (stays, blocked) {
            (0, 0) => None,
            (_, 0) => Some(format!("{} {of} {stay}.", thousands(stays))),
            (0, _) => Some(format!("{} {of} {have}.", thousands(blocked))),
            (_, _) => Some(format!("{} {of} {stay}, and {} {have}.", thousands(stays), thousands(blocked))),
        }
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
                format!(
                    " (on {} {}{more})",
                    if lines.len() == 1 { "line" } else { "lines" },
                    lines.join(", ")
                )
            };
            let word = if numbers.len() == 1 { "row" } else { "rows" };
            write(text, format_args!("             {word} {}{more}{on}\n", numbers.join(", ")));
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
        match (seats.added, seats.later) {
            (0, _) => text.push('\n'),
            (1, 0) => text.push_str("; 1 is bought\n"),
            (added, 0) => write(text, format_args!("; {added} are bought\n")),
            (added, _) => write(text, format_args!("; up to {added} bought as people join\n")),
        }
        report_money(text, effects);
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

/// Seats that are added and what they cost, as a part of a sentence.
fn seats(effects: &Effects) -> String {
    let most = if effects.seats.later > 0 { "up to " } else { "" };
    let seats = match effects.seats.added {
        // Nobody buys a seat, and yet more of those that are paid for stay in use at the next period's start.
        0 => {
            return wording::seats::more(effects)
                .map_or(String::new(), |more| format!(", seats cost {more}"));
        }
        1 => format!(", {most}1 seat is added"),
        seats => format!(", {most}{seats} seats are added"),
    };
    match wording::seats::cost(effects) {
        Some(cost) => format!("{seats} for {cost}"),
        None => seats,
    }
}

/// Each line that is charged, and what a period costs from the next one on.
fn report_money(text: &mut String, effects: &Effects) {
    let taxed = |net: Money, tax: Money| {
        if tax.minor == 0 { net.to_string() } else { format!("{net} and {tax} tax") }
    };
    for charge in &effects.charges {
        let label = if charge.up_to { "up to" } else { "charged now" };
        let amount = taxed(charge.amount(), charge.tax());
        write(text, format_args!("  {label:<13}{amount} ({})\n", charge.label));
    }
    if let Some(next) = &effects.recurring {
        let money = |minor: i64| Money::new(minor, next.currency);
        let before = taxed(money(next.before_minor), money(next.before_tax_minor));
        let after = taxed(money(next.after_minor), money(next.after_tax_minor));
        let instead = if before == after { String::new() } else { format!(", instead of {before}") };
        let from = day_said(next.from);
        write(
            text,
            format_args!("  {:<13}{after} from {from} on{instead}\n", format!("per {}", next.period)),
        );
    }
}

/// How many people are invited, and when, as the end of a sentence.
fn invited(invites: Invites, created: u32) -> String {
    let by = match invites.text {
        0 => "by e-mail",
        texts if texts < invites.email => "by e-mail, and by text where there is a phone",
        _ => "by e-mail and text",
    };
    let get = match invites.email.max(invites.text) {
        0 if created > 0 => return ", and nobody gets an invitation".to_owned(),
        0 => return String::new(),
        1 => format!("1 person gets an invitation {by}"),
        people => format!("{people} people get an invitation {by}"),
    };
    match invites.when {
        Inviting::None | Inviting::Now => format!(", and {get}"),
        Inviting::At(at) => format!(", and {get} on {}", at.said()),
        Inviting::Held => format!(", and {get} once somebody releases it"),
    }
}

fn rows(count: u32) -> String {
    if count == 1 { "1 row".to_owned() } else { format!("{} rows", thousands(count)) }
}

fn are(people: u32) -> String {
    if people == 1 { "1 person is".to_owned() } else { format!("{people} people are") }
}

/// Writing to a `String` cannot fail.
fn write(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(arguments);
}
