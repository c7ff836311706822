//! From a file to people, the one way.

use std::time::Duration;

use app::pipeline::{Agreed, Approved, Error, Pipeline};
use plan::choices::Actor;
use plan::choices::{Choices, Inviting};
use plan::field::Field;
use plan::fix::Fix;
use plan::mapping::{MappingFile, Reading};
use plan::plan::{Fingerprint, Obstacle};
use store::apply::{ApplyError, SentBack};
use store::imports::{self, Status};
use store::{Db, DbOptions, ImportId, Wait, accounts, jobs, teams, users};

use super::support::files::people;
use super::support::world::{Company, company, empty_url, is_postgres, now, open, pipeline, shared_db};

const TYPO: &str = "First Name,Last Name,Email,Phone,Role\nAna,Ruiz,ana@@x.example,+12125550101,Sales\n\
                    Ben,Okafor,ben@x.example,+12125550102,Sales\n";

async fn upload(pipeline: &Pipeline, company: &Company, text: &str) -> ImportId {
    let bytes = text.as_bytes().to_vec();
    pipeline.upload(company.account, company.actor(), "people.csv", bytes).await.unwrap()
}

async fn agree(pipeline: &Pipeline, company: &Company, import: ImportId) -> Agreed {
    let plan = pipeline.plan(company.account, import, company.actor()).await.unwrap();
    Agreed { by: company.actor(), seen: plan.fingerprint(), confirm: None, from: None }
}

async fn people_of(pipeline: &Pipeline, company: &Company) -> u32 {
    let mut view = pipeline.db().view().await.unwrap();
    let counts = users::list::counts(&mut view, company.account).await.unwrap();
    counts.invited + counts.active
}

async fn status(pipeline: &Pipeline, company: &Company, import: ImportId) -> Status {
    pipeline.inputs(company.account, import).await.unwrap().import.status
}

fn is_missing<T>(result: &Result<T, Error>) -> bool {
    matches!(result, Err(Error::Store(store::Error::NotFound(_))))
}

#[tokio::test]
async fn a_file_becomes_people_once() {
    let pipeline = pipeline(&shared_db().await);
    let company = company(pipeline.db()).await;
    let import = upload(&pipeline, &company, &people(12, "a.example")).await;
    let agreed = agree(&pipeline, &company, import).await;
    assert_eq!(pipeline.approve(company.account, import, agreed).await.unwrap(), Approved::Now);
    assert_eq!(status(&pipeline, &company, import).await, Status::Approved);
    let applied = pipeline.apply(company.account, import).await.unwrap();
    assert_eq!((applied.counts.create, applied.before), (12, false));
    let again = pipeline.apply(company.account, import).await.unwrap();
    assert_eq!((again.counts.create, again.before), (12, true));
    assert_eq!(people_of(&pipeline, &company).await, 13);
    assert_eq!(pipeline.progress().of(company.account, import), None);
}

#[tokio::test]
async fn whoever_waits_for_the_end_waits_for_others_who_write_too() {
    let url = empty_url();
    let hurried = DbOptions { create: true, short_wait: Duration::from_millis(250), ..DbOptions::default() };
    let (other, db) = (open(&url).await, Db::open(&url, hurried).await.unwrap());
    other.migrate(now()).await.unwrap();
    let (pipeline, company) = (pipeline(&db), company(&db).await);
    let import = upload(&pipeline, &company, TYPO).await;
    let fix = Fix::SkipRows { rows: vec![2] };
    pipeline.add_fix(company.account, import, &fix, company.actor()).await.unwrap();
    let agreed = agree(&pipeline, &company, import).await;
    let mut held = other.begin(Wait::Long).await.unwrap();
    accounts::take(&mut held, company.account).await.unwrap();
    // On PostgreSQL agreeing and the other writer meet in no row.
    if !is_postgres() {
        let clicked = pipeline.approve(company.account, import, agreed).await;
        assert!(matches!(clicked, Err(Error::Store(store::Error::Busy))), "{clicked:?}");
    }
    let waiting = pipeline.approve_and_apply(company.account, import, agreed);
    let others = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        held.roll_back().await.unwrap();
    };
    let (applied, ()) = tokio::join!(waiting, others);
    assert_eq!(applied.unwrap().counts.create, 1);
}

#[tokio::test]
async fn another_process_goes_on_where_the_first_one_was() {
    let db = shared_db().await;
    let (first, second) = (pipeline(&db), pipeline(&db));
    let company = company(&db).await;
    let import = upload(&first, &company, TYPO).await;
    let fix = Fix::SetCells { rows: vec![2], field: Field::Email, value: "ana@x.example".to_owned() };
    first.add_fix(company.account, import, &fix, company.actor()).await.unwrap();
    let seen = first.plan(company.account, import, company.actor()).await.unwrap();
    let resumed = second.plan(company.account, import, company.actor()).await.unwrap();
    assert_eq!(resumed.fingerprint(), seen.fingerprint());
    assert_eq!(resumed.counts().create, 2);
    let agreed = Agreed { by: company.actor(), seen: seen.fingerprint(), confirm: None, from: None };
    second.approve(company.account, import, agreed).await.unwrap();
    assert_eq!(first.apply(company.account, import).await.unwrap().counts.create, 2);
}

#[tokio::test]
async fn a_lost_cache_costs_time_only() {
    let pipeline = pipeline(&shared_db().await);
    let company = company(pipeline.db()).await;
    let import = upload(&pipeline, &company, TYPO).await;
    let before = pipeline.plan(company.account, import, company.actor()).await.unwrap();
    let known = pipeline.plan(company.account, import, company.actor()).await.unwrap();
    assert!(std::sync::Arc::ptr_eq(&before, &known), "the plan is remembered");
    pipeline.forget();
    let after = pipeline.plan(company.account, import, company.actor()).await.unwrap();
    assert!(!std::sync::Arc::ptr_eq(&before, &after));
    assert_eq!(after.fingerprint(), before.fingerprint());
}

#[tokio::test]
async fn a_fix_moves_the_plan_and_withdrawing_it_moves_it_back() {
    let pipeline = pipeline(&shared_db().await);
    let company = company(pipeline.db()).await;
    let import = upload(&pipeline, &company, TYPO).await;
    let broken = pipeline.plan(company.account, import, company.actor()).await.unwrap();
    assert_eq!((broken.counts().create, broken.counts().blocked), (1, 1));
    let fix = Fix::SetCells { rows: vec![2], field: Field::Email, value: "ana@x.example".to_owned() };
    let number = pipeline.add_fix(company.account, import, &fix, company.actor()).await.unwrap();
    let mended = pipeline.plan(company.account, import, company.actor()).await.unwrap();
    assert_eq!((mended.counts().create, mended.counts().blocked), (2, 0));
    pipeline.withdraw_fix(company.account, import, number).await.unwrap();
    let back = pipeline.plan(company.account, import, company.actor()).await.unwrap();
    assert_eq!(back.fingerprint(), broken.fingerprint());
    pipeline.restore_fix(company.account, import, number).await.unwrap();
    let again = pipeline.plan(company.account, import, company.actor()).await.unwrap();
    assert_eq!(again.fingerprint(), mended.fingerprint());
}

#[tokio::test]
async fn choices_are_stored_and_others_can_be_looked_at_without() {
    let pipeline = pipeline(&shared_db().await);
    let company = company(pipeline.db()).await;
    let import = upload(&pipeline, &company, TYPO).await;
    let inputs = pipeline.inputs(company.account, import).await.unwrap();
    let quiet = Choices { invites: Inviting::None, ..Choices::default() };
    let looked = pipeline.plan_with(company.account, &inputs, quiet, company.actor()).await.unwrap();
    assert_eq!(looked.effects().invites.email, 0);
    let stored = pipeline.plan(company.account, import, company.actor()).await.unwrap();
    assert_eq!(stored.effects().invites.email, 1);
    pipeline.set_choices(company.account, import, quiet).await.unwrap();
    let stored = pipeline.plan(company.account, import, company.actor()).await.unwrap();
    assert_eq!(stored.effects().invites.email, 0);
}

#[tokio::test]
async fn another_reading_reads_the_original_again_and_withdraws_fixes_of_rows() {
    let pipeline = pipeline(&shared_db().await);
    let company = company(pipeline.db()).await;
    let import = upload(&pipeline, &company, &format!("Our team\n{TYPO}")).await;
    let value = Fix::MapValue { field: Field::Role, from: "Boss".to_owned(), to: "Manager".to_owned() };
    for fix in [value.clone(), Fix::SkipRows { rows: vec![3] }] {
        pipeline.add_fix(company.account, import, &fix, company.actor()).await.unwrap();
    }
    let reading = Reading { header_row: Some(2), ..Reading::default() };
    let mapping = MappingFile { read: reading, ..MappingFile::default() };
    pipeline.set_mapping(company.account, import, &mapping).await.unwrap();
    let sheet = pipeline.sheet(company.account, import).await.unwrap();
    assert_eq!((sheet.origin().header_row, sheet.len(), sheet.number(0)), (2, 2, 3));
    let fixes = pipeline.inputs(company.account, import).await.unwrap().list();
    assert_eq!(fixes, [value]);
    pipeline.forget();
    assert_eq!(*pipeline.sheet(company.account, import).await.unwrap(), *sheet);
}

#[tokio::test]
async fn what_an_account_chose_is_there_for_the_next_file_of_its_kind() {
    let pipeline = pipeline(&shared_db().await);
    let company = company(pipeline.db()).await;
    let file = |number: u32| {
        format!(
            "First Name,Last Name,Email,Phone,Position,Notes\nAna,Ruiz,ana{number}@gmial.com,+1312555{number},Boss,x\n"
        )
    };
    let first = upload(&pipeline, &company, &file(7101)).await;
    let mapping =
        MappingFile { columns: [(4, Some(Field::Role)), (5, None)].into(), ..MappingFile::default() };
    pipeline.set_mapping(company.account, first, &mapping).await.unwrap();
    let boss = Fix::MapValue { field: Field::Role, from: "Boss".to_owned(), to: "Manager".to_owned() };
    let domain = Fix::ReplaceDomain { from: "gmial.com".to_owned(), to: "gmail.com".to_owned() };
    let other = Fix::DropValue { field: Field::Teams, value: "Nobody".to_owned() };
    for fix in [&boss, &domain, &other] {
        pipeline.add_fix(company.account, first, fix, company.actor()).await.unwrap();
    }
    assert_eq!(pipeline.fixes_of_last_time(company.account, first).await.unwrap(), []);
    let agreed = agree(&pipeline, &company, first).await;
    pipeline.approve_and_apply(company.account, first, agreed).await.unwrap();

    let second = upload(&pipeline, &company, &file(7102)).await;
    let known = pipeline.inputs(company.account, second).await.unwrap().import.mapping.remembered;
    assert_eq!((known[&2], known[&4], known[&5]), (Some(Field::Email), Some(Field::Role), None));
    pipeline.set_mapping(company.account, second, &mapping).await.unwrap();
    let kept = pipeline.inputs(company.account, second).await.unwrap().import.mapping.remembered;
    assert_eq!(kept, known, "what is remembered is not the caller's to say");
    // What matches nothing here is not offered, nor what is made already.
    let offered = pipeline.fixes_of_last_time(company.account, second).await.unwrap();
    assert_eq!(offered, [(boss.clone(), 1), (domain.clone(), 1)]);
    pipeline.add_fix(company.account, second, &boss, company.actor()).await.unwrap();
    let offered = pipeline.fixes_of_last_time(company.account, second).await.unwrap();
    assert_eq!(offered, [(domain, 1)]);
}

#[tokio::test]
async fn what_does_not_fit_the_file_is_refused_and_changes_nothing() {
    let pipeline = pipeline(&shared_db().await);
    let company = company(pipeline.db()).await;
    let import = upload(&pipeline, &company, TYPO).await;
    let before = pipeline.inputs(company.account, import).await.unwrap().import;
    let columns = [(0, Some(Field::Email)), (2, Some(Field::Email))].into();
    let twice = MappingFile { columns, ..MappingFile::default() };
    let reading = Reading { header_row: Some(99), ..Reading::default() };
    let beyond = MappingFile { read: reading, ..MappingFile::default() };
    for (mapping, code) in [(twice, "mapping.invalid"), (beyond, "header.missing")] {
        let refused = pipeline.set_mapping(company.account, import, &mapping).await.unwrap_err();
        assert!(matches!(&refused, Error::Refused(refusal) if refusal.code == code), "{refused}");
    }
    let empty = pipeline.upload(company.account, company.actor(), "empty.csv", Vec::new()).await.unwrap_err();
    assert!(matches!(&empty, Error::Refused(refusal) if refusal.code == "file.empty"), "{empty}");
    assert_eq!(pipeline.inputs(company.account, import).await.unwrap().import, before);
}

#[tokio::test]
async fn a_plan_other_than_the_one_seen_is_not_approved() {
    let pipeline = pipeline(&shared_db().await);
    let company = company(pipeline.db()).await;
    let import = upload(&pipeline, &company, TYPO).await;
    let agreed = agree(&pipeline, &company, import).await;
    let waits = pipeline.approve(company.account, import, agreed).await.unwrap_err();
    assert!(matches!(waits, Error::Obstacle(Obstacle::Blocked(1))), "{waits}");
    let skip = Fix::SkipRows { rows: vec![2] };
    pipeline.add_fix(company.account, import, &skip, company.actor()).await.unwrap();
    let moved = pipeline.approve(company.account, import, agreed).await.unwrap_err();
    let Error::Moved(moved) = moved else { panic!("{moved}") };
    assert!(moved.rows && !moved.effects, "{moved:?}");
    assert_eq!(status(&pipeline, &company, import).await, Status::Draft);
}

#[tokio::test]
async fn a_guarded_plan_wants_its_number() {
    let pipeline = pipeline(&shared_db().await);
    let company = company(pipeline.db()).await;
    let text = "First Name,Last Name,Email,Phone,Role\nAna,Ruiz,ana@g.example,+12125550101,Admin\n";
    let import = upload(&pipeline, &company, text).await;
    let agreed = agree(&pipeline, &company, import).await;
    let asked = pipeline.approve(company.account, import, agreed).await.unwrap_err();
    let Error::Obstacle(Obstacle::Guard { number, .. }) = asked else { panic!("{asked}") };
    let confirmed = Agreed { confirm: Some(number), ..agreed };
    let applied = pipeline.approve_and_apply(company.account, import, confirmed).await.unwrap();
    assert_eq!(applied.counts.create, 1);
}

#[tokio::test]
async fn of_two_admins_who_approve_at_once_one_is_first_and_the_import_is_applied_once() {
    let db = shared_db().await;
    let (one, two) = (pipeline(&db), pipeline(&db));
    let company = company(&db).await;
    let import = upload(&one, &company, &people(5, "b.example")).await;
    let agreed = agree(&one, &company, import).await;
    let (first, second) = tokio::join!(
        one.approve(company.account, import, agreed),
        two.approve(company.account, import, agreed)
    );
    let mut answers = [first.unwrap(), second.unwrap()];
    answers.sort_by_key(|answer| *answer == Approved::Before);
    assert_eq!(answers, [Approved::Now, Approved::Before]);
    let (first, second) =
        tokio::join!(one.apply(company.account, import), two.apply(company.account, import));
    assert_ne!(first.unwrap().before, second.unwrap().before);
    assert_eq!(people_of(&one, &company).await, 6);
    let mut view = db.view().await.unwrap();
    let outcomes = imports::history::outcomes(
        &mut view,
        company.account,
        import,
        None,
        "",
        store::Page { offset: 0, limit: 100 },
    );
    assert_eq!(outcomes.await.unwrap().total, 5);
}

#[tokio::test]
async fn an_import_that_became_stale_is_a_draft_again_and_says_why() {
    let pipeline = pipeline(&shared_db().await);
    let company = company(pipeline.db()).await;
    let file = people(3, "c.example");
    let (import, other) = (
        upload(&pipeline, &company, &file).await,
        upload(&pipeline, &company, &people(1, "c.example")).await,
    );
    let agreed = agree(&pipeline, &company, import).await;
    pipeline.approve(company.account, import, agreed).await.unwrap();
    let others = agree(&pipeline, &company, other).await;
    pipeline.approve_and_apply(company.account, other, others).await.unwrap();
    let stale = pipeline.apply(company.account, import).await.unwrap_err();
    assert!(matches!(stale, Error::Apply(ApplyError::Stale(_))), "{stale}");
    let inputs = pipeline.inputs(company.account, import).await.unwrap();
    assert_eq!(inputs.import.status, Status::Draft);
    let why: SentBack = serde_json::from_str(inputs.import.stale.as_deref().unwrap()).unwrap();
    assert_eq!((why.code.as_str(), why.rows), ("stale", vec![2]));
    let anew = agree(&pipeline, &company, import).await;
    assert_eq!(pipeline.approve_and_apply(company.account, import, anew).await.unwrap().counts.create, 2);
}

#[tokio::test]
async fn a_plan_sees_what_was_written_to_the_account_since() {
    let pipeline = pipeline(&shared_db().await);
    let company = company(pipeline.db()).await;
    let text =
        "First Name,Last Name,Email,Phone,Role,Teams\nAna,Ruiz,ana@t.example,+12125550101,Sales,North\n";
    let import = upload(&pipeline, &company, text).await;
    let before = pipeline.plan(company.account, import, company.actor()).await.unwrap();
    assert_eq!(before.counts().blocked, 1);
    let mut tx = pipeline.db().begin(Wait::Long).await.unwrap();
    accounts::take(&mut tx, company.account).await.unwrap();
    teams::create(&mut tx, company.account, "North", None, &Actor::Operator, now()).await.unwrap();
    tx.commit().await.unwrap();
    let after = pipeline.plan(company.account, import, company.actor()).await.unwrap();
    assert_eq!(after.counts().create, 1);
}

#[tokio::test]
async fn an_approved_import_takes_no_change_any_more() {
    let pipeline = pipeline(&shared_db().await);
    let company = company(pipeline.db()).await;
    let import = upload(&pipeline, &company, &people(2, "d.example")).await;
    let agreed = agree(&pipeline, &company, import).await;
    pipeline.approve(company.account, import, agreed).await.unwrap();
    let skip = Fix::SkipRows { rows: vec![2] };
    let refused = |result| matches!(result, Err(Error::Store(store::Error::Refused(_))));
    assert!(refused(pipeline.add_fix(company.account, import, &skip, company.actor()).await.map(|_| ())));
    assert!(refused(pipeline.set_choices(company.account, import, Choices::default()).await));
    assert!(refused(pipeline.set_mapping(company.account, import, &MappingFile::default()).await));
    assert!(refused(pipeline.discard(company.account, import, (company.actor(), None)).await));
}

#[tokio::test]
async fn a_file_can_be_planned_without_being_kept() {
    let pipeline = pipeline(&shared_db().await);
    let company = company(pipeline.db()).await;
    let incoming =
        pipeline.read("people.csv", TYPO.as_bytes().to_vec(), MappingFile::default()).await.unwrap();
    let start = app::pipeline::Start::by(company.actor());
    let plan = pipeline.plan_of(company.account, &incoming, &start).await.unwrap();
    assert_eq!(plan.counts().create, 1);
    let mut view = pipeline.db().view().await.unwrap();
    let page = store::Page { offset: 0, limit: 10 };
    let kept = imports::history::list(&mut view, company.account, &imports::history::Filter::default(), page)
        .await
        .unwrap();
    assert_eq!(kept.total, 0);
    drop(view);
    let import = pipeline.keep(company.account, incoming, start).await.unwrap();
    let stored = pipeline.plan(company.account, import, company.actor()).await.unwrap();
    assert_eq!(stored.fingerprint(), plan.fingerprint());
}

#[tokio::test]
async fn an_approval_puts_one_job_into_the_queue_and_applying_takes_it_out() {
    let pipeline = pipeline(&super::support::world::own_db().await);
    let company = company(pipeline.db()).await;
    let import = upload(&pipeline, &company, &people(2, "e.example")).await;
    let agreed = agree(&pipeline, &company, import).await;
    for _ in 0..2 {
        pipeline.approve(company.account, import, agreed).await.unwrap();
    }
    let mut view = pipeline.db().view().await.unwrap();
    assert_eq!(jobs::waiting(&mut view).await.unwrap(), 1);
    drop(view);
    pipeline.apply(company.account, import).await.unwrap();
    let mut view = pipeline.db().view().await.unwrap();
    assert_eq!(jobs::waiting(&mut view).await.unwrap(), 0);
}

#[tokio::test]
async fn another_accounts_import_is_not_found_whatever_is_asked() {
    let pipeline = pipeline(&shared_db().await);
    let (owner, stranger) = (company(pipeline.db()).await, company(pipeline.db()).await);
    let import = upload(&pipeline, &owner, &people(2, "f.example")).await;
    let before = pipeline.inputs(owner.account, import).await.unwrap();
    let (account, actor) = (stranger.account, stranger.actor());
    let seen = Fingerprint { rows: [0; 16], effects: [0; 16] };
    let agreed = Agreed { by: actor, seen, confirm: None, from: None };
    let skip = Fix::SkipRows { rows: vec![2] };
    let missing = [
        is_missing(&pipeline.inputs(account, import).await),
        is_missing(&pipeline.sheet(account, import).await),
        is_missing(&pipeline.mapping(account, import).await),
        is_missing(&pipeline.draft(account, import).await),
        is_missing(&pipeline.plan(account, import, actor).await),
        is_missing(&pipeline.plan_with(account, &before, Choices::default(), actor).await),
        is_missing(&pipeline.set_mapping(account, import, &MappingFile::default()).await),
        is_missing(&pipeline.add_fix(account, import, &skip, actor).await),
        is_missing(&pipeline.withdraw_fix(account, import, 1).await),
        is_missing(&pipeline.restore_fix(account, import, 1).await),
        is_missing(&pipeline.set_choices(account, import, Choices::default()).await),
        is_missing(&pipeline.set_step(account, import, imports::Step::Fix).await),
        is_missing(&pipeline.discard(account, import, (Actor::Operator, None)).await),
        is_missing(&pipeline.approve(account, import, agreed).await),
        is_missing(&pipeline.approve_and_apply(account, import, agreed).await),
        is_missing(&pipeline.apply(account, import).await),
    ];
    assert_eq!(missing, [true; 16]);
    assert_eq!(pipeline.inputs(owner.account, import).await.unwrap().import, before.import);
}

#[tokio::test]
async fn many_people_are_planned_when_it_is_the_turn_of_their_account_and_one_at_once() {
    let pipeline = pipeline(&shared_db().await);
    let company = company(pipeline.db()).await;
    let (account, actor, admin) = (company.account, company.actor(), company.admin.0);
    let form = move |_: &plan::snapshot::Facts| plan::form::Form::of_people(&[admin]);
    let turn = pipeline.turn(account).await;
    let many = {
        let pipeline = pipeline.clone();
        tokio::spawn(async move {
            pipeline.propose_many(account, form, (Choices::default(), actor)).await.map(|_| ())
        })
    };
    for _ in 0..3 {
        pipeline.propose(account, form, Vec::new(), (Choices::default(), actor)).await.unwrap();
    }
    assert!(!many.is_finished());
    drop(turn);
    many.await.unwrap().unwrap();
}
