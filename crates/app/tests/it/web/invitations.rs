//! Invitations over HTTP: chosen in the review, shown with what there is to do, and done to many with one press.

use axum::http::StatusCode;
use store::messages::{self, Channel, Settled};
use store::suppressions::{self, Why};
use store::{Wait, audit};

use super::world::{Answer, World};
use crate::wizard::client::{Walker, value_of};

/// Three people who are new; the name of one begins like a formula.
const FILE: &str = "First Name,Last Name,Email,Phone,Role,Territory Access\n\
    Ola,Nordmann,ola@northwind.example,+13125550171,Sales,Limited\n\
    '=Kari,Nordmann,kari@northwind.example,+13125550172,Sales,Limited\n\
    Per,Hansen,per@northwind.example,+13125550173,Sales,Limited\n";

/// An import of the file whose invitations are chosen so.
async fn applied(choice: &[(&str, &str)]) -> Walker {
    let mut walker = Walker::with("starters.csv", FILE).await;
    walker.send("/choices", choice).await;
    let review = walker.page("/review").await;
    let number =
        review.split_once("data-number=\"").map(|(_, rest)| rest.split('"').next().unwrap().to_owned());
    let answer = walker.agree(&number.unwrap_or_default()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    walker.work().await;
    walker
}

impl Walker {
    /// The list of the import's invitations, narrowed.
    async fn invitations(&mut self, show: &str) -> String {
        let address = format!("/invitations?import={}&show={show}", self.import);
        let answer = self.visitor.get(&address).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        answer.body
    }

    /// Presses a button over the whole list of a page; what the page after it says.
    async fn press_all(&mut self, page: &str, action: &str) -> String {
        let answer = self.post_all(page, action).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let address = answer.location().to_owned();
        self.visitor.get(&address).await.body
    }

    async fn post_all(&mut self, page: &str, action: &str) -> Answer {
        let import = self.import.to_string();
        let (show, seen) = (value_of(page, "show"), value_of(page, "seen"));
        let fields = [("import", &*import), ("show", &show), ("seen", &seen), ("all", "yes")];
        self.visitor.post(&format!("/invitations/{action}"), &fields).await
    }

    /// Sends what is due, as a worker with a provider would; how many messages.
    async fn send_due(&self) -> usize {
        let mut tx = self.state().db.begin(Wait::Long).await.unwrap();
        let (now, mut sent) = (self.state().micros(), 0);
        for channel in Channel::ALL {
            let lease = std::time::Duration::from_mins(5);
            let due = messages::claim_invites(&mut tx, channel, now, lease, 100).await.unwrap();
            for one in &due {
                messages::settle_invite(&mut tx, channel, one, Settled::Sent, now).await.unwrap();
            }
            sent += due.len();
        }
        tx.commit().await.unwrap();
        sent
    }
}

#[tokio::test]
async fn invitations_that_are_held_are_released_from_their_page() {
    let mut walker = applied(&[("invites", "held")]).await;
    walker.send_due().await;
    let done = walker.page("/done").await;
    assert!(done.contains("3 invitations are held") && done.contains("&#38;show=held"), "{done}");
    let list = walker.invitations("held").await;
    assert!(list.contains("Ola Nordmann") && list.contains("All 3 of this list"), "{list}");
    let after = walker.press_all(&list, "release").await;
    assert!(after.contains("3 invitations are released."), "{after}");
    assert_eq!(walker.send_due().await, 6);
    let after = walker.press_all(&list, "release").await;
    assert!(after.contains("None of these was held"), "{after}");
    let sent = walker.invitations("sent").await;
    assert!(sent.contains("1 to 3 of 3"), "{sent}");
    let history = walker.visitor.get("/imports").await.body;
    assert!(history.contains("aria-label=\"Invitations of starters.csv\""), "{history}");
}

#[tokio::test]
async fn the_review_says_when_the_invitations_go_out_and_what_the_clocks_do_then() {
    let mut walker = Walker::with("starters.csv", FILE).await;
    walker.send("/choices", &[("invites", "at")]).await;
    let page = walker.page("/review").await;
    assert!(page.contains("type=\"datetime-local\"") && page.contains("Chicago time"), "{page}");
    let address = walker.send("/choices", &[("invites", "at"), ("at", "2027-03-14T02:30")]).await;
    let page = walker.visitor.get(&address).await.body;
    assert!(page.contains("there is no 02:30 in Chicago time; 03:30 is taken."), "{page}");
    assert!(
        page.contains("value=\"2027-03-14T03:30\"") && page.contains("on 14 March 2027 at 03:30"),
        "{page}"
    );
    // Twice is said for as long as it is so.
    walker.send("/choices", &[("invites", "at"), ("at", "2026-11-01T01:30")]).await;
    let page = walker.page("/review").await;
    assert!(page.contains("01:30 comes twice in Chicago time; the first is taken."), "{page}");
    let past =
        walker.visitor.post(&walker.path("/choices"), &[("invites", "at"), ("at", "2020-01-01T08:00")]).await;
    assert_eq!(past.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        past.body.contains("This time is past.") && past.body.contains("2020-01-01T08:00"),
        "{}",
        past.body
    );
    let page = walker.page("/review").await;
    assert!(page.contains("value=\"2026-11-01T01:30\""), "what was chosen before still holds: {page}");
}

#[tokio::test]
async fn invitations_of_a_time_to_come_wait_and_say_so() {
    let mut walker = applied(&[("invites", "at"), ("at", "2027-12-01T08:00")]).await;
    assert_eq!(walker.send_due().await, 8, "only those of the example company");
    let done = walker.page("/done").await;
    assert!(done.contains("3 invitations go out on 1 December 2027 at 08:00"), "{done}");
    let list = walker.invitations("scheduled").await;
    assert!(
        list.contains("Scheduled") && list.contains("Release now") && list.contains("1 Dec 2027, 08:00"),
        "{list}"
    );
}

#[tokio::test]
async fn a_press_that_is_sent_twice_sends_one_message() {
    let mut walker = applied(&[]).await;
    walker.send_due().await;
    let list = walker.invitations("").await;
    let after = walker.press_all(&list, "send").await;
    assert!(after.contains("3 invitations are sent again; the links are good for 14 days."), "{after}");
    assert_eq!(walker.send_due().await, 6);
    let after = walker.press_all(&list, "send").await;
    assert!(after.contains("Nobody is sent anything"), "{after}");
    assert_eq!(walker.send_due().await, 0);
    let nobody = walker.visitor.post("/invitations/send", &[("seen", "99")]).await;
    let page = walker.visitor.get(nobody.location()).await.body;
    assert!(page.contains("Nobody is chosen."), "{page}");
}

#[tokio::test]
async fn somebody_who_was_cancelled_leaves_a_free_seat_and_a_link_that_is_gone() {
    let mut walker = applied(&[]).await;
    let per = walker.world.user("per").await;
    let list = walker.invitations("").await;
    let (before, _) = list.split_once("data-copied=\"The link of Per Hansen is copied.\"").unwrap();
    let link = before.rsplit_once("/join/").unwrap().1.split('"').next().unwrap().to_owned();
    assert_eq!(walker.visitor.get(&format!("/join/{link}")).await.status, StatusCode::OK);
    let id = before.rsplit_once("id=\"link-").unwrap().1.split('"').next().unwrap().to_owned();
    let asked = format!("act=cancel&from=invitations&import={}&seen=1&id={id}", walker.import);
    let ask = walker.visitor.get(&format!("/users/standing?{asked}")).await.body;
    assert!(ask.contains("Cancel the invitation of Per Hansen?"), "{ask}");
    assert!(ask.contains("1 seat is free again.") && !ask.contains("Ola Nordmann"), "{ask}");
    let import = walker.import.to_string();
    let fields = [
        ("act", "cancel"),
        ("from", "invitations"),
        ("import", import.as_str()),
        ("id", &id),
        ("fingerprint", &value_of(&ask, "fingerprint")),
    ];
    let answer = walker.visitor.post("/users/standing", &fields).await;
    assert_eq!(answer.location(), format!("/invitations?import={import}"), "{}", answer.body);
    let page = walker.visitor.get(answer.location()).await.body;
    assert!(page.contains("The invitation of Per Hansen is cancelled."), "{page}");
    assert_eq!(walker.visitor.get(&format!("/join/{link}")).await.status, StatusCode::NOT_FOUND);
    let list = walker.invitations("cancelled").await;
    assert!(list.contains("Per Hansen") && list.contains("1 to 1 of 1"), "{list}");
    let again = walker.visitor.get(&format!("/users/standing?{asked}")).await;
    let page = walker.visitor.get(again.location()).await.body;
    assert!(page.contains("There is nothing to cancel"), "{page}");
    // What happened to him says by whom, as it does wherever else it is done.
    let story = walker.visitor.get(&format!("/users/{}", per.id)).await.body;
    assert!(story.contains("Cancelled") && story.contains("Dana Mitchell"), "{story}");
}

#[tokio::test]
async fn all_of_a_list_of_invitations_are_cancelled_and_who_joined_stays() {
    let mut walker = applied(&[]).await;
    let ola = walker.world.user("ola").await;
    let mut tx = walker.state().db.begin(Wait::Long).await.unwrap();
    let invite = store::invites::of_user(&mut tx, ola.account, ola.id).await.unwrap().unwrap();
    let joining = store::invites::Joining { password_hash: Some("hash"), phone_confirmed: false };
    let now = walker.state().micros();
    store::invites::join(&mut tx, &invite.token(&walker.state().key), joining, now).await.unwrap();
    tx.commit().await.unwrap();
    let list = format!("act=cancel&from=invitations&import={}&all=yes", walker.import);
    let ask = walker.visitor.get(&format!("/users/standing?{list}")).await.body;
    assert!(ask.contains("Cancel the invitations of 2 people?") && !ask.contains("Ola Nordmann"), "{ask}");
    let import = walker.import.to_string();
    let fields = [
        ("act", "cancel"),
        ("from", "invitations"),
        ("import", import.as_str()),
        ("all", "yes"),
        ("fingerprint", &value_of(&ask, "fingerprint")),
    ];
    let answer = walker.visitor.post("/users/standing", &fields).await;
    let page = walker.visitor.get(answer.location()).await.body;
    assert!(page.contains("The invitations of 2 people are cancelled."), "{page}");
    assert!(walker.invitations("cancelled").await.contains("1 to 2 of 2"));
    assert_eq!(walker.world.user("ola").await.values.status, plan::snapshot::Status::Active);
}

#[tokio::test]
async fn links_are_taken_away_as_a_file_that_no_spreadsheet_runs_and_that_is_written_down() {
    let mut walker = applied(&[("invites", "none")]).await;
    assert_eq!(walker.send_due().await, 8, "only those of the example company");
    let list = walker.invitations("unsent").await;
    assert!(list.contains("1 to 3 of 3"), "{list}");
    let file = walker.post_all(&list, "links.csv").await;
    assert_eq!((file.status, file.header("cache-control")), (StatusCode::OK, Some("no-store")));
    assert!(
        file.header("content-disposition").unwrap().starts_with("attachment; filename=\"invitation-links-")
    );
    let lines: Vec<&str> = file.body.lines().collect();
    assert_eq!(
        (lines.len(), lines[0].trim_start_matches('\u{feff}')),
        (4, "First Name,Last Name,Email,Phone,Link,Good Until")
    );
    assert!(
        lines[2].starts_with("'=Kari,Nordmann,kari@northwind.example,'+1 312 555 0172,http"),
        "{}",
        lines[2]
    );
    let (_, link) = lines[3].split_once("/join/").unwrap();
    let token = link.split(',').next().unwrap();
    assert_eq!(walker.visitor.get(&format!("/join/{token}")).await.status, StatusCode::OK);
    let account = walker.account().await;
    let mut view = walker.state().db.view().await.unwrap();
    let entry = audit::newest(&mut view, account, 1).await.unwrap().remove(0);
    assert_eq!(entry.action, "invitations.links");
    assert!(entry.detail.contains("\"number\":3") && !entry.detail.contains("/join/"), "{}", entry.detail);
}

#[tokio::test]
async fn the_invitations_of_another_account_are_not_found_and_not_touched() {
    let walker = applied(&[("invites", "held")]).await;
    let mut sam = walker.world.stranger();
    let fields = [("email", "sam.whitfield@harborsolar.example"), ("password", super::world::PASSWORD)];
    assert_eq!(sam.post("/sign-in", &fields).await.status, StatusCode::SEE_OTHER);
    let path = format!("/invitations?import={}", walker.import);
    assert_eq!(sam.get(&path).await.status, StatusCode::NOT_FOUND);
    let import = walker.import.to_string();
    let fields = [("import", &*import), ("all", "yes"), ("seen", "999")];
    for action in ["release", "send"] {
        sam.post(&format!("/invitations/{action}"), &fields).await;
    }
    let cancel =
        sam.get(&format!("/users/standing?act=cancel&from=invitations&all=yes&import={import}")).await;
    assert_eq!(cancel.status, StatusCode::SEE_OTHER, "there is nobody: {}", cancel.body);
    let file = sam.post("/invitations/links.csv", &fields).await;
    assert_eq!(file.body.lines().count(), 1, "{}", file.body);
    let mut walker = walker;
    let list = walker.invitations("held").await;
    assert!(list.contains("1 to 3 of 3"), "{list}");
}

#[tokio::test]
async fn people_are_found_by_import_and_invitation_and_the_address_can_be_handed_on() {
    let mut walker = applied(&[("invites", "held")]).await;
    let address = format!("/users?import={}&invitation=held", walker.import);
    let page = walker.visitor.get(&address).await.body;
    assert!(page.contains("1 to 3 of 3") && page.contains("Invited, held"), "{page}");
    assert!(page.contains("<option value=\"held\" selected>Held</option>"), "{page}");
    let page = walker.visitor.get("/users?invitation=not-joined").await.body;
    assert!(page.contains("1 to 7 of 7"), "{page}");
    let page = walker.visitor.get(&format!("/users?import={}&invitation=joined", walker.import)).await.body;
    assert!(page.contains("Nobody is like this."), "{page}");
}

#[tokio::test]
async fn an_account_without_invitations_is_told_how_to_begin() {
    let world = World::new().await;
    let mut sam = world.stranger();
    let fields = [("email", "sam.whitfield@harborsolar.example"), ("password", super::world::PASSWORD)];
    assert_eq!(sam.post("/sign-in", &fields).await.status, StatusCode::SEE_OTHER);
    let page = sam.get("/invitations").await.body;
    assert!(page.contains("Nobody was invited yet") && page.contains("/imports/new"), "{page}");
}

/// Ola's address came back, Kari said STOP, and Per called an e-mail unwanted.
async fn stop_them(walker: &Walker) {
    let mut tx = walker.state().db.begin(Wait::Long).await.unwrap();
    for (channel, address, why) in [
        (Channel::Email, "ola@northwind.example", Why::Bounce),
        (Channel::Text, "+13125550172", Why::Stop),
        (Channel::Email, "per@northwind.example", Why::Complaint),
        // Somebody of no account here.
        (Channel::Email, "nobody@elsewhere.example", Why::Bounce),
    ] {
        suppressions::add(&mut tx, channel, address, why, "550 5.1.1 unknown", walker.state().micros())
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

/// The page of somebody, from their line of a list.
async fn person_of(walker: &mut Walker, list: &str, name: &str) -> String {
    let (before, _) = list.split_once(&format!("\">{name}</a>")).unwrap();
    let href = before.rsplit_once("href=\"").unwrap().1.to_owned();
    walker.visitor.get(&href).await.body
}

#[tokio::test]
async fn addresses_that_nothing_is_sent_to_are_marked_on_their_people_with_who_can_lift_it() {
    let mut walker = applied(&[]).await;
    walker.send_due().await;
    let list = walker.invitations("").await;
    assert!(!list.contains("Stopped") && !list.contains("id=\"stopped\""), "{list}");
    stop_them(&walker).await;
    let list = walker.invitations("stopped").await;
    for words in [
        "1 to 3 of 3",
        "Stopped: undeliverable.",
        "Stopped: answered STOP.",
        "Stopped: called unwanted.",
        "Nothing is sent to an address of these people",
    ] {
        assert!(list.contains(words), "{words}: {list}");
    }
    let found = walker.visitor.get(&format!("/users?import={}&invitation=stopped", walker.import)).await.body;
    assert!(
        found.contains("1 to 3 of 3") && found.contains("<option value=\"stopped\" selected>"),
        "{found}"
    );
    let ola = person_of(&mut walker, &list, "Ola Nordmann").await;
    assert!(
        ola.contains("an Admin can send there again") && ola.contains("Send there again</button>"),
        "{ola}"
    );
    for (name, words) in [
        ("=Kari Nordmann", "Only its owner can lift that, by answering START."),
        ("Per Hansen", "Nobody here can lift that. Correct the address by an import"),
    ] {
        let page = person_of(&mut walker, &list, name).await;
        assert!(page.contains(words) && !page.contains("Send there again</button>"), "{name}: {page}");
    }
    // What an Admin lifts is marked no more.
    let (_, action) = ola.split_once("action=\"/users/").unwrap();
    let lift = format!("/users/{}", action.split('"').next().unwrap());
    assert_eq!(walker.visitor.post(&lift, &[("channel", "email")]).await.status, StatusCode::SEE_OTHER);
    let list = walker.invitations("stopped").await;
    assert!(list.contains("1 to 2 of 2") && !list.contains("Ola Nordmann"), "{list}");
}

#[tokio::test]
async fn sending_again_says_beforehand_and_afterwards_whom_nothing_is_sent_to() {
    let mut walker = applied(&[]).await;
    walker.send_due().await;
    stop_them(&walker).await;
    let list = walker.invitations("").await;
    assert!(list.contains("<span data-stopped-people>3 people</span> of these"), "{list}");
    assert!(list.contains(&format!("/invitations?import={}&#38;show=stopped", walker.import)), "{list}");
    assert_eq!(list.matches(" data-stopped>").count(), 3, "{list}");
    let after = walker.press_all(&list, "send").await;
    let said = "3 invitations are sent again; the links are good for 14 days. 3 people have a stopped address, where nothing goes.";
    assert!(after.contains(said), "{after}");
    // Of those picked, and of those found.
    let found = walker.visitor.get(&format!("/invitations?import={}&find=per", walker.import)).await.body;
    assert!(found.contains("<span data-stopped-people>1 person</span> of these"), "{found}");
}

#[tokio::test]
async fn what_a_provider_puts_off_waits_and_is_not_scheduled() {
    let mut walker = applied(&[]).await;
    let mut tx = walker.state().db.begin(Wait::Long).await.unwrap();
    let now = walker.state().micros();
    let lease = std::time::Duration::from_mins(5);
    for due in messages::claim_invites(&mut tx, Channel::Text, now, lease, 100).await.unwrap() {
        let back = Settled::Back(now.after(lease));
        assert!(messages::settle_invite(&mut tx, Channel::Text, &due, back, now).await.unwrap());
    }
    for due in messages::claim_invites(&mut tx, Channel::Email, now, lease, 100).await.unwrap() {
        let later = Settled::Later(now.after(lease), "450 4.7.1 come back later");
        assert!(messages::settle_invite(&mut tx, Channel::Email, &due, later, now).await.unwrap());
    }
    tx.commit().await.unwrap();
    let list = walker.invitations("queued").await;
    assert!(
        list.contains("1 to 3 of 3") && list.contains("Queued") && list.contains("Trying again"),
        "{list}"
    );
    assert!(!list.contains("Scheduled") && !list.contains("Release now"), "{list}");
}
