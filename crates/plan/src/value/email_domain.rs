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

/// The endings of countries. There is no other of two letters.
const COUNTRIES: &str = "\
    ac ad ae af ag ai al am an ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by \
    bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et eu fi fj fk fm \
    fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je \
    jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp \
    mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa \
    re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to \
    tp tr tt tv tw tz ua ug uk um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";

/// Endings of three letters that are one letter more than that of a country, and no typing error.
const LONGER: &str = "\
    abb aco ads aeg app art bar bbc bcn bet bio biz bot box buy bzh cal cam car cat ceo cfa com crs day dds dev dhl dog \
    eat eco edu esq eus fan fit fly foo frl fun fyi gal gap gay gdn gle goo gop gov how ibm ice icu inc ink int ist itv \
    jcb jot joy kim kpn krd lat law llc llp lol ltd man map mba med men mil mit mlb mls mma moe moi mom mov msd mtn net \
    new nfl ngo now nrw nyc onl org ott ovh pay pet phd pid pin pnc pro pub red ren ril rio rip run sap sas sbs sca ses \
    sew sex sfr ski sky soy spa srl stc tab tax tel thd top tui ubs ups vet vig vin vip win wow wtf xin xxx xyz you yun zip";

/// Whether no domain has an ending: two letters that are no country's.
pub fn is_no_ending(ending: &str) -> bool {
    ending.len() == 2
        && ending.bytes().all(|byte| byte.is_ascii_lowercase())
        && !COUNTRIES.split(' ').any(|country| country == ending)
}

/// The domain that was probably meant by one whose ending is none: the one of most addresses, where only the ending differs, else
/// that with the two letters the other way round. Blank where nothing is near.
pub fn ending_meant(domain: &str, most: Option<&str>) -> Option<String> {
    let (name, ending) = domain.rsplit_once('.').filter(|(_, ending)| is_no_ending(ending))?;
    let is_of =
        |most: &&str| most.rsplit_once('.').is_some_and(|(of, ending)| of == name && !is_no_ending(ending));
    if let Some(most) = most.filter(is_of) {
        return Some(most.to_owned());
    }
    let turned: String = ending.chars().rev().collect();
    Some(if is_no_ending(&turned) { String::new() } else { format!("{name}.{turned}") })
}

/// The domain of most addresses, where a text in the place of a domain is it without its ending, or with a single letter there.
pub fn without_ending(domain: &str, most: &str) -> bool {
    let Some((name, _)) = most.rsplit_once('.') else { return false };
    let rest = domain.strip_prefix(name);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') && rest.len() <= 2)
}

/// The ending of a provider that has no other.
pub(super) fn only_ending(name: &str) -> Option<&'static str> {
    let (_, endings) = PROVIDERS.iter().find(|(provider, _)| *provider == name)?;
    if let [only] = endings { Some(only) } else { None }
}

/// Names that people type where somebody has no address.
const NOBODY: [&str; 28] = [
    "none",
    "noemail",
    "no-email",
    "nomail",
    "no-mail",
    "no",
    "na",
    "n-a",
    "nobody",
    "noone",
    "nope",
    "null",
    "nada",
    "unknown",
    "test",
    "fake",
    "dummy",
    "keine",
    "kein",
    "keinemail",
    "sincorreo",
    "sinemail",
    "asdf",
    "xxx",
    "x",
    "abc",
    "tbd",
    "notavailable",
];

/// Whether addresses at a domain may be none: `none@none.com`.
pub fn may_be_nobody(domain: &str) -> bool {
    domain.split('.').next().is_some_and(|name| NOBODY.contains(&name))
}

/// Whether an address says twice that there is none.
pub fn is_nobody(address: &str) -> bool {
    address
        .rsplit_once('@')
        .is_some_and(|(name, domain)| domain.split('.').next() == Some(name) && may_be_nobody(domain))
}

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
        (Some((name, ending)), Some((most, its_ending))) => {
            name == most && (is_short_of(ending, its_ending) || is_long_of(ending, its_ending))
        }
        _ => false,
    }
}

/// Whether an ending is another one with a letter left out, or one of those that stand for `.com`.
fn is_short_of(ending: &str, meant: &str) -> bool {
    let one_less = ending.len() + 1 == meant.len() && osa_distance(ending, meant) == 1;
    one_less && ending.len() >= 2 || meant == "com" && NEARLY_COM.contains(&ending)
}

/// Whether an ending is that of a country with a letter too many, and no other: `.dee`, `.der`.
fn is_long_of(ending: &str, meant: &str) -> bool {
    ending.len() == 3
        && meant.len() == 2
        && osa_distance(ending, meant) == 1
        && !LONGER.split(' ').any(|longer| longer == ending)
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
