//! Signatures of bodies that travel between machines: ours by HMAC-SHA256 over time and body, Twilio's by HMAC-SHA1 over
//! address and fields, Stripe's as ours in one header.

use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

use crate::config::sending::Secret;
use crate::random::hex;

/// The header with the time of a signature, in seconds since 1970.
pub const TIME: &str = "muster-timestamp";
/// The header with the signature: `v1=` and hexadecimal digits.
pub const SIGNATURE: &str = "muster-signature";

/// How far the clocks of two machines may be apart, the way between them included.
const TOLERANCE: Duration = Duration::from_mins(5);

/// The signature of a body at a time.
pub fn sign(secret: &Secret, seconds: i64, body: &[u8]) -> String {
    let mut mac = keyed::<Hmac<Sha256>>(secret);
    mac.update(seconds.to_string().as_bytes());
    mac.update(b".");
    mac.update(body);
    format!("v1={}", hex(&mac.finalize().into_bytes()))
}

/// Whether a body was signed with our secret, a short while ago.
pub fn is_signed(
    secret: &Secret,
    time: Option<&str>,
    signature: Option<&str>,
    body: &[u8],
    now: i64,
) -> bool {
    let Some(seconds) = time.and_then(|text| text.parse::<i64>().ok()) else { return false };
    let fresh = Duration::from_secs(now.abs_diff(seconds)) <= TOLERANCE;
    fresh && signature.is_some_and(|said| same(said, &sign(secret, seconds, body)))
}

/// What Twilio signs a request with: the full address as it was given to it, then each field with its value, by name.
pub fn twilio(token: &Secret, address: &str, fields: &[(String, String)]) -> String {
    let mut sorted: Vec<&(String, String)> = fields.iter().collect();
    sorted.sort_unstable();
    let mut mac = keyed::<Hmac<Sha1>>(token);
    mac.update(address.as_bytes());
    for (name, value) in sorted {
        mac.update(name.as_bytes());
        mac.update(value.as_bytes());
    }
    BASE64_STANDARD.encode(mac.finalize().into_bytes())
}

/// Whether a body was signed with a secret as Stripe does, a short while ago: `t=SECONDS,v1=DIGITS`, in which `v1` may stand
/// several times while a secret is being replaced by another.
pub fn is_signed_by_stripe(secret: &Secret, said: &str, body: &[u8], now: i64) -> bool {
    let parts = || said.split(',').filter_map(|part| part.trim().split_once('='));
    let Some(seconds) = parts().find_map(|(name, value)| value.parse::<i64>().ok().filter(|_| name == "t"))
    else {
        return false;
    };
    let fresh = Duration::from_secs(now.abs_diff(seconds)) <= TOLERANCE;
    let expected = sign(secret, seconds, body);
    fresh && parts().any(|(name, value)| name == "v1" && same(&format!("v1={value}"), &expected))
}

/// Whether two texts are the same, told in a time that says nothing of where they differ.
pub fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

fn keyed<M: KeyInit>(secret: &Secret) -> M {
    // A key of any length is taken; an error cannot happen, and an empty key would sign nothing that anybody accepts.
    M::new_from_slice(secret.reveal().as_bytes())
        .unwrap_or_else(|_| M::new(&hmac::digest::Key::<M>::default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_body_and_five_minutes() {
        let secret = Secret::new("hush");
        let signature = sign(&secret, 1_000, b"{}");
        let holds =
            |time: &str, body: &[u8], now| is_signed(&secret, Some(time), Some(&signature), body, now);
        assert!(holds("1000", b"{}", 1_300) && holds("1000", b"{}", 700));
        assert!(
            !holds("1000", b"{}", 1_301) && !holds("1001", b"{}", 1_000) && !holds("1000", b"{ }", 1_000)
        );
        assert!(!is_signed(&secret, None, Some(&signature), b"{}", 1_000));
        assert!(!is_signed(&Secret::new("other"), Some("1000"), Some(&signature), b"{}", 1_000));
    }

    #[test]
    fn one_of_several_signatures_of_stripe_is_enough_and_an_old_one_is_not() {
        let secret = Secret::new("whsec");
        let good = sign(&secret, 1_000, b"{}");
        let holds = |said: &str, now| is_signed_by_stripe(&secret, said, b"{}", now);
        assert!(
            holds(&format!("t=1000,{good}"), 1_300) && holds(&format!("t=1000, v1=00,{good},v0=1"), 1_000)
        );
        for wrong in [
            format!("t=1000,{good}0"),
            good.clone(),
            "t=1000".to_owned(),
            format!("t=1001,{good}"),
            String::new(),
        ] {
            assert!(!holds(&wrong, 1_000), "{wrong}");
        }
        assert!(
            !holds(&format!("t=1000,{good}"), 1_301)
                && !holds(&format!("t=1000,{}", good.replace("v1", "v0")), 1_000)
        );
        assert!(!is_signed_by_stripe(&secret, &format!("t=1000,{good}"), b"{ }", 1_000));
    }

    /// The example of Twilio's documentation on the security of its requests.
    #[test]
    fn the_signature_of_twilio_is_that_of_its_documentation() {
        let fields = [
            ("CallSid", "CA1234567890ABCDE"),
            ("Caller", "+14158675310"),
            ("Digits", "1234"),
            ("From", "+14158675310"),
            ("To", "+18005551212"),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let address = "https://mycompany.com/myapp.php?foo=1&bar=2";
        assert_eq!(twilio(&Secret::new("12345"), address, &fields), "GvWf1cFY/Q7PnoempGyD5oXAezc=");
    }
}
