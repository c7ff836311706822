//! A provider that nobody here wrote: `oidc-provider-mock` of the Python index, as a process on a port of its own.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::json;

use crate::web::world::encoded;

/// A running provider. It ends when this is dropped.
pub struct Mock {
    child: Child,
    pub issuer: String,
}

impl Mock {
    /// Starts one that knows these people, and whether their addresses are verified. Says so where it is not installed.
    pub async fn start(people: &[(&str, bool)]) -> Option<Self> {
        let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tools/oidc-provider-mock/bin");
        let program = tools.join("oidc-provider-mock");
        if !program.exists() {
            crate::skipped("the provider of OpenID Connect that others wrote: `make tools` installs it");
            return None;
        }
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new(program);
        command.args(["--port", &port.to_string()]).stdout(Stdio::null()).stderr(Stdio::null());
        for (email, is_verified) in people {
            let claims = json!({"sub": email, "email": email, "email_verified": is_verified});
            command.args(["--user-claims", &claims.to_string()]);
        }
        let mock = Self { child: command.spawn().unwrap(), issuer: format!("http://127.0.0.1:{port}") };
        mock.until_it_answers().await;
        Some(mock)
    }

    async fn until_it_answers(&self) {
        let address = format!("{}/.well-known/openid-configuration", self.issuer);
        for _ in 0..600 {
            if client().get(&address).send().await.is_ok_and(|answer| answer.status().is_success()) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("the provider does not answer at {address}");
    }

    /// What the provider's own form does, for somebody it knows: the path and query that the browser is sent back to.
    pub async fn let_in(&self, asked: &str, sub: &str) -> String {
        let page = client().get(asked).send().await.unwrap().text().await.unwrap();
        assert!(page.contains("Authorize Client") && page.contains(sub), "{page}");
        let form = client().post(asked).header("content-type", "application/x-www-form-urlencoded");
        let answer = form.body(format!("sub={}", encoded(sub))).send().await.unwrap();
        let location = answer.headers()["location"].to_str().unwrap().to_owned();
        let (_, path) = location.split_once("://").unwrap().1.split_once('/').unwrap();
        format!("/{path}")
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap()
}
