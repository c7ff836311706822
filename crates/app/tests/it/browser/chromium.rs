//! Headless Chromium with a fresh profile, and what people do in it.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::LoggingPrefsLogLevel;
use thirtyfour::prelude::*;

/// A test that takes longer than this hangs.
const LONGEST: Duration = Duration::from_mins(10);

/// How long something on a page may take to appear on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// The width and height of a window.
pub type Size = (u32, u32);

/// A desk.
pub const DESK: Size = (1440, 1000);
/// A phone.
pub const PHONE: Size = (390, 844);

/// Light or dark, as the system asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark letters on light.
    Light,
    /// Light letters on dark.
    Dark,
}

impl Theme {
    /// The name in CSS and in file names.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// One open browser. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Browser {
    /// The session, for what the methods here do not offer.
    pub driver: WebDriver,
}

/// Runs a test in a browser of its own and closes it whatever happens. Answers at once where browser tests are not wanted.
pub async fn with<T, F>(test: T)
where
    T: FnOnce(Browser) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    if !super::wanted() {
        return;
    }
    let profile = TempDir::new().unwrap();
    let chromedriver = Chromedriver::start();
    let driver = WebDriver::new(chromedriver.address.as_str(), capabilities(profile.path())).await.unwrap();
    let browser = Browser { driver: driver.clone() };
    browser.resize(DESK).await;
    let outcome = tokio::time::timeout(LONGEST, tokio::spawn(test(browser))).await;
    driver.quit().await.unwrap();
    match outcome {
        Err(late) => panic!("the test hangs, after {LONGEST:?}: {late}"),
        Ok(Err(failure)) => std::panic::resume_unwind(failure.into_panic()),
        Ok(Ok(())) => {}
    }
}

fn capabilities(profile: &Path) -> Capabilities {
    let mut wish = DesiredCapabilities::chrome();
    let profile = format!("--user-data-dir={}", profile.display());
    for flag in [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--lang=en-GB",
        &profile,
    ] {
        wish.add_arg(flag).unwrap();
    }
    wish.set_browser_log_level(LoggingPrefsLogLevel::All).unwrap();
    wish.into()
}

/// The process that drives Chromium, on a port it chose itself.
struct Chromedriver {
    child: Child,
    address: String,
    /// Held open: chromedriver goes on to write.
    _output: BufReader<ChildStdout>,
}

impl Chromedriver {
    fn start() -> Self {
        let mut child = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .spawn()
            .expect("chromedriver is not installed: run `make tools`");
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let port = (&mut output)
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                line.trim_end_matches('.').rsplit_once("successfully on port ")?.1.parse::<u16>().ok()
            })
            .expect("chromedriver ended without saying its port");
        Self { child, address: format!("http://127.0.0.1:{port}"), _output: output }
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Browser {
    /// Opens an address.
    pub async fn open(&self, address: &str) {
        self.driver.goto(address).await.unwrap();
    }

    /// Gives the page the size of a window.
    pub async fn resize(&self, (width, height): Size) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", size).await.unwrap();
        // The page is laid out anew before it is next drawn, not before it is next asked.
        let drawn = "requestAnimationFrame(() => requestAnimationFrame(arguments[0]))";
        self.driver.execute_async(drawn, Vec::new()).await.unwrap();
    }

    /// Makes every answer of the server so many milliseconds late, as on a slow line.
    pub async fn slow(&self, milliseconds: u32) {
        let driver = self.driver.cdp();
        driver.send_raw("Network.enable", json!({})).await.unwrap();
        let line = json!({
            "offline": false,
            "latency": milliseconds,
            "downloadThroughput": -1,
            "uploadThroughput": -1,
        });
        driver.send_raw("Network.emulateNetworkConditions", line).await.unwrap();
    }

    /// Asks for a light or a dark page, as the system would; and for no movement, so that pictures and checks do not
    /// catch a page on its way.
    pub async fn prefer(&self, theme: Theme) {
        let features = json!({"features": [
            {"name": "prefers-color-scheme", "value": theme.name()},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]});
        self.driver.cdp().send_raw("Emulation.setEmulatedMedia", features).await.unwrap();
    }

    /// The first element of a CSS selector, waited for until it is shown.
    pub async fn find(&self, css: &str) -> WebElement {
        let query = self.driver.query(By::Css(css)).wait(PATIENCE, Duration::from_millis(50));
        match query.and_displayed().first().await {
            Ok(element) => element,
            Err(why) => panic!("“{css}” at {}: {why}\n{}", self.path().await, self.text().await),
        }
    }

    /// Waits until an expression of JavaScript is true.
    pub async fn until(&self, truth: &str) {
        let until = tokio::time::Instant::now() + PATIENCE;
        while self.ask(truth).await != Value::Bool(true) {
            let late = tokio::time::Instant::now() > until;
            assert!(!late, "{truth}: not so at {}:\n{}", self.path().await, self.text().await);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until a text stands on the page.
    pub async fn sees(&self, text: &str) {
        self.until(&format!("document.body !== null && document.body.innerText.includes({})", json!(text)))
            .await;
    }

    /// The value of an expression of JavaScript.
    pub async fn ask(&self, expression: &str) -> Value {
        let script = format!("return {expression};");
        self.driver.execute(script, Vec::new()).await.unwrap().json().clone()
    }

    /// Path and query of the page.
    pub async fn path(&self) -> String {
        let address = self.driver.current_url().await.unwrap();
        address
            .query()
            .map_or_else(|| address.path().to_owned(), |query| format!("{}?{query}", address.path()))
    }

    /// The text of the page, as people see it.
    pub async fn text(&self) -> String {
        self.ask("document.body === null ? '' : document.body.innerText")
            .await
            .as_str()
            .unwrap_or("")
            .to_owned()
    }

    /// Presses keys, one after the other, wherever the focus is.
    pub async fn press(&self, keys: impl AsRef<str>) {
        self.driver.action_chain().send_keys(keys.as_ref()).perform().await.unwrap();
    }

    /// Presses a key while the control key is held down.
    pub async fn press_with_control(&self, key: char) {
        let control = Key::Control.value();
        self.driver.action_chain().key_down(control).send_keys(key).key_up(control).perform().await.unwrap();
    }

    /// Puts a text into the clipboard as somebody does who copies it in another program.
    pub async fn copy(&self, text: &str) {
        let show = format!(
            "(area => {{ area.id = 'elsewhere'; area.value = {}; document.body.append(area); area.focus(); area.select(); \
             return true; }})(document.createElement('textarea'))",
            json!(text)
        );
        self.ask(&show).await;
        self.press_with_control('c').await;
        self.ask("document.getElementById('elsewhere').remove()").await;
    }

    /// Presses the tab key until an element of a CSS selector has the focus: what nobody can reach by keyboard fails here.
    pub async fn tab_to(&self, css: &str) {
        let reached =
            format!("document.activeElement !== null && document.activeElement.matches({})", json!(css));
        // Not necessarily shown: a field for files is drawn by its label.
        self.until(&format!("document.querySelector({}) !== null", json!(css))).await;
        for _ in 0..400 {
            if self.ask(&reached).await == Value::Bool(true) {
                return;
            }
            self.press(Key::Tab.value().to_string()).await;
        }
        panic!("400 presses of the tab key do not reach “{css}” at {}", self.path().await);
    }

    /// Saves a picture of what the window shows.
    pub async fn picture(&self, file: &Path) {
        self.driver.screenshot(file).await.unwrap();
    }
}
