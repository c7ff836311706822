//! The messages as one person would get them.

use plan::value::phone::PhoneNumber;
use store::templates::Templates;
use store::users::User;

use super::messages::{Person, Preview};
use crate::messages::said::{day, said};
use crate::messages::segments::{Alphabet, Length, length};
use crate::messages::{Invitation, join_link};
use crate::pages::times::Times;
use crate::pages::wizard::text::plural;
use crate::pages::words;
use crate::state::AppState;
use crate::web::who::SignedIn;

/// What stands where the secret of a link would, as long as one. Nobody can join by it.
const NO_SECRET: &str = "a-link-of-their-own";

/// Makes the preview for a person, as if whoever looks had imported them now.
pub fn preview(templates: &Templates, person: &User, state: &AppState, who: &SignedIn) -> Preview {
    let values = &person.values;
    let link = example_link(state);
    let until = who.times().micros().after(state.config.invite_lifetime);
    let me = &who.user.values;
    let sender = words::full_name(&me.first_name, &me.last_name);
    let (language, times) = (who.account.language, who.times());
    let invitation = Invitation {
        language,
        templates,
        account: &who.account.name,
        first_name: &values.first_name,
        sender: &sender,
        link: &link,
        until: &day(language, Times::of(until), times.now(), times.zone()),
    };
    let (words, paragraphs) = (invitation.render(), invitation.paragraphs());
    let lines = |text: &String| text.lines().map(str::to_owned).collect();
    let measured = length(&words.sms);
    Preview {
        person: Person {
            name: words::full_name(&values.first_name, &values.last_name),
            email: values.email.clone(),
            phone: values.phone.map(PhoneNumber::spaced).unwrap_or_default(),
        },
        account: who.account.name.clone(),
        subject: words.subject,
        before: paragraphs.before.iter().map(lines).collect(),
        button: said(language).invitation.button,
        after: paragraphs.after.iter().map(lines).collect(),
        text: words.text,
        sms: words.sms,
        length: measure(&measured),
        note: note(&measured),
        long: measured.segments > 1,
        link,
    }
}

/// A link as long as a real one, so that the text message is measured rightly.
fn example_link(state: &AppState) -> String {
    let secret = state.key.invite_token(store::InviteId(0), 0).as_str().len();
    let pad = "x".repeat(secret.saturating_sub(NO_SECRET.len() + 1));
    let secret: String = format!("{NO_SECRET}-{pad}").chars().take(secret).collect();
    join_link(&state.config.public_url, &store::Token::from_link(&secret))
}

fn measure(length: &Length) -> String {
    let (whole, piece) = match length.alphabet {
        Alphabet::Gsm7 => (160, 153),
        Alphabet::Ucs2 => (70, 67),
    };
    let room = if length.segments <= 1 { whole } else { piece * length.segments };
    format!(
        "{}, {} of {} letters.",
        plural(length.segments, "segment", "segments"),
        words::count(u64::from(length.units)),
        words::count(u64::from(room))
    )
}

fn note(length: &Length) -> Option<String> {
    let foreign: Vec<String> = length.foreign.iter().take(5).map(|letter| format!("“{letter}”")).collect();
    (!foreign.is_empty())
        .then(|| format!("A segment holds 70 letters instead of 160 because of {}.", foreign.join(", ")))
}
