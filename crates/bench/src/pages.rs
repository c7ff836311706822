//! Pages of an import of 50,000 rows, most of them with a finding: the real program, asked over HTTP as a browser does.
//!
//! There is no floor to hold a page against, so that each stands beside one millisecond. The figure is the 95th percentile of
//! the requests of one run: what somebody in a hundred clicks waits for five times at the most.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::Fallible;
use crate::measure::wall_seconds;
use crate::table::Table;
use crate::users;

const ROWS: u32 = 50_000;

/// Rows of a page of the grid.
const ON_A_PAGE: u32 = 50;

/// Requests of each kind.
const REQUESTS: u32 = 60;

const REACH: [f64; 2] = [100.0, 30.0];

/// Measures the pages that somebody goes through between the upload and the import.
pub async fn compare(table: &mut Table) -> Fallible<()> {
    let panel = Panel::start().await?;
    let import = panel.upload().await?;
    let mut add = |what: &str, mut seconds: Vec<f64>| {
        seconds.sort_by(f64::total_cmp);
        let at = seconds.len() * 95 / 100;
        let milliseconds = seconds.get(at).or(seconds.last()).copied().unwrap_or_default() * 1000.0;
        let one = (1.0, "1 ms".to_owned());
        table.add(what, (milliseconds, format!("{milliseconds:.1} ms")), one, REACH);
    };
    let pages = ROWS / ON_A_PAGE;
    let grid = panel.timed(|at| panel.get(&format!("{import}/fix?show=all&page={}", 1 + at * 37 % pages)));
    add("page of a 50,000-row import, p95", grid.await?);
    add("its review, p95", panel.timed(|_| panel.get(&format!("{import}/review"))).await?);
    let typed = panel.timed(|at| {
        let row = (2 + at * 811).to_string();
        let cell = [("row", row.as_str()), ("field", "first_name"), ("value", "Ana")];
        panel.post(&format!("{import}/fix/cell?show=all&page={}", 1 + at)).form(&cell)
    });
    add("a cell of it that is typed, p95", typed.await?);
    Ok(())
}

/// The program on its example company, and somebody who is signed in there.
struct Panel {
    child: Child,
    client: Client,
    address: String,
    cookie: String,
}

impl Panel {
    async fn start() -> Fallible<Self> {
        let program = std::env::current_exe()?.with_file_name("muster");
        let mut child = Command::new(&program)
            .args(["demo", "--json", "--listen", "127.0.0.1:0"])
            .env("MUSTER_LOG", "warn")
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|problem| format!("{}: {problem}", program.display()))?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().ok_or("the program has no output")?).read_line(&mut line)?;
        let told: Value = serde_json::from_str(&line)?;
        let text = |name: &str| told.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let client = Client::builder().no_proxy().redirect(Policy::none()).build()?;
        let mut panel = Self { child, client, address: text("address"), cookie: String::new() };
        let login = [("email", text("email")), ("password", text("password"))];
        let answer = panel.post("/sign-in").form(&login).send().await?;
        panel.cookie = cookies(&answer);
        Ok(panel)
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(format!("{}{path}", self.address)).header(COOKIE, &self.cookie)
    }

    fn post(&self, path: &str) -> RequestBuilder {
        let request = self.client.post(format!("{}{path}", self.address)).header(COOKIE, &self.cookie);
        request.header("sec-fetch-site", "same-origin")
    }

    /// Brings in a file of users whose teams and territories nobody knows here. Says where the import is.
    async fn upload(&self) -> Fallible<String> {
        let head = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\n\
                    Content-Type: text/csv\r\n\r\n";
        let mut body = head.as_bytes().to_vec();
        users::write(&mut body, ROWS)?;
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let request = self.post("/imports").header(CONTENT_TYPE, "multipart/form-data; boundary=edge");
        let answer = request.body(body).send().await?;
        let leads = answer.headers().get(LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let import = leads.strip_suffix("/match").ok_or_else(|| format!("the upload leads to “{leads}”"))?;
        Ok(import.to_owned())
    }

    /// Seconds of each of some requests, one after the other; the first is not counted, it works out what the others look at.
    async fn timed(&self, request: impl Fn(u32) -> RequestBuilder) -> Fallible<Vec<f64>> {
        let mut seconds = Vec::new();
        for at in 0..=REQUESTS {
            let begun = wall_seconds();
            let answer = request(at).send().await?;
            let status = answer.status();
            let bytes = answer.bytes().await?;
            if !status.is_success() && !status.is_redirection() {
                return Err(format!("{status}: {}", String::from_utf8_lossy(&bytes)).into());
            }
            seconds.push(wall_seconds() - begun);
        }
        Ok(seconds.split_off(1))
    }
}

impl Drop for Panel {
    fn drop(&mut self) {
        // Told to stop, it removes its folder.
        let _ = kill_process(Pid::from_child(&self.child), Signal::TERM);
        let _ = self.child.wait();
    }
}

/// What an answer sets, as the next request sends it.
fn cookies(answer: &Response) -> String {
    let set = answer.headers().get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs: Vec<&str> = set.filter_map(|value| value.split(';').next()).collect();
    pairs.join("; ")
}
