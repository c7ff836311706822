//! How often somebody may try, and how often they may ask to be sent something: counted for the address that was typed in
//! and for where the request comes from, whether or not anybody has that address. Each count commits by itself.

use std::net::IpAddr;
use std::time::Duration;

use sha2::{Digest, Sha256};
use store::attempts::{self, Scope};
use store::{Tx, Wait};

use crate::error::Result;
use crate::state::AppState;

const WINDOW: Duration = Duration::from_mins(15);
/// A person who mistypes needs a few; somebody who guesses needs many.
const MOST_OF_A_PERSON: u32 = 10;
/// An office behind one address signs in together on a Monday.
const MOST_OF_AN_ADDRESS: u32 = 100;
/// Whoever has asked for five codes in a quarter of an hour gets none of them.
const MOST_ASKED: u32 = 5;

/// Counts one attempt; `false` where there were too many.
pub(crate) async fn may_try(state: &AppState, whom: &str, client: IpAddr) -> Result<bool> {
    if !may_try_link(state, client).await? {
        return Ok(false);
    }
    let of_person = attempts::add(&state.db, Scope::Person, &key(whom), WINDOW, state.micros()).await?;
    Ok(of_person <= MOST_OF_A_PERSON)
}

/// Counts one attempt on something that names nobody; `false` where there were too many.
pub(super) async fn may_try_link(state: &AppState, client: IpAddr) -> Result<bool> {
    let counted =
        attempts::add(&state.db, Scope::Address, &address_key(client), WINDOW, state.micros()).await?;
    Ok(counted <= MOST_OF_AN_ADDRESS)
}

/// Counts that somebody asks to be sent something; `false` where they did too often.
pub(crate) async fn may_ask(state: &AppState, whom: &str, client: IpAddr) -> Result<bool> {
    if !may_try_link(state, client).await? {
        return Ok(false);
    }
    let asked = attempts::add(&state.db, Scope::Asked, &key(whom), WINDOW, state.micros()).await?;
    Ok(asked <= MOST_ASKED)
}

/// Forgets the attempts of somebody who got it right.
pub(crate) async fn forget(state: &AppState, whom: &str) -> Result<()> {
    let mut tx: Tx = state.db.begin(Wait::Long).await?;
    attempts::clear(&mut tx, Scope::Person, &key(whom)).await?;
    Ok(tx.commit().await?)
}

fn key(whom: &str) -> [u8; 32] {
    Sha256::digest(whom.as_bytes()).into()
}

/// One household or server has a whole network of IPv6 addresses.
fn address_key(client: IpAddr) -> [u8; 32] {
    match client {
        IpAddr::V4(address) => Sha256::digest(address.octets()).into(),
        IpAddr::V6(address) => {
            let network: Vec<u8> = address.octets().into_iter().take(8).collect();
            Sha256::digest(network).into()
        }
    }
}
