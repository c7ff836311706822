//! A real mail server beside the tests: aiosmtpd, with TLS and a sign-in.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use app::config::sending::{Secret, Sender, Smtp, Tls};
use serde::Deserialize;
use tempfile::TempDir;

/// The system's own, which has the server where the package of the system is installed.
const PYTHON: &str = "/usr/bin/python3";
const PASSWORD: &str = "copper:lantern/42";
/// The same as it stands in an address.
const ENCODED: &str = "copper%3Alantern%2F42";

/// An e-mail as the server took it.
#[derive(Clone, Debug, Deserialize)]
pub struct Letter {
    pub to: Vec<String>,
    pub from: String,
    pub headers: Vec<(String, String)>,
    pub kind: String,
    pub text: String,
    pub html: String,
    pub login: String,
    pub encrypted: bool,
}

impl Letter {
    /// The value of a header that stands there once.
    pub fn header(&self, name: &str) -> &str {
        let found: Vec<&str> =
            self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect();
        assert_eq!(found.len(), 1, "{name}: {:?}", self.headers);
        found[0]
    }
}

/// A running server. Dropped, it ends.
pub struct MailServer {
    child: Child,
    home: TempDir,
    port: u16,
    letters: Arc<Mutex<Vec<Letter>>>,
}

impl MailServer {
    /// A server of a mode; none where the system has no such server.
    pub fn start(mode: &str, chaos: bool) -> Option<Self> {
        let there = Command::new(PYTHON).args(["-c", "import aiosmtpd"]).stderr(Stdio::null()).status();
        if !there.is_ok_and(|status| status.success()) {
            crate::skipped("what needs a mail server: aiosmtpd is not installed; `make tools` does it");
            return None;
        }
        let home = TempDir::new().unwrap();
        certify(&home);
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/sending/mail_server.py");
        let mut child = Command::new(PYTHON)
            .arg(script)
            .arg(mode)
            .args([home.path().join("server.pem"), home.path().join("server.key")])
            .args(chaos.then_some("chaos"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines.next().unwrap().unwrap().parse().unwrap();
        let letters = Arc::<Mutex<Vec<Letter>>>::default();
        let kept = Arc::clone(&letters);
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let letter: Letter = serde_json::from_str(&line).unwrap();
                kept.lock().unwrap().push(letter);
            }
        });
        Some(Self { child, home, port, letters })
    }

    /// The settings that lead here.
    pub fn smtp(&self, tls: Tls) -> Smtp {
        Smtp {
            host: "localhost".to_owned(),
            port: self.port,
            tls,
            login: Some(("muster".to_owned(), Secret::new(PASSWORD))),
            authority: Some(self.authority()),
            from: sender(),
        }
    }

    /// The authority that signs for the server.
    pub fn authority(&self) -> PathBuf {
        self.home.path().join("ca.pem")
    }

    /// The same settings as an address.
    pub fn url(&self) -> String {
        format!("smtp://muster:{ENCODED}@localhost:{}", self.port)
    }

    /// The e-mails so far.
    pub fn letters(&self) -> Vec<Letter> {
        self.letters.lock().unwrap().clone()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whom the e-mails of the tests come from.
pub fn sender() -> Sender {
    "Northwind, Field Sales <team@northwind.example>".parse().unwrap()
}

/// An authority of our own and a certificate of its for this machine.
fn certify(home: &TempDir) {
    let openssl = |words: &str| {
        let words: Vec<&str> = words.split(' ').collect();
        let made = Command::new("openssl").args(words).current_dir(home.path()).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    };
    let new = "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    openssl(&format!("{new} -x509 -days 2 -subj /CN=Tests -keyout ca.key -out ca.pem"));
    openssl(&format!("{new} -subj /CN=localhost -keyout server.key -out server.csr"));
    let names = "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n";
    std::fs::write(home.path().join("names"), names).unwrap();
    openssl(
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.pem",
    );
}
