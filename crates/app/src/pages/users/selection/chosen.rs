//! Who is chosen, as the fields of a form say it.

use axum::response::{IntoResponse, Redirect, Response};
use store::invitations::bulk::{self, Which};
use store::users::list;
use store::{Conn, ImportId, InviteId, UserId};

use super::source::Source;
use crate::error::{Error, Result};
use crate::pages::users::who::Sight;
use crate::web::flash::Saying;
use crate::web::who::Importer;

/// What is sent: a field `id` for each who was picked, or `all` with the filter of the list.
pub(in crate::pages::users) type Fields = Vec<(String, String)>;

/// Who is chosen.
pub(in crate::pages::users) struct Chosen {
    /// The ids that were picked: of people, or of invitations where the list is one of these.
    picked: Vec<i64>,
    all: bool,
    list: Source,
    /// Whether it was begun on the page of the one person.
    of_one: bool,
}

impl Chosen {
    /// Reads who is chosen, and gives back the fields that say something else.
    ///
    /// # Errors
    /// [`Error::NotFound`] where an id is none.
    pub fn read(fields: Fields) -> Result<(Self, Fields)> {
        let mut chosen = Self { picked: Vec::new(), all: false, list: Source::of(&fields), of_one: false };
        let mut rest = Vec::new();
        for (name, value) in fields {
            match name.as_str() {
                "id" => chosen.picked.push(value.parse().map_err(|_| Error::NotFound)?),
                "all" => chosen.all = true,
                "one" => chosen.of_one = true,
                _ => {
                    chosen.list.take(&name, value.clone());
                    rest.push((name, value));
                }
            }
        }
        chosen.picked.sort_unstable();
        chosen.picked.dedup();
        Ok((chosen, rest))
    }

    /// The people, in the order of their ids. Whoever is signed in has to see each of them.
    ///
    /// # Errors
    /// [`Error::NotFound`] where they do not, and where all of a list is chosen of which nobody can say who is in it.
    pub async fn people(&self, conn: &mut Conn, who: &Importer) -> Result<Vec<UserId>> {
        let (sight, account, now) = (Sight::of(conn, who).await?, who.account_id(), who.times().micros());
        let people = match &self.list {
            Source::People(asked) if self.all => {
                if !asked.is_understood() {
                    return Err(Error::NotFound);
                }
                let mut ids = list::ids(conn, account, &asked.wanted(now, sight.within())).await?;
                ids.sort_unstable();
                return Ok(ids);
            }
            Source::People(_) => self.picked.iter().map(|id| UserId(*id)).collect(),
            Source::Invitations(asked) => {
                let picked = || Which::These(self.picked.iter().map(|id| InviteId(*id)).collect());
                let which = if self.all { Which::All(asked.filter(now)?) } else { picked() };
                bulk::people(conn, account, &which).await?
            }
        };
        let found = list::some(conn, account, &people).await?;
        if found.len() < people.len() {
            return Err(Error::NotFound);
        }
        found.iter().try_for_each(|user| sight.see(user))?;
        Ok(people)
    }

    /// Back to the list, where that comes to nobody.
    pub fn nobody(&self) -> Response {
        let said = match (&self.list, self.all || !self.picked.is_empty()) {
            (Source::Invitations(_), true) => {
                "There is nothing to cancel: they joined, or were cancelled before."
            }
            _ => "Nobody is chosen. Choose people, or all of the list.",
        };
        Saying(Redirect::to(&self.list.back().0), said.to_owned()).into_response()
    }

    /// Where it was begun, and its word.
    pub fn back(&self) -> (String, String) {
        match self.picked.as_slice() {
            [only] if self.of_one => (format!("/users/{only}"), "Back".to_owned()),
            _ => self.list.back(),
        }
    }

    /// Where to go once an import was done: those whom it changed, wherever the list stood. `rest` narrows that further.
    pub fn after(&self, import: ImportId, rest: &str) -> String {
        match &self.list {
            Source::People(_) if !self.of_one => format!("/users?import={import}{rest}"),
            _ => self.back().0,
        }
    }

    /// The same once more, as hidden fields.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = Vec::new();
        if self.of_one {
            fields.push(("one", "yes".to_owned()));
        }
        if self.all {
            fields.push(("all", "yes".to_owned()));
        } else {
            fields.extend(self.picked.iter().map(|id| ("id", id.to_string())));
        }
        fields.extend(self.list.pairs());
        fields
    }
}
