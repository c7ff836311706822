//! What can go wrong between a request and its answer: one enum, one table to status, title, text and the way on.
//!
//! Handlers answer `Result<Page, Error>`. The answer itself is drawn by [`crate::web::errors`], which knows whether a
//! browser or htmx asked and logs the causes once.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::pipeline;

/// Why a request is not answered with what it asked for.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody is signed in, or the session has ended.
    #[error("nobody is signed in")]
    SignedOut,
    /// The role of who is signed in does not allow it.
    #[error("the role does not allow it")]
    Forbidden,
    /// There is nothing at this address, or it belongs to another account.
    #[error("there is nothing here")]
    NotFound,
    /// The method is not one of this address.
    #[error("the address does not take this method")]
    Method,
    /// The request cannot be read.
    #[error("the request cannot be read: {0}")]
    Unreadable(String),
    /// The request is larger than this address takes.
    #[error("the request is too large")]
    TooLarge,
    /// There were too many attempts in too short a time.
    #[error("too many attempts")]
    TooMany,
    /// The request was not made by a page of this panel.
    #[error("the request comes from another site")]
    OtherSite,
    /// The thing is in a state in which this cannot be done; the sentence says so to the person.
    #[error("{0}")]
    Refused(String),
    /// The store did not do it.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The pipeline did not do it.
    #[error(transparent)]
    Pipeline(#[from] pipeline::Error),
    /// A page could not be written.
    #[error("a page could not be written")]
    Page(#[from] askama::Error),
    /// The session could not be read or kept.
    #[error("the session could not be read or kept")]
    Session(#[from] tower_sessions::session::Error),
    /// Anything else.
    #[error("{0}")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// The result of a handler.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// How an error shows itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// The status of the answer.
    pub status: StatusCode,
    /// What is, in a few words.
    pub title: &'static str,
    /// What that means and what to do.
    pub text: String,
    /// A name of `assets/icons.txt`.
    pub icon: &'static str,
    /// Where to go on, and the word for it.
    pub link: (&'static str, &'static str),
}

const HOME: (&str, &str) = ("/", "Go to the start page");

impl Error {
    /// An error of another crate that nobody expected.
    pub fn failed(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Failed(error.into())
    }

    /// The table: how each error shows itself.
    pub fn face(&self) -> Face {
        let face =
            |status, icon, title, text: &str| Face { status, title, text: text.to_owned(), icon, link: HOME };
        match self {
            Self::SignedOut => Face {
                link: ("/sign-in", "Sign in"),
                ..face(StatusCode::UNAUTHORIZED, "lock", "You are signed out", "Sign in to go on.")
            },
            Self::Forbidden | Self::Store(store::Error::Denied(_)) => face(
                StatusCode::FORBIDDEN,
                "lock",
                "Only Admins see this page",
                "Ask an Admin of your account to do it, or to make you one.",
            ),
            Self::NotFound
            | Self::Store(store::Error::NotFound(_))
            | Self::Pipeline(pipeline::Error::Store(store::Error::NotFound(_))) => face(
                StatusCode::NOT_FOUND,
                "zoom-exclamation",
                "There is nothing here",
                "The address leads nowhere, or to something that is not part of your account.",
            ),
            Self::Method => face(
                StatusCode::METHOD_NOT_ALLOWED,
                "zoom-exclamation",
                "This address is not for reading",
                "It belongs to a button. Go back to the page and press it there.",
            ),
            Self::Unreadable(_) => face(
                StatusCode::BAD_REQUEST,
                "alert-circle",
                "The request cannot be read",
                "Something in it is missing or of another kind. Load the page anew and try again; nothing was changed.",
            ),
            Self::TooLarge => face(
                StatusCode::PAYLOAD_TOO_LARGE,
                "file-x",
                "This is too large",
                "The page that you came from says how much it takes. Nothing was changed.",
            ),
            Self::TooMany => face(
                StatusCode::TOO_MANY_REQUESTS,
                "hourglass",
                "There were too many attempts",
                "Wait 15 minutes and try again.",
            ),
            Self::OtherSite => face(
                StatusCode::FORBIDDEN,
                "shield",
                "The request came from another site",
                "Muster takes changes only from its own pages. Open the page here and try again; nothing was changed.",
            ),
            Self::Refused(text) => {
                face(StatusCode::CONFLICT, "alert-circle", "This cannot be done now", text)
            }
            Self::Store(error) | Self::Pipeline(pipeline::Error::Store(error)) => face_of_store(error),
            Self::Pipeline(error) => face_of_pipeline(error),
            Self::Page(_) | Self::Session(_) | Self::Failed(_) => failure(),
        }
    }

    /// Whether somebody has to look into it: the causes are logged as an error, and the page shows the request's id.
    pub fn is_failure(&self) -> bool {
        self.face().status == StatusCode::INTERNAL_SERVER_ERROR
    }
}

fn failure() -> Face {
    Face {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        title: "Something on our side failed",
        text: "Try again. If it fails again, hand the number below to whoever runs this installation."
            .to_owned(),
        icon: "server-off",
        link: HOME,
    }
}

fn face_of_store(error: &store::Error) -> Face {
    let face =
        |status, icon, title, text: &str| Face { status, title, text: text.to_owned(), icon, link: HOME };
    match error {
        store::Error::Busy => face(
            StatusCode::SERVICE_UNAVAILABLE,
            "hourglass",
            "An import is being applied",
            "Try again in a moment. Nothing was changed.",
        ),
        store::Error::Stale(_) => face(
            StatusCode::CONFLICT,
            "refresh",
            "Somebody was faster",
            "This was changed since you opened it. Load the page anew and look again; nothing was changed by you.",
        ),
        store::Error::Conflict(taken) => {
            face(StatusCode::CONFLICT, "alert-circle", "This cannot be done", &sentence(&taken.to_string()))
        }
        store::Error::Refused(text) => {
            face(StatusCode::CONFLICT, "alert-circle", "This cannot be done now", &sentence(text))
        }
        _ => failure(),
    }
}

fn face_of_pipeline(error: &pipeline::Error) -> Face {
    let face = |title, text: &str| Face {
        status: StatusCode::CONFLICT,
        title,
        text: sentence(text),
        icon: "alert-circle",
        link: ("/imports", "Go to Imports"),
    };
    match error {
        pipeline::Error::Refused(refusal) => face("This file is not taken", &refusal.text),
        pipeline::Error::Obstacle(obstacle) => face("This cannot be imported yet", &obstacle.to_string()),
        pipeline::Error::Moved(moved) => {
            face("Something has moved", &format!("{moved} Look at the review again."))
        }
        pipeline::Error::Store(error) => face_of_store(error),
        pipeline::Error::Apply(_) | pipeline::Error::TimeZone(_) | pipeline::Error::Ended => failure(),
    }
}

/// A message as a sentence: a capital at its start and a full stop at its end.
fn sentence(message: &str) -> String {
    let mut letters = message.trim_end_matches('.').chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

impl IntoResponse for Error {
    /// Only the status; the layer that knows who asked draws the rest.
    fn into_response(self) -> Response {
        let mut response = self.face().status.into_response();
        response.extensions_mut().insert(std::sync::Arc::new(self));
        response
    }
}
