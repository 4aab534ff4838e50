//! The failures that may cross the wire to a browser: a closed set, each with fixed wording and a status.
//!
//! No variant carries text from elsewhere: what an error says may land in an address bar, and anyone can craft such an
//! address.

use leptos::{
    prelude::{FromServerFnError, ServerFnErrorErr},
    server_fn::codec::JsonEncoding,
};
use serde::{Deserialize, Serialize};

/// What a server function, or the page it fills, may fail with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    /// No session, or one that has ended.
    #[error("You are signed out. Please sign in again.")]
    SignedOut,
    /// Timeback has no user with the student's address.
    #[error("Timeback does not know this account yet.")]
    NotInTimeback,
    /// Timeback has several users with the student's address.
    #[error("Timeback knows more than one account with your e-mail address.")]
    Ambiguous,
    /// Timeback has another user with the student's address than the one the account was joined to.
    #[error("Timeback knows your e-mail address as somebody else's.")]
    AnotherPerson,
    /// Timeback did not answer, or not in time. Trying again may help.
    #[error("Timeback is not answering right now. Please try again in a moment.")]
    TimebackUnavailable,
    /// Timeback answered something that could not be understood.
    #[error("Timeback sent something we could not read. Please try again later.")]
    TimebackUnreadable,
    /// The profile was read too often; in so many seconds it may be read again.
    #[error(
        "You asked for your profile very often just now. Please wait a moment, then try again."
    )]
    TooManyReads(u64),
    /// The dashboard itself could not be reached, as a browser sees it.
    #[error("The dashboard cannot be reached. Are you online?")]
    Offline,
    /// The request was not one a page of ours makes.
    #[error("That request could not be understood. Please reload the page.")]
    BadRequest,
    /// The dashboard cannot reach its database. Trying again may help.
    #[error("The dashboard is not available right now. Please try again in a moment.")]
    Unavailable,
    /// Anything else; the log knows more.
    #[error("Something went wrong on our side. Please try again.")]
    Internal,
}

impl AppError {
    /// Seconds until it may help to ask again.
    pub fn wait_seconds(self) -> u64 {
        match self {
            Self::TooManyReads(seconds) => seconds,
            _ => 1,
        }
    }

    /// The HTTP status that says the same.
    pub fn status(self) -> u16 {
        match self {
            Self::SignedOut => 401,
            Self::NotInTimeback => 404,
            Self::Ambiguous | Self::AnotherPerson => 409,
            Self::TimebackUnavailable | Self::TimebackUnreadable => 502,
            Self::BadRequest => 400,
            Self::TooManyReads(_) => 429,
            Self::Unavailable => 503,
            Self::Offline | Self::Internal => 500,
        }
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => Self::BadRequest,
            _ => Self::Internal,
        }
    }
}
