//! Signing in at one's company: against a provider of our own that can misbehave, and against one that nobody here wrote.

mod attacks;
mod calls;
mod claims;
pub mod fake;
pub mod mock;
mod only;
mod settings;
mod way;

use axum::http::StatusCode;
use store::sign_on::{self, NewSignOn};
use store::{AccountId, Wait};

use self::fake::Fake;
use super::world::{Answer, Visitor, World, encoded};
use crate::support::world::now;

pub const DANA: &str = "dana.mitchell@northwind.example";
pub const YARA: &str = "yara.haddad@northwind.example";
pub const SECRET: &str = "a secret that both know";

/// Gives an account a provider.
pub async fn connect(world: &World, account: AccountId, issuer: &str, domain: &str) {
    let sealed = world.state.key.seal(account, SECRET, [7; 12]).unwrap();
    let domains = [domain.to_owned()];
    let new = NewSignOn { issuer, client_id: "muster", secret: Some(&sealed), domains: &domains };
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    sign_on::set(&mut tx, account, &new, now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// The example company with a provider that can misbehave.
pub async fn connected() -> (World, Fake) {
    let (world, fake) = (World::new().await, Fake::start().await);
    connect(&world, world.account().await, &fake.issuer, "northwind.example").await;
    (world, fake)
}

/// Makes the provider the only way in.
pub async fn make_only(world: &World) {
    let account = world.account().await;
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    sign_on::proved(&mut tx, account, now(), now()).await.unwrap();
    sign_on::set_only(&mut tx, account, true, now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// What a browser was sent to a provider with.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The whole address.
    pub address: String,
}

impl Asked {
    /// A value behind the question mark.
    pub fn value(&self, name: &str) -> String {
        let (_, query) = self.address.split_once('?').unwrap();
        let pair = query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")));
        decoded(pair.unwrap_or_else(|| panic!("no {name} in {}", self.address)))
    }
}

fn decoded(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text.bytes());
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            b'+' => b' ',
            other => other,
        });
    }
    String::from_utf8(bytes).unwrap()
}

/// Begins, and follows as far as the provider.
pub async fn sent(visitor: &mut Visitor, whom: &str, next: &str) -> Asked {
    let page = visitor.post("/sso", &[("whom", whom), ("next", next)]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let answer = visitor.get("/sso/go").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    Asked { address: answer.location().to_owned() }
}

/// Comes back from a provider.
pub async fn back(visitor: &mut Visitor, slug: &str, code: &str, state: &str) -> Answer {
    visitor.get(&format!("/sso/callback/{slug}?code={}&state={}", encoded(code), encoded(state))).await
}

/// The whole way of somebody whom the provider vouches for.
pub async fn sign_in(world: &World, fake: &Fake, email: &str) -> (Visitor, Answer) {
    let mut visitor = world.stranger();
    let asked = sent(&mut visitor, email, "/me").await;
    let code = fake.code(&asked, email);
    let answer = back(&mut visitor, "northwind", &code, &asked.value("state")).await;
    (visitor, answer)
}

/// Whether somebody is in.
pub async fn is_in(visitor: &mut Visitor) -> bool {
    visitor.get("/me").await.status == StatusCode::OK
}
