//! Errors sent to the browser: a closed set, each with fixed wording and an HTTP status.
//!
//! No variant carries foreign text: an error may end up in a URL's query, and anyone can craft such a URL.

use leptos::{
    prelude::{FromServerFnError, ServerFnErrorErr},
    server_fn::codec::JsonEncoding,
};
use serde::{Deserialize, Serialize};

/// Error of a server function, or of the page that shows its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    /// No session, or one that has ended.
    #[error("You are signed out. Please sign in again.")]
    SignedOut,
    /// Timeback has no user with the student's address.
    #[error("Timeback does not know this account yet.")]
    NotInTimeback,
    /// Several Timeback users have the student's address.
    #[error("Timeback knows more than one account with your e-mail address.")]
    Ambiguous,
    /// The student's address belongs to a different Timeback user than the one linked to the account.
    #[error("Timeback knows your e-mail address as somebody else's.")]
    AddressReassigned,
    /// Timeback did not respond in time. Retryable.
    #[error("Timeback is not answering right now. Please try again in a moment.")]
    TimebackUnavailable,
    /// Timeback's response could not be parsed.
    #[error("Timeback sent something we could not read. Please try again later.")]
    TimebackUnreadable,
    /// The profile was read too often; holds the seconds until the next read is allowed.
    #[error(
        "You asked for your profile very often just now. Please wait a moment, then try again."
    )]
    TooManyReads(u64),
    /// The browser could not reach the dashboard.
    #[error("The dashboard cannot be reached. Are you online?")]
    Offline,
    /// The request is malformed.
    #[error("That request could not be understood. Please reload the page.")]
    BadRequest,
    /// The dashboard cannot reach its database. Retryable.
    #[error("The dashboard is not available right now. Please try again in a moment.")]
    Unavailable,
    /// Any other error; details are in the log.
    #[error("Something went wrong on our side. Please try again.")]
    Internal,
}

impl AppError {
    /// What the page says of it.
    #[cfg(feature = "ssr")]
    pub fn message(self, language: messages::Language) -> String {
        let text = language.messages();
        match self {
            Self::SignedOut => text.error_signed_out(),
            Self::NotInTimeback => text.error_not_in_timeback(),
            Self::Ambiguous => text.error_ambiguous(),
            Self::AddressReassigned => text.error_address_reassigned(),
            Self::TimebackUnavailable => text.error_timeback_unavailable(),
            Self::TimebackUnreadable => text.error_timeback_unreadable(),
            Self::TooManyReads(_) => text.error_too_many_reads(),
            Self::Offline => text.error_offline(),
            Self::BadRequest => text.error_bad_request(),
            Self::Unavailable => text.error_unavailable(),
            Self::Internal => text.error_internal(),
        }
    }

    /// Seconds to wait before a retry.
    pub fn wait_seconds(self) -> u64 {
        match self {
            Self::TooManyReads(seconds) => seconds,
            _ => 1,
        }
    }

    /// The HTTP status.
    pub fn status(self) -> u16 {
        match self {
            Self::SignedOut => 401,
            Self::NotInTimeback => 404,
            Self::Ambiguous | Self::AddressReassigned => 409,
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
