//! The list of people and its download, narrowed in every way: the file has exactly the people of the list, as CSV and as
//! a workbook, and importing it as it is changes nothing.

use std::collections::BTreeSet;

use app::demo::company::{ADMIN, MEMBERS, Member};
use axum::http::StatusCode;
use plan::mapping::Reading;
use plan::plan::Counts;
use plan::read::workbook::InProcess;
use plan::read::{Limits, look};
use plan::snapshot::{Group, Role, Status};
use plan::value::fold::fold;
use store::{ImportId, teams, territories};

use super::users::{ADA, agree, moved, shows};
use super::world::{Answer, Visitor, World, encoded};

/// Somebody whose cells a spreadsheet program would take for formulas, and the reader for something else.
const ODD: [(&str, &str); 7] = [
    ("first_name", "=Ada"),
    ("last_name", "O'Byron, Jr."),
    ("email", "ada.byron@northwind.example"),
    ("phone", "+13125550187"),
    ("role", "Sales"),
    ("territory_access", "Limited"),
    ("external_id", "-0012"),
];

/// A file as its reader sees it, header and rows.
fn table(file: &Answer) -> Vec<Vec<String>> {
    assert_eq!(file.status, StatusCode::OK, "{}", file.body);
    let sheet = look(file.bytes.clone(), &Reading::default(), &Limits::default(), &InProcess).unwrap();
    let columns = 0..sheet.header().len() as u32;
    let row = |row| columns.clone().map(|column| sheet.cell(row, column).to_owned()).collect();
    std::iter::once(sheet.header().to_vec()).chain((0..sheet.len() as u32).map(row)).collect()
}

/// The addresses of a file, by the column of the template.
fn addresses(table: &[Vec<String>]) -> Vec<&str> {
    let at = table[0].iter().position(|header| header == "Email").unwrap();
    table[1..].iter().map(|row| row[at].as_str()).collect()
}

/// The addresses of a list.
fn listed(page: &Answer) -> Vec<&str> {
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let after = page.body.split("<small>").skip(1);
    after.filter_map(|rest| rest.split("</small>").next()).filter(|text| text.contains('@')).collect()
}

/// Whether a list of names has one, with the names above it where there are several of it.
fn has(list: &str, name: &str) -> bool {
    list.split(';').any(|one| one == name)
}

/// What the example company is narrowed by besides words.
struct Ids {
    teams: Vec<Group>,
    territories: Vec<Group>,
    first: ImportId,
    suspending: String,
}

impl Ids {
    fn of(groups: &[Group], path: &str) -> i64 {
        let parent = |one: &Group| groups.iter().find(|other| Some(other.id) == one.parent);
        let is = |one: &&Group| match path.split_once(" > ") {
            Some((above, name)) => one.name == name && parent(one).is_some_and(|parent| parent.name == above),
            None => one.name == path,
        };
        groups.iter().find(is).unwrap_or_else(|| panic!("{path}")).id
    }

    fn team(&self, path: &str) -> String {
        format!("team={}", Self::of(&self.teams, path))
    }

    fn territory(&self, path: &str) -> String {
        format!("territory={}", Self::of(&self.territories, path))
    }
}

/// The example company once Priya was here, Aaliyah was suspended, and Bruno's invitation was cancelled.
async fn scene() -> (World, Visitor, Ids) {
    let world = World::new().await;
    let mut dana = world.admin().await;
    world.visitor("priya.raman").await;
    let id = world.user("aaliyah.brooks").await.id.to_string();
    let done = moved(&mut dana, &format!("act=suspend&id={id}"), &[("act", "suspend"), ("id", &id)]).await;
    let (_, suspending) = done.location().split_once("import=").unwrap();
    let suspending = suspending.to_owned();
    let id = world.user("bruno.keller").await.id.to_string();
    moved(&mut dana, &format!("act=cancel&id={id}"), &[("act", "cancel"), ("id", &id)]).await;
    let account = world.account().await;
    let mut view = world.state.db.view().await.unwrap();
    let ids = Ids {
        teams: teams::all(&mut view, account).await.unwrap(),
        territories: territories::all(&mut view, account).await.unwrap(),
        first: world.user("yara.haddad").await.last_import.unwrap(),
        suspending,
    };
    drop(view);
    (world, dana, ids)
}

fn status(member: &Member) -> Status {
    match member.local {
        "aaliyah.brooks" => Status::Suspended,
        "bruno.keller" => Status::Cancelled,
        _ => member.status,
    }
}

fn finds(member: &Member, text: &str) -> bool {
    let all = [member.first, member.last, member.local, member.id].join(" ");
    fold(&all).contains(text)
}

/// A filter, and whom of the company it lets through.
type Narrowing = (String, fn(&Member) -> bool);

fn narrowings(ids: &Ids) -> Vec<Narrowing> {
    let (first, suspending) = (ids.first, &ids.suspending);
    vec![
        (String::new(), |_| true),
        ("status=Active".into(), |one| status(one) == Status::Active),
        ("status=Invited".into(), |one| status(one) == Status::Invited),
        ("status=Suspended".into(), |one| status(one) == Status::Suspended),
        ("status=Cancelled".into(), |_| true),
        ("role=Admin".into(), |one| one.role == Role::Admin),
        ("role=Manager".into(), |one| one.role == Role::Manager),
        ("role=Sales".into(), |one| one.role == Role::Sales),
        (ids.team("Midwest"), |one| has(one.teams, "Midwest")),
        (ids.team("Pacific > Inside Sales"), |one| has(one.teams, "Pacific > Inside Sales")),
        (ids.territory("Ohio Valley"), |one| has(one.territories, "Ohio Valley")),
        (ids.territory("East > Coast"), |one| has(one.territories, "East > Coast")),
        // The first file named the Admin too.
        (format!("import={first}"), |_| true),
        (format!("import={suspending}"), |one| one.local == "aaliyah.brooks"),
        ("invitation=not-joined".into(), |one| one.status == Status::Invited),
        ("invitation=joined".into(), |one| one.status != Status::Invited && one.local != ADMIN.local),
        ("seen=never".into(), |one| !["priya.raman", ADMIN.local].contains(&one.local)),
        (format!("find={}", encoded("brooks")), |one| finds(one, "brooks")),
        (format!("find={}", encoded(" HERRERA ")), |one| finds(one, "herrera")),
        ("find=104".into(), |one| {
            finds(one, "104") || one.phone.replace([' ', '-', ')'], "").contains("104")
        }),
        (format!("role=Sales&status=Active&{}", ids.territory("Prairie")), |one| {
            one.role == Role::Sales && status(one) == Status::Active && has(one.territories, "Prairie")
        }),
        (format!("{}&seen=never&role=Manager", ids.team("Key Accounts")), |one| {
            has(one.teams, "Key Accounts") && one.role == Role::Manager && one.local != "priya.raman"
        }),
    ]
}

#[tokio::test]
async fn each_filter_narrows_the_file_exactly_as_it_narrows_the_list() {
    let (_world, mut dana, ids) = scene().await;
    let everybody = || std::iter::once(&ADMIN).chain(&MEMBERS);
    for (query, whom) in narrowings(&ids) {
        // Those who were cancelled are in no list but their own.
        let cancelled = query == "status=Cancelled";
        let fits = |one: &&Member| whom(one) && (status(one) == Status::Cancelled) == cancelled;
        let expected: BTreeSet<String> = everybody().filter(fits).map(Member::email).collect();
        assert!(!expected.is_empty(), "{query} is of nobody");
        let page = dana.get(&format!("/users?{query}")).await;
        let list = listed(&page);
        let people: BTreeSet<String> = list.iter().map(|one| (*one).to_owned()).collect();
        assert_eq!(people, expected, "the list of {query}");
        assert_eq!(list.len(), expected.len(), "{query} lists somebody twice");
        let file = table(&dana.get(&format!("/users/list.csv?{query}")).await);
        assert_eq!(addresses(&file), list, "the file of {query}");
        let book = table(&dana.get(&format!("/users/list.xlsx?{query}")).await);
        assert_eq!(book, file, "the workbook of {query}");
    }
}

#[tokio::test]
async fn who_was_not_here_for_days_is_in_the_file_as_in_the_list() {
    let (world, dana, _) = scene().await;
    let mut later = dana.moved_to(&world.later::<8>());
    // Whoever signs in by then is here again.
    later.get("/users").await;
    for (seen, people) in [("7", vec!["priya.raman@northwind.example"]), ("30", Vec::new())] {
        let list = later.get(&format!("/users?seen={seen}")).await;
        assert_eq!(listed(&list), people, "{seen}");
        let file = later.get(&format!("/users/list.csv?seen={seen}")).await.body;
        assert_eq!(file.lines().count(), people.len() + 1, "{seen}: {file}");
        assert!(people.iter().all(|one| file.contains(one)), "{seen}: {file}");
    }
}

/// What importing a file as it is would do.
async fn planned(world: &World, dana: &mut Visitor, name: &str, file: &Answer) -> Counts {
    let me = world.user(ADMIN.local).await;
    let by = plan::choices::Actor::Person { id: me.id.0, role: Role::Admin };
    let pipeline = &world.state.pipeline;
    let import = pipeline.upload(me.account, by, name, file.bytes.clone()).await.unwrap();
    let chosen = dana.post(&format!("/imports/{import}/choices"), &[("existing", "update")]).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.body);
    let review = dana.get(&format!("/imports/{import}/review")).await;
    assert_eq!(review.status, StatusCode::OK, "{}", review.body);
    shows(&review, "No row would be created or changed");
    pipeline.plan(me.account, import, by).await.unwrap().counts()
}

#[tokio::test]
async fn a_download_that_is_imported_as_it_is_changes_nobody() {
    let (world, mut dana, ids) = scene().await;
    let done = agree(&mut dana, "/users/new", &ODD).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(ADA[2], ODD[2], "she is found by the address that other tests know her by");
    let midwest = ids.team("Midwest");
    for query in ["", "status=Suspended", "status=Invited", "role=Admin", "find=byron", &midwest] {
        for ending in ["csv", "xlsx"] {
            let file = dana.get(&format!("/users/list.{ending}?{query}")).await;
            let people = table(&file).len() as u32 - 1;
            assert!(people > 0, "{query}");
            let counts = planned(&world, &mut dana, &format!("people.{ending}"), &file).await;
            let nothing = Counts { total: people, unchanged: people, ..Counts::default() };
            assert_eq!(counts, nothing, "{ending} of {query}");
        }
    }
    let file = dana.get("/users/list.csv?find=byron").await;
    assert!(file.body.contains("'=Ada") && file.body.contains("'-0012"), "{}", file.body);
}
