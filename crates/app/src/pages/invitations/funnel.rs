//! The invitations of an import, or of everybody, as a funnel: sent, delivered, opened, joined.

use askama::Template;
use askama::filters::HtmlSafe;
use store::ImportId;
use store::invitations::{Counts, Stage as At};

use super::rows::address;
use crate::pages::filters;
use crate::pages::wizard::text::{percent, plural};
use crate::pages::words;

/// A stage of the funnel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// `Delivered`.
    pub word: &'static str,
    /// People, written out.
    pub count: String,
    /// `98 %`.
    pub note: String,
    /// The people, where there are any.
    pub href: Option<String>,
}

/// A channel of the invitations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// The icon.
    pub icon: &'static str,
    /// `By e-mail`.
    pub word: &'static str,
    /// `179 delivered, 5 came back`.
    pub text: String,
}

/// A piece of the funnel's shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The class of its fill.
    pub class: &'static str,
    /// The path in a box of 400 by 60.
    pub path: String,
}

/// Invitations as a funnel. Prints itself.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "invitations/funnel.html")]
pub struct Funnel {
    /// The stages from the left.
    pub stages: Vec<Stage>,
    /// The shape, one path a stage.
    pub shape: Vec<Flow>,
    /// The sentence for those who cannot see it.
    pub sentence: String,
    /// The channels.
    pub channels: Vec<Channel>,
}

impl HtmlSafe for Funnel {}

impl Funnel {
    /// The same for somebody who does not see the page of invitations.
    #[must_use]
    pub fn without_links(mut self) -> Self {
        for stage in &mut self.stages {
            stage.href = None;
        }
        self
    }
}

/// The stages, from the left.
const STAGES: [(At, &str); 4] =
    [(At::Sent, "Sent"), (At::Delivered, "Delivered"), (At::Opened, "Opened"), (At::Joined, "Joined")];

fn count(number: u32) -> String {
    words::count(u64::from(number))
}

/// The funnel of the invitations of an import, or of everybody; nothing where there are none.
pub fn funnel(counts: &Counts, import: Option<ImportId>) -> Option<Funnel> {
    if counts.all == 0 {
        return None;
    }
    let number = |at: At| counts.of(at);
    let stages = STAGES.map(|(at, word)| Stage {
        word,
        count: count(number(at)),
        note: match at {
            At::Sent => format!("of {}", plural(counts.all, "person", "people")),
            _ => format!("{} %", percent(number(at), counts.all)),
        },
        href: (number(at) > 0).then(|| address(import, at.as_str(), "").to_string()),
    });
    let said = STAGES.map(|(at, word)| format!("{} {}", count(number(at)), word.to_lowercase()));
    Some(Funnel {
        shape: shape(STAGES.map(|(at, _)| percent(number(at), counts.all))),
        sentence: format!("{} invited: {}.", plural(counts.all, "person is", "people are"), said.join(", ")),
        stages: stages.into(),
        channels: vec![
            Channel { icon: "mail", word: "By e-mail", text: channel(&counts.email) },
            Channel { icon: "message", word: "By text", text: channel(&counts.text) },
        ],
    })
}

/// How many messages of a channel are in each state.
fn channel(states: &[(String, u32)]) -> String {
    let words = [
        ("delivered", "delivered"),
        ("sent", "sent"),
        ("queued", "queued"),
        ("held", "held"),
        ("outbox", "in the Outbox"),
        ("failed", "came back"),
        ("none", "not sent"),
        ("ended", "ended"),
    ];
    let of =
        |wanted: &str| states.iter().filter(|(state, _)| state == wanted).map(|(_, number)| number).sum();
    let parts: Vec<String> = words
        .into_iter()
        .map(|(state, word)| (of(state), word))
        .filter(|(number, _): &(u32, _)| *number > 0)
        .map(|(number, word)| format!("{} {word}", count(number)))
        .collect();
    parts.join(", ")
}

/// The shape in a box of 400 by 60: one piece a stage, as high as its share.
fn shape(shares: [u32; 4]) -> Vec<Flow> {
    let height = |share: u32| (share * 28 / 100).max(2);
    let mut before = shares.first().copied().unwrap_or(100);
    (0_u32..)
        .zip(shares)
        .map(|(at, share)| {
            let (from, to) = (at * 100, at * 100 + 100);
            let (left, right) = (height(before), height(share));
            let (half, turn) = (from + 20, from + 40);
            before = share;
            let (over, under) = ((30 - left, 30 - right), (30 + left, 30 + right));
            Flow {
                class: match (share, at) {
                    (0, _) => "fill-pale",
                    (_, 3) => "fill-accent",
                    _ => "fill-accent-2",
                },
                path: format!(
                    "M{from} {}C{half} {} {half} {} {turn} {}H{to}V{}H{turn}C{half} {} {half} {} {from} {}Z",
                    over.0, over.0, over.1, over.1, under.1, under.1, under.0, under.0,
                ),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_funnel_narrows_with_what_comes_of_it_and_each_number_leads_to_its_people() {
        let states = |sent, boxed| vec![("outbox".to_owned(), boxed), ("sent".to_owned(), sent)];
        let stages = vec![(At::Sent, 8), (At::Delivered, 6), (At::Opened, 4), (At::Joined, 0)];
        let counts = Counts { all: 8, stages, email: states(6, 2), text: states(8, 0) };
        let shown = funnel(&counts, Some(ImportId(7))).unwrap();
        let found: Vec<(&str, &str)> =
            shown.stages.iter().map(|one| (one.count.as_str(), one.note.as_str())).collect();
        assert_eq!(found, [("8", "of 8 people"), ("6", "75 %"), ("4", "50 %"), ("0", "0 %")]);
        assert_eq!(shown.stages[1].href.as_deref(), Some("/invitations?import=7&show=delivered"));
        assert_eq!((shown.stages[3].href.as_deref(), shown.shape[3].class), (None, "fill-pale"));
        assert_eq!(shown.channels[0].text, "6 sent, 2 in the Outbox");
        assert_eq!(shown.sentence, "8 people are invited: 8 sent, 6 delivered, 4 opened, 0 joined.");
        assert_eq!(funnel(&Counts::default(), None), None);
    }
}
