//! What undoing will need: from the outcomes and releases of an import alone, people can be made again what they were
//! before it.

use std::collections::BTreeMap;

use plan::value::phone::PhoneNumber;
use store::values::PersonValues;
use store::{ImportId, TeamId, TerritoryId};

use super::tables::{Line, Reader, Tables};
use super::{approve_and_apply, law};

/// Somebody as the tables have them, and their version.
type People = BTreeMap<String, (PersonValues, i64)>;

fn people(tables: &Tables) -> People {
    let people = tables["users"].iter().map(|line| {
        let id = line["id"].clone().unwrap();
        let groups = |table: &str, column: &str| -> Vec<i64> {
            let of_person = tables[table].iter().filter(|one| one["user_id"] == line["id"]);
            of_person.map(|one| one[column].as_ref().unwrap().parse().unwrap()).collect()
        };
        let text = |column: &str| serde_json::to_value(&line[column]).unwrap();
        let values = serde_json::json!({
            "first_name": text("first_name"),
            "last_name": text("last_name"),
            "email": text("email"),
            "phone": text("phone"),
            "role": text("role"),
            "access": text("access"),
            "teams": groups("user_teams", "team_id").into_iter().map(TeamId).collect::<Vec<_>>(),
            "territories": groups("user_territories", "territory_id").into_iter().map(TerritoryId).collect::<Vec<_>>(),
            "external_id": text("external_id"),
            "status": text("status"),
        });
        (id, (serde_json::from_value(values).unwrap(), line["version"].as_ref().unwrap().parse().unwrap()))
    });
    people.collect()
}

/// The people as they were before, by what the import keeps of itself.
fn undone(tables: &Tables, import: ImportId) -> People {
    let mut people = people(tables);
    let of_import = |line: &&Line| line["import_id"] == Some(import.to_string());
    for line in tables["outcomes"].iter().filter(of_import) {
        let person = line["person_id"].clone().unwrap_or_default();
        let values = |column: &str| -> Option<PersonValues> {
            line[column].as_ref().map(|text| serde_json::from_str(text).unwrap())
        };
        match line["fate"].as_deref() {
            Some("create") => {
                let (is, version) = people.remove(&person).unwrap();
                assert_eq!((Some(is), None), (values("values_after"), values("values_before")));
                assert_eq!(line["person_version"], Some(version.to_string()));
            }
            Some("update") => {
                let (is, version) = people.get_mut(&person).unwrap();
                assert_eq!(Some(&*is), values("values_after").as_ref(), "row {:?}", line["row_number"]);
                assert_eq!(line["person_version"], Some(version.to_string()));
                *is = values("values_before").unwrap();
            }
            _ => assert_eq!((values("values_before"), values("values_after")), (None, None)),
        }
    }
    for line in tables["releases"].iter().filter(of_import) {
        let (is, version) = people.get_mut(line["person_id"].as_ref().unwrap()).unwrap();
        assert_eq!(line["person_version"], Some(version.to_string()));
        is.phone = line["phone"].as_deref().and_then(PhoneNumber::from_e164);
    }
    people
}

#[test]
fn the_outcomes_of_an_import_hold_what_everybody_was_before_it() {
    law(40, |case, lab| async move {
        let stage = case.stage(&lab.db).await;
        let plan = stage.scene.plan(&stage.recipe).await;
        let mut reader = Reader::open(&lab.url).await;
        let before = reader.tables(stage.scene.account).await;
        let (import, done) = approve_and_apply(&stage, &plan).await;
        if done.is_err() {
            return;
        }
        let after = reader.tables(stage.scene.account).await;
        let values = |people: People| -> BTreeMap<String, PersonValues> {
            people.into_iter().map(|(id, (values, _))| (id, values)).collect()
        };
        assert_eq!(values(undone(&after, import)), values(people(&before)), "{case:#?}");
    });
}
