//! Files that were made to do harm, uploaded to the real program: each is answered in words, none makes the server take
//! much memory, and it goes on serving.

use std::fmt::Write as _;
use std::net::SocketAddr;

use store::users;
use tempfile::TempDir;

use super::ods::{content, ods};
use super::{ONE_ROW, many, raw, raw_with, sheet, zip_of};
use crate::support::files::people;
use crate::support::http::{self, Answer};
use crate::support::program::{Running, program, run};
use crate::support::tell;
use crate::support::world::{self, company, empty_url, now};

const PASSWORD: &str = "copper lantern 42";

/// The server never takes more because of one file.
const MOST_MB: u64 = 200;

/// A server with a signed-in Admin.
struct Served {
    serving: Running,
    address: SocketAddr,
    cookie: String,
    _home: TempDir,
}

impl Served {
    async fn start() -> Self {
        let (home, url) = (TempDir::new().unwrap(), empty_url());
        run(&["migrate"], home.path(), &url);
        let db = world::open(&url).await;
        let company = company(&db).await;
        let hash = app::password::hash(PASSWORD.to_owned()).await.unwrap();
        let mut tx = db.begin(store::Wait::Long).await.unwrap();
        users::set_password(&mut tx, company.account, company.admin, &hash, now()).await.unwrap();
        tx.commit().await.unwrap();
        db.close().await;
        let mut serving = Running::start(program(&["serve", "--listen", "127.0.0.1:0"], home.path(), &url));
        let address = serving.address();
        let form = format!("email=ada@{}.example&password={}", company.slug, PASSWORD.replace(' ', "+"));
        let answer = http::post(address, "/sign-in", "198.51.100.7", &form).await.unwrap();
        let cookie = answer.cookie.unwrap();
        Self { serving, address, cookie, _home: home }
    }

    async fn upload(&self, name: &str, bytes: &[u8]) -> Answer {
        http::upload(self.address, &self.cookie, name, bytes).await.unwrap()
    }

    /// Uploads a file that is either refused for one of these reasons, in words, or, where `read` is among them, read.
    async fn expect(&self, name: &str, bytes: &[u8], codes: &[&str]) {
        let answer = self.upload(name, bytes).await;
        let code = match answer.status {
            303 => "read",
            422 => refusal(&answer.body),
            status => panic!("{name}: {status} {}", answer.body),
        };
        assert!(codes.contains(&code), "{name}: {code}");
        #[cfg(target_os = "linux")]
        {
            let peak = self.serving.peak_mb();
            tell(format_args!("{name}: {code}, {peak} MB at the most so far"));
            assert!(peak < MOST_MB, "{name}: the server took {peak} MB");
        }
    }

    async fn expect_good(&self) {
        let answer = self.upload("good.csv", people(20, "good.example").as_bytes()).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let answer = self.upload("good.xlsx", &raw(PEOPLE, "<sst/>")).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
    }
}

/// The code of a refusal, which says what is the case and what to do.
fn refusal(page: &str) -> &str {
    let (_, note) = page.split_once("data-code=\"").unwrap();
    let (code, note) = note.split_once('"').unwrap();
    let (text, _) = note.split_once("</div>").unwrap();
    assert!(
        text.matches(". ").count() + text.matches(".<").count() >= 2,
        "{code} is not said in words: {text}"
    );
    code
}

/// Two people in a workbook.
const PEOPLE: &str = r#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Email</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>Ada Reyes</t></is></c><c r="B2" t="inlineStr"><is><t>a@x.example</t></is></c></row></sheetData></worksheet>"#;

/// Also what a reader without optimisation answers that needs more than its time.
const HOSTILE: &str = "workbook.hostile";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_files_are_refused_in_words_and_cost_the_server_next_to_nothing() {
    let served = Served::start().await;
    for (name, bytes, codes) in workbooks() {
        served.expect(name, &bytes, codes).await;
    }
    served.expect_good().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn texts_as_large_as_they_may_be_take_little_more_than_their_own_size() {
    for (name, make, codes) in TEXTS {
        let served = Served::start().await;
        served.expect(name, &make(), codes).await;
        served.expect_good().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_good_file_is_read_behind_hostile_ones() {
    let served = Served::start().await;
    let hostile = raw(ONE_ROW, &format!("<sst>{}</sst>", "<si/>".repeat(6_000_000)));
    let good = raw(PEOPLE, "<sst/>");
    let refused = || served.expect("strings.xlsx", &hostile, &["file.too_large", HOSTILE]);
    // No more than two are read at once.
    let (.., good) = tokio::join!(refused(), refused(), refused(), served.upload("good.xlsx", &good));
    assert_eq!(good.status, 303, "{}", good.body);
}

type Kind = (&'static str, Vec<u8>, &'static [&'static str]);

fn workbooks() -> Vec<Kind> {
    let blanks = |count: usize| format!("<sst><si><t>A</t></si><si><t>{}</t></si></sst>", " ".repeat(count));
    let cell = r#"t="inlineStr"><is><t>x</t></is></c>"#;
    let far = format!(r#"<row r="1"><c r="A1" {cell}</row><row r="1048576"><c r="XFD1048576" {cell}</row>"#);
    let lies =
        r#"<sst count="24000000000" uniqueCount="24000000000"><si><t>A</t></si><si><t>1</t></si></sst>"#;
    let columns = r#"<c t="inlineStr"><is><t>x</t></is></c>"#.repeat(16_385);
    let attributes = many(80_000, |at| format!(" a{at}=\"1\""));
    let attributes = ONE_ROW.replace("<row r=\"1\">", &format!("<row r=\"1\"{attributes}>"));
    let doctype = r#"<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>"#;
    let slip = [("../../../../tmp/muster-was-here", "x"), ("/etc/muster-was-here", "x")];
    let inner = zip_of(&[("bomb.zip", &raw(ONE_ROW, &blanks(50_000_000)))]);
    let repeated = "<table:table table:name=\"S\"><table:table-row table:number-rows-repeated=\"4000000000\">\
         <table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>";
    vec![
        ("bomb.xlsx", raw(ONE_ROW, &blanks(150_000_000)), &[HOSTILE]),
        ("far.xlsx", raw(&sheet(&far), "<sst/>"), &["columns.too_many", HOSTILE]),
        ("lies.xlsx", raw(ONE_ROW, lies), &["read", HOSTILE]),
        ("entities.xlsx", raw(ONE_ROW, &entities()), &[HOSTILE]),
        ("outside.xlsx", raw(ONE_ROW, doctype), &[HOSTILE]),
        ("slip.xlsx", raw_with(&slip), &["read"]),
        ("attributes.xlsx", raw_with(&[("xl/worksheets/sheet1.xml", &attributes)]), &["read", HOSTILE]),
        (
            "columns.xlsx",
            raw(&sheet(&format!("<row>{columns}</row>")), "<sst/>"),
            &["columns.too_many", HOSTILE],
        ),
        (
            "strings.xlsx",
            raw(ONE_ROW, &format!("<sst>{}</sst>", "<si/>".repeat(6_000_000))),
            &["file.too_large", HOSTILE],
        ),
        ("nested.xlsx", inner, &["workbook.unsupported", "workbook.broken", "file.packed", HOSTILE]),
        ("repeated.ods", ods(&content(repeated)), &["rows.too_many", HOSTILE]),
    ]
}

fn entities() -> String {
    let mut shared = r#"<!DOCTYPE sst [<!ENTITY a0 "lol">"#.to_owned();
    for level in 1..10 {
        write!(shared, "<!ENTITY a{level} \"{}\">", format!("&a{};", level - 1).repeat(10)).unwrap();
    }
    shared.push_str("]><sst><si><t>&a9;</t></si></sst>");
    shared
}

/// Texts as long as they may be, made one at a time.
type Text = (&'static str, fn() -> Vec<u8>, &'static [&'static str]);

const LONG: usize = 49_900_000;

const TEXTS: &[Text] = &[
    ("line.csv", || vec![b'x'; 10_000_000], &["cell.too_long"]),
    ("longest-line.csv", || vec![b'x'; LONG], &["cell.too_long"]),
    (
        "unclosed.csv",
        || [b"a,b\n\"".to_vec(), b"x,y\n".repeat(LONG / 4)].concat(),
        &["cell.too_long", "quote.unclosed"],
    ),
    ("columns.csv", || vec![b','; 16_385], &["columns.too_many"]),
    ("rows.csv", || b"x\n".repeat(LONG / 2), &["rows.too_many"]),
    ("letters.csv", || b"\xe9,\xe9\n".repeat(LONG / 4), &["rows.too_many"]),
    (
        "cells.csv",
        || [vec![b'x'], vec![b','; 499], b"\n".to_vec()].concat().repeat(LONG / 501),
        &["file.too_large"],
    ),
    ("euros.csv", || b"\x80".repeat(LONG), &["file.too_large", "cell.too_long"]),
    ("nothing.csv", || b"\n".repeat(LONG), &["file.empty", "file.no_rows"]),
    ("nuls.csv", || vec![0; LONG], &["file.not_a_table", "encoding.unreadable", "file.empty"]),
];
