//! A tiny model of applying, written again without looking at the store: tables before and a plan in, tables after out.
//! Ids that only the database knows (of new people, teams, territories) are read off the tables after, by what the plan
//! says they are; everything else is computed.

use std::collections::BTreeMap;

use plan::choices::Inviting;
use plan::plan::{Change, Create, NewGroup, Plan, Ref, Values};
use plan::snapshot::Status;
use store::apply::Recipe;
use store::{ImportId, InviteId, Micros, invites, search};

use super::tables::{Line, Tables};
use crate::scene::Scene;
use crate::world::NOW;

struct Model<'a> {
    scene: &'a Scene,
    plan: &'a Plan,
    import: ImportId,
    after: &'a Tables,
    people: BTreeMap<String, i64>,
    teams: Vec<i64>,
    territories: Vec<i64>,
}

/// The tables as they have to be after a plan was applied.
pub fn expected(
    scene: &Scene,
    recipe: &Recipe,
    plan: &Plan,
    import: ImportId,
    (before, after): (&Tables, &Tables),
) -> Tables {
    let model = Model {
        scene,
        plan,
        import,
        after,
        people: after["users"]
            .iter()
            .filter(|line| line["created_by_import"] == text(import))
            .map(|line| (line["email"].clone().unwrap(), number(line, "id")))
            .collect(),
        teams: new_ids(plan.new_teams(), "teams", before, after),
        territories: new_ids(plan.new_territories(), "territories", before, after),
    };
    let mut tables = before.clone();
    model.account(&mut tables, recipe);
    model.groups(&mut tables);
    model.created(&mut tables);
    model.changed(&mut tables);
    model.messages(&mut tables);
    model.outcomes(&mut tables);
    remembered(&mut tables, recipe);
    days(&mut tables, before);
    for (table, keys) in [
        ("user_teams", ["user_id", "team_id"]),
        ("user_territories", ["user_id", "territory_id"]),
        ("invites", ["user_id", "user_id"]),
        ("notices", ["user_id", "channel"]),
    ] {
        let sorted = |line: &Line| {
            let second = line[keys[1]].clone().unwrap();
            (number(line, keys[0]), second.parse::<i64>().unwrap_or_default(), second)
        };
        tables.get_mut(table).unwrap().sort_by_key(sorted);
    }
    for table in ["outcomes", "releases"] {
        let of_row = |line: &Line| (number(line, "import_id"), number(line, "row_number"));
        tables.get_mut(table).unwrap().sort_by_key(of_row);
    }
    tables
}

/// The day of now, by as much as there are more or fewer people of a status.
fn days(tables: &mut Tables, before: &Tables) {
    let people = |tables: &Tables, status: Status| {
        tables["users"].iter().filter(|line| line["status"] == text(status)).count()
    };
    let columns = [
        ("invited", Status::Invited),
        ("active", Status::Active),
        ("suspended", Status::Suspended),
        ("cancelled", Status::Cancelled),
    ];
    let more = columns.map(|(column, status)| {
        (column, people(tables, status).cast_signed() - people(before, status).cast_signed())
    });
    let day = jiff::Timestamp::from_microsecond(NOW.0).unwrap().strftime("%Y-%m-%d").to_string();
    let lines = tables.get_mut("status_days").unwrap();
    let line = lines.iter_mut().find(|line| line["day"] == text(&day)).unwrap();
    for (column, more) in more {
        line.insert(column, text(number(line, column) + more as i64));
    }
}

/// Every header that fed a field, in place of what was known of it.
fn remembered(tables: &mut Tables, recipe: &Recipe) {
    let lines = tables.get_mut("remembered_headers").unwrap();
    for column in &recipe.mapping.columns {
        let Some(field) = column.field else { continue };
        let header = column.header.to_lowercase();
        lines.retain(|line| line["header"].as_ref() != Some(&header));
        lines.push(Line::from([("header", text(header)), ("field", text(field.key())), ("at", text(NOW.0))]));
    }
    lines.sort_by(|a, b| a["header"].cmp(&b["header"]));
}

/// A value as the tables have it.
#[expect(
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    reason = "it stands for a cell, dozens of times"
)]
fn text(value: impl ToString) -> Option<String> {
    Some(value.to_string())
}

fn number(line: &Line, column: &str) -> i64 {
    line[column].as_ref().unwrap().parse().unwrap()
}

/// The ids of new groups, in the plan's order: the database hands them out ascending.
fn new_ids(groups: &[NewGroup], table: &str, before: &Tables, after: &Tables) -> Vec<i64> {
    let known: Vec<i64> = before[table].iter().map(|line| number(line, "id")).collect();
    let new: Vec<i64> =
        after[table].iter().map(|line| number(line, "id")).filter(|id| !known.contains(id)).collect();
    assert_eq!(new.len(), groups.len(), "new {table}");
    new
}

fn id(one: Ref, new: &[i64]) -> i64 {
    match one {
        Ref::Known(id) => id,
        Ref::New(at) => new[at as usize],
    }
}

impl Model<'_> {
    fn person(&self, create: &Create<'_>) -> i64 {
        *self.people.get(create.email).unwrap_or_else(|| panic!("{} was not created", create.email))
    }

    fn account(&self, tables: &mut Tables, recipe: &Recipe) {
        let seats = self.plan.effects().seats;
        let account = &mut tables.get_mut("accounts").unwrap()[0];
        let revision = number(account, "revision") + 1;
        account.insert("revision", text(revision));
        if seats.added > 0 {
            account.insert("bought", text(seats.paid + seats.added));
            tables.get_mut("seat_changes").unwrap().push(Line::from([
                ("import_id", text(self.import)),
                ("paid_before", text(seats.paid)),
                ("paid_after", text(seats.paid + seats.added)),
                ("created_at", text(NOW.0)),
            ]));
        }
        for line in tables.get_mut("imports").unwrap() {
            if line["id"] == text(self.import) {
                line.insert("status", text("applied"));
                line.insert("applied_at", text(NOW.0));
                // Numbers that are only shown, such as the seats in use, are those of the moment.
                line.insert("counts", serde_json::to_string(&self.plan.counts()).ok());
                line.insert("effects", serde_json::to_string(self.plan.effects()).ok());
            }
        }
        tables.get_mut("audit").unwrap().push(Line::from([
            ("actor", serde_json::to_string(&recipe.actor).ok()),
            ("action", text("import.applied")),
            ("subject_id", text(self.import)),
            ("detail", serde_json::to_string(&self.plan.counts()).ok()),
            ("address", None),
            ("created_at", text(NOW.0)),
        ]));
    }

    fn groups(&self, tables: &mut Tables) {
        for (table, groups, ids) in [
            ("teams", self.plan.new_teams(), &self.teams),
            ("territories", self.plan.new_territories(), &self.territories),
        ] {
            for (group, new) in groups.iter().zip(ids) {
                tables.get_mut(table).unwrap().push(Line::from([
                    ("id", text(new)),
                    ("name", text(&group.name)),
                    ("folded", text(plan::value::fold::fold(&group.name))),
                    ("parent_id", group.parent.map(|parent| id(parent, ids).to_string())),
                    ("created_at", text(NOW.0)),
                    ("created_by_import", text(self.import)),
                ]));
            }
        }
    }

    fn created(&self, tables: &mut Tables) {
        let mut people: Vec<(i64, Create<'_>)> =
            self.plan.creates().map(|create| (self.person(&create), create)).collect();
        assert!(people.is_sorted_by_key(|(id, _)| *id), "ids ascend with the rows");
        people.sort_by_key(|(id, _)| *id);
        for (new, one) in people {
            let words =
                search::of_person(one.first_name, one.last_name, one.email, one.phone, one.external_id);
            tables.get_mut("users").unwrap().push(Line::from([
                ("id", text(new)),
                ("version", text(1)),
                ("first_name", text(one.first_name)),
                ("last_name", text(one.last_name)),
                ("email", text(one.email)),
                ("phone", one.phone.and_then(text)),
                ("role", text(one.role)),
                ("access", text(one.access)),
                ("external_id", one.external_id.map(str::to_owned)),
                ("status", text(Status::Invited)),
                ("search", text(words)),
                ("password_hash", None),
                ("confirmed_phone", None),
                ("session_epoch", text(1)),
                ("joined_at", None),
                ("created_at", text(NOW.0)),
                ("updated_at", text(NOW.0)),
                ("created_by_import", text(self.import)),
                ("last_import", text(self.import)),
            ]));
            self.join(tables, new, &one.teams, &one.territories);
        }
    }

    fn join(&self, tables: &mut Tables, person: i64, teams: &[Ref], territories: &[Ref]) {
        for (table, column, refs, new) in [
            ("user_teams", "team_id", teams, &self.teams),
            ("user_territories", "territory_id", territories, &self.territories),
        ] {
            let lines =
                refs.iter().map(|one| Line::from([("user_id", text(person)), (column, text(id(*one, new)))]));
            tables.get_mut(table).unwrap().extend(lines);
        }
    }

    fn changed(&self, tables: &mut Tables) {
        for change in self.plan.changes() {
            for table in ["user_teams", "user_territories"] {
                tables.get_mut(table).unwrap().retain(|line| line["user_id"] != text(change.person));
            }
            self.join(tables, change.person, &change.after.teams, &change.after.territories);
            self.touch(tables, change.person, change.version, |line| {
                let after = &change.after;
                for (column, value) in [
                    ("first_name", text(&after.first_name)),
                    ("last_name", text(&after.last_name)),
                    ("email", text(&after.email)),
                    ("phone", after.phone.map(|phone| phone.to_string())),
                    ("role", text(after.role)),
                    ("access", text(after.access)),
                    ("external_id", after.external_id.clone()),
                    ("status", text(after.status)),
                ] {
                    line.insert(column, value);
                }
                if keys(&change.before) != keys(after) {
                    line.insert("session_epoch", text(number(line, "session_epoch") + 1));
                }
            });
        }
        for release in self.plan.releases() {
            let also_changed = self.plan.changes().iter().any(|change| change.person == release.person);
            let version = release.version + i64::from(also_changed);
            self.touch(tables, release.person, version, |line| {
                if line["phone"] == text(release.phone) {
                    line.insert("phone", None);
                }
            });
            // A person who is changed and released is written once.
            if also_changed {
                let users = tables.get_mut("users").unwrap();
                let line = users.iter_mut().find(|line| line["id"] == text(release.person)).unwrap();
                line.insert("version", text(release.version + 1));
            }
        }
    }

    fn touch(&self, tables: &mut Tables, person: i64, version: i64, change: impl FnOnce(&mut Line)) {
        let users = tables.get_mut("users").unwrap();
        let line = users.iter_mut().find(|line| line["id"] == text(person)).unwrap();
        assert_eq!(line["version"], text(version), "the version of person {person}");
        change(line);
        let of = |column: &str| line[column].clone().unwrap_or_default();
        let phone = line["phone"].as_deref().and_then(plan::value::phone::PhoneNumber::from_e164);
        let external_id = line["external_id"].as_deref();
        let words = search::of_person(&of("first_name"), &of("last_name"), &of("email"), phone, external_id);
        line.extend([
            ("search", text(words)),
            ("version", text(version + 1)),
            ("updated_at", text(NOW.0)),
            ("last_import", text(self.import)),
        ]);
    }

    fn messages(&self, tables: &mut Tables) {
        for create in self.plan.creates() {
            let line = self.invite(self.person(&create), 1, text(NOW.0));
            tables.get_mut("invites").unwrap().push(line);
        }
        for change in self.plan.changes() {
            if (&change.before.email, change.before.phone) == (&change.after.email, change.after.phone) {
                continue;
            }
            if change.before.status == Status::Invited {
                self.renewed(tables, change);
            } else {
                self.notices(tables, change);
            }
        }
        for change in self.plan.changes().iter().filter(|change| keys(&change.before) != keys(&change.after))
        {
            for line in tables.get_mut("one_time_links").unwrap() {
                if line["user_id"] == text(change.person) && line["used_at"].is_none() {
                    line.insert("used_at", text(NOW.0));
                }
            }
        }
    }

    /// The state of both channels, and since when it holds or when it is due.
    fn waiting(&self) -> (&'static str, i64) {
        match self.plan.choices().invites {
            Inviting::None => ("none", NOW.0),
            Inviting::Held => ("held", NOW.0),
            Inviting::Now => ("queued", NOW.0),
            // A time that has passed is now.
            Inviting::At(at) => ("queued", if at.micros < NOW.0 { NOW.0 } else { at.micros }),
        }
    }

    fn invite(&self, person: i64, generation: i64, created: Option<String>) -> Line {
        let (state, due) = self.waiting();
        let line = self.after["invites"].iter().find(|line| line["user_id"] == text(person));
        let line = line.unwrap_or_else(|| panic!("person {person} was not invited"));
        let invite = InviteId(number(line, "id"));
        let hash = self.scene.key.invite_token(invite, generation).hash();
        let hash = hash.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
        let mut line = Line::from([
            ("id", text(invite)),
            ("user_id", text(person)),
            ("import_id", text(self.import)),
            ("generation", text(generation)),
            ("#token_hash", text(hash)),
            ("expires_at", text(Micros(due).after(invites::LIFETIME).0)),
            ("asked_revision", self.after["accounts"][0]["revision"].clone()),
            ("send_at", text(self.plan.choices().invites.at().map_or(0, |at| at.micros))),
            ("created_at", created),
        ]);
        let users = &self.after["users"];
        let has_phone = users.iter().any(|user| user["id"] == text(person) && user["phone"].is_some());
        line.insert("email_state", text(state));
        line.insert("text_state", text(if has_phone { state } else { "none" }));
        for column in ["email_next_at", "text_next_at"] {
            line.insert(column, text(due));
        }
        for column in ["email_attempts", "text_attempts"] {
            line.insert(column, text(0));
        }
        for column in ["email_sent_at", "text_sent_at", "opened_at", "accepted_at", "cancelled_at"] {
            line.insert(column, None);
        }
        line
    }

    fn renewed(&self, tables: &mut Tables, change: &Change) {
        let lines = tables.get_mut("invites").unwrap();
        let old = lines.iter().position(|line| line["user_id"] == text(change.person));
        match old {
            Some(at) => {
                let (generation, created) =
                    (number(&lines[at], "generation") + 1, lines[at]["created_at"].clone());
                lines[at] = self.invite(change.person, generation, created);
            }
            None => lines.push(self.invite(change.person, 1, text(NOW.0))),
        }
    }

    fn notices(&self, tables: &mut Tables, change: &Change) {
        let mut tell = |channel: &str, address: String| {
            tables.get_mut("notices").unwrap().push(Line::from([
                ("user_id", text(change.person)),
                ("import_id", text(self.import)),
                ("kind", text("changed")),
                ("of_id", None),
                ("channel", text(channel)),
                ("address", text(address)),
                ("state", text("queued")),
                ("next_at", text(NOW.0)),
                ("created_at", text(NOW.0)),
            ]));
        };
        if change.before.email != change.after.email {
            tell("email", change.before.email.clone());
        }
        if let Some(phone) = change.before.phone
            && change.after.phone != Some(phone)
        {
            tell("text", phone.to_string());
        }
    }

    /// Fates, people and codes of every row; values are compared where the outcomes are read back.
    fn outcomes(&self, tables: &mut Tables) {
        let after: Vec<&Line> =
            self.after["outcomes"].iter().filter(|line| line["import_id"] == text(self.import)).collect();
        for (outcome, found) in self.plan.outcomes().zip(after) {
            let create = self.plan.create_of(outcome.row);
            let change = self.plan.change_of(outcome.row);
            let person = create.as_ref().map(|create| self.person(create)).or(outcome.person);
            let version = create.as_ref().map(|_| 1).or(change.map(|change| change.version + 1));
            let codes = (!outcome.codes.is_empty()).then(|| serde_json::to_string(&outcome.codes).unwrap());
            tables.get_mut("outcomes").unwrap().push(Line::from([
                ("import_id", text(self.import)),
                ("row_number", text(outcome.number)),
                ("fate", text(outcome.fate.as_str())),
                ("person_id", person.map(|id| id.to_string())),
                ("person_version", version.map(|version| version.to_string())),
                ("codes", codes),
                ("label", found["label"].clone()),
                ("values_before", found["values_before"].clone()),
                ("values_after", found["values_after"].clone()),
            ]));
        }
        for release in self.plan.releases() {
            tables.get_mut("releases").unwrap().push(Line::from([
                ("import_id", text(self.import)),
                ("row_number", text(self.plan.sheet().number(release.row))),
                ("person_id", text(release.person)),
                ("person_version", text(release.version + 1)),
                ("phone", text(release.phone)),
            ]));
        }
    }
}

fn keys(values: &Values) -> (&str, Option<plan::value::phone::PhoneNumber>, plan::snapshot::Role, Status) {
    (&values.email, values.phone, values.role, values.status)
}
