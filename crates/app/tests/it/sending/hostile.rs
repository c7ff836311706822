//! Messages for people whose names carry something: each goes to one address, with our headers and our link alone.

use app::config::sending::Tls;

use super::mail::{Letter, MailServer};
use super::texts::Texts;
use super::{Office, both, by_mail, by_text, link};

const PEOPLE: usize = 500;

/// What names carry.
const CARRIED: [&str; 25] = [
    "<script>alert(1)</script>",
    "<a href=\"https://evil.example/\">here</a>",
    "<img src=x onerror=alert(1)>",
    "\r\nBcc: bob@evil.example",
    "\nSubject: Won",
    "\r\n\r\n<h1>body</h1>",
    "\r\n.\r\nMAIL FROM:<x@evil.example>",
    "https://evil.example/win",
    "HTTP://EVIL.EXAMPLE",
    "www.evil.com",
    "evil.com",
    "evil.co.uk/path?x=1",
    "evil。com",
    "evil．com",
    "bob@evil.com",
    "mailto:bob@evil.com",
    "tel:+19005550199",
    "+1 900 555 0199",
    "\u{202e}moc.live//:sptth",
    "ev\u{200b}il.c\u{200d}om",
    "{{link}}",
    "%0d%0aBcc: x@evil.example",
    "[click](https://evil.com)",
    "\u{1}\u{7}\u{1b}[31mred",
    "=?utf-8?q?=0D=0ABcc:_x@evil.example?=",
];

/// Twenty ways to carry each.
fn name(number: usize) -> String {
    let carried = CARRIED[number % CARRIED.len()];
    match number / CARRIED.len() {
        0 => carried.to_owned(),
        1 => format!("Ana {carried}"),
        2 => format!("{carried} Ana"),
        3 => format!("Ana{carried}Ruiz"),
        4 => format!("\"{carried}\""),
        5 => format!("({carried})"),
        6 => carried.repeat(200),
        7 => format!("{}{carried}", "x".repeat(3_000)),
        8 => format!("李{carried}小龍"),
        9 => format!("\u{202e}{carried}\u{202c}"),
        10 => format!("<{carried}>"),
        11 => format!("{carried}, {carried}"),
        12 => carried.to_uppercase(),
        13 => format!("'{carried}' --"),
        14 => format!("{carried}\t{carried}"),
        15 => format!("Ana;{carried};"),
        16 => format!("\u{feff}{carried}"),
        17 => carried.chars().flat_map(|one| [one, '\u{200b}']).collect(),
        18 => format!("Ana <{carried}> Ruiz <ana@evil.com>"),
        _ => format!("Mr.{carried}.Doe"),
    }
}

#[tokio::test]
async fn a_name_brings_neither_a_recipient_nor_a_header_nor_a_link_into_its_message() {
    let Some(server) = MailServer::start("starttls", false) else { return };
    let (office, api) = (Office::new().await, Texts::start().await);
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        let (email, phone) = (format!("h{number}@people.example"), format!("+1614556{number:04}"));
        people.push((office.invite(&name(number), &email, &phone).await, email, phone));
    }
    office.drain(both(by_mail(&server.smtp(Tls::Required)), by_text(&api.twilio()))).await;
    let (letters, texts) = (server.letters(), api.taken());
    assert_eq!((letters.len(), texts.len()), (PEOPLE, PEOPLE));
    for (number, (user, email, phone)) in people.into_iter().enumerate() {
        let link = link(&office, user).await;
        let letter = letters.iter().find(|letter| letter.to.contains(&email)).unwrap();
        look_at_letter(letter, &email, &link, &format!("{:?}", name(number)));
        let text = texts.iter().find(|text| text.to == phone).unwrap();
        assert_eq!(live(&text.body), [link.as_str()], "{:?}: {}", name(number), text.body);
        assert!(!text.body.contains(['\r', '\n']), "{:?}: {:?}", name(number), text.body);
    }
}

fn look_at_letter(letter: &Letter, email: &str, link: &str, name: &str) {
    assert_eq!(letter.to, [email], "{name}");
    assert_eq!(letter.headers.len(), 9, "{name}: {:?}", letter.headers);
    assert_eq!(letter.header("To"), email, "{name}");
    assert!(live(letter.header("Subject")).is_empty(), "{name}: {}", letter.header("Subject"));
    assert_eq!(live(&letter.text), [link], "{name}: {}", letter.text);
    // The page has the link twice, on the button and as text, and is markup of ours alone.
    assert_eq!(letter.html.matches("<a ").count(), 1, "{name}: {}", letter.html);
    assert_eq!(letter.html.matches('<').count(), HTML_TAGS, "{name}: {}", letter.html);
    let shown = words(&letter.html);
    assert_eq!(live(&shown), [link], "{name}: {shown}");
    for turned in ['\u{202e}', '\u{202d}', '\u{200b}', '\u{feff}'] {
        assert!(!letter.text.contains(turned) && !letter.html.contains(turned), "{name}: {:?}", letter.text);
    }
}

/// Tags of the page of an invitation: as many as the template has, whoever it is for.
const HTML_TAGS: usize = 23;

/// What a page shows: its text, with the entities read.
fn words(html: &str) -> String {
    let body = html.split_once("<body").unwrap().1;
    let mut text = String::new();
    let mut inside = true;
    for letter in body.chars() {
        match letter {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            _ if !inside => text.push(letter),
            _ => {}
        }
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// What mail programs and phones make a link of: addresses with a scheme, names with a dot between letters, addresses of
/// e-mail, long numbers.
fn live(text: &str) -> Vec<&str> {
    text.split(|one: char| one.is_whitespace() || matches!(one, '"' | '<' | '>' | '(' | ')' | '“' | '”'))
        .map(|word| word.trim_matches(|one: char| matches!(one, '.' | ',' | ';' | '\'' | '!')))
        .filter(|word| {
            let lower = word.to_lowercase();
            let scheme = lower.contains("://") || lower.starts_with("mailto:") || lower.starts_with("tel:");
            let mail = word.contains('@');
            let dotted = word.split(['.', '。', '．']).collect::<Vec<_>>();
            let domain = dotted.windows(2).any(|pair| {
                pair[0].ends_with(char::is_alphanumeric) && pair[1].starts_with(char::is_alphanumeric)
            });
            let phone = word.chars().filter(char::is_ascii_digit).count() >= 7;
            scheme || mail || domain || phone
        })
        .collect()
}

#[test]
fn what_is_a_link_is_seen_as_one() {
    for link in
        ["https://evil.example/x", "evil.com", "bob@evil.com", "www.evil.com", "+19005550199", "evil。com"]
    {
        assert_eq!(live(&format!("Hello {link}, there")), [link]);
    }
    assert!(live("Hello J. R. R. Tolkien, it works once, until 26 Mar.").is_empty());
}
