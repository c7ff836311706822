//! Domains that are nearly, but not quite, one that many people have their address at.
//!
//! An address at such a domain is a good address, and may be somebody's: nothing here is more than a suspicion.

use strsim::osa_distance;

/// Where many people have a private address: the name, and the endings it is known with. Names that are words of a
/// language (`orange.fr`, `free.fr`) are not here, because half of their neighbours are companies.
const PROVIDERS: [(&str, &[&str]); 14] = [
    ("gmail", &["com"]),
    ("googlemail", &["com"]),
    (
        "yahoo",
        &[
            "com", "co.uk", "fr", "de", "es", "it", "ca", "in", "co.in", "co.jp", "com.br", "com.mx",
            "com.ar", "com.au", "ie", "se", "no", "dk", "pl", "gr", "ro",
        ],
    ),
    (
        "hotmail",
        &["com", "co.uk", "fr", "de", "es", "it", "be", "nl", "ca", "se", "no", "dk", "fi", "com.br"],
    ),
    ("outlook", &["com", "fr", "de", "es", "it", "be", "at", "ie", "dk", "pt", "com.br", "jp", "kr"]),
    ("icloud", &["com"]),
    ("protonmail", &["com", "ch"]),
    ("rocketmail", &["com"]),
    ("comcast", &["net"]),
    ("sbcglobal", &["net"]),
    ("bellsouth", &["net"]),
    ("btinternet", &["com"]),
    ("wanadoo", &["fr", "es", "nl"]),
    ("t-online", &["de"]),
];

/// Names one letter away from a provider's that are providers themselves.
const NAMESAKES: [&str; 6] = ["ymail", "email", "mail", "gmx", "fmail", "outlooks"];

/// Endings that stand for `.com` behind a name that is known with it: keys that lie side by side, and letters left out.
const NEARLY_COM: [&str; 12] =
    ["co", "cm", "om", "cim", "vom", "cpm", "com.com", "comn", "xom", "clm", "come", "co.com"];

/// More places where many people have a private address; too near to companies' own to correct towards.
const MORE_PROVIDERS: [&str; 32] = [
    "aol.com",
    "bigpond.com",
    "bluewin.ch",
    "centrum.cz",
    "duck.com",
    "email.cz",
    "fastmail.com",
    "free.fr",
    "freemail.hu",
    "freenet.de",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "hey.com",
    "laposte.net",
    "libero.it",
    "live.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "naver.com",
    "o2.pl",
    "orange.fr",
    "proton.me",
    "qq.com",
    "seznam.cz",
    "web.de",
    "wp.pl",
    "yandex.ru",
];

/// Whether a domain is that of a provider where many people have a private address.
pub fn is_provider(domain: &str) -> bool {
    let domain = domain.trim().to_ascii_lowercase();
    let large = domain
        .split_once('.')
        .is_some_and(|(name, _)| PROVIDERS.iter().any(|(provider, _)| name == *provider));
    large || MORE_PROVIDERS.contains(&domain.as_str())
}

/// The domain that was probably meant by one with a typing error in the name of a provider: `gmail.com` for `gmial.com`.
/// `None` for a provider's own domain and for all others.
pub fn provider_meant(domain: &str) -> Option<String> {
    let (name, ending) = domain.split_once('.')?;
    if NAMESAKES.contains(&name) {
        return None;
    }
    for (provider, endings) in PROVIDERS {
        let nearly = NEARLY_COM.contains(&ending) && endings.contains(&"com") && !endings.contains(&ending);
        if name == provider {
            return nearly.then(|| format!("{provider}.com"));
        }
        if is_slip(name, provider) && (nearly || endings.contains(&ending)) {
            return Some(format!("{provider}.{}", if nearly { "com" } else { ending }));
        }
    }
    None
}

/// Whether a domain is nearly another one, which most addresses of the file are at. Digits, and an ending of its own,
/// tell sister companies apart and make no typing error; an ending that only lacks a letter is none of its own.
pub fn is_nearly(domain: &str, other: &str) -> bool {
    match (domain.rsplit_once('.'), other.rsplit_once('.')) {
        (Some((name, ending)), Some((most, its_ending))) if ending == its_ending => is_slip(name, most),
        (Some((name, ending)), Some((most, its_ending))) => name == most && is_short_of(ending, its_ending),
        _ => false,
    }
}

/// Whether an ending is another one with a letter left out, or one of those that stand for `.com`.
fn is_short_of(ending: &str, meant: &str) -> bool {
    let one_less = ending.len() + 1 == meant.len() && osa_distance(ending, meant) == 1;
    one_less && ending.len() >= 2 || meant == "com" && NEARLY_COM.contains(&ending)
}

/// Whether a name is another one with one letter left out, doubled, swapped with its neighbour or replaced.
fn is_slip(name: &str, meant: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|letter| !letter.is_ascii_digit()).collect::<String>();
    let sure_length = meant.chars().count() >= 5;
    sure_length
        && name != meant
        && name.len().abs_diff(meant.len()) <= 1
        && osa_distance(name, meant) == 1
        && letters(name) != letters(meant)
        // Nobody hits a wrong first letter and goes on: such names are other names.
        && (name.chars().next() == meant.chars().next() || name.len() != meant.len() || is_turned(name, meant))
}

/// Whether the first two letters have changed places.
fn is_turned(name: &str, meant: &str) -> bool {
    let (mut name, mut meant) = (name.chars(), meant.chars());
    let (first, second) = (name.next(), name.next());
    first == meant.nth(1) && second.is_some()
}
