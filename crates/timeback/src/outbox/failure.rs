//! What a call that failed says about the events in it.

use std::{error::Error as _, time::Duration};

use crate::{Error, Failure, Service};

/// Of what a failed call speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaks {
    /// The platform says that the envelope is not valid, or too large: it will say so however often it is asked.
    Events,
    /// Nobody gets through, whatever they send.
    Way,
    /// Either.
    Either,
    /// Nothing: the platform was not asked. What opened its circuit has been judged already.
    Nothing,
}

/// Of what this failure speaks.
pub(super) fn speaks(error: &Error) -> Speaks {
    if error.service == Service::Token {
        return Speaks::Way;
    }
    match &error.failure {
        Failure::Status {
            status: 400 | 413 | 422,
            ..
        } => Speaks::Events,
        Failure::Unreachable(cause) if cause.is_connect() => Speaks::Way,
        Failure::CircuitOpen { .. } | Failure::Saturated { .. } => Speaks::Nothing,
        Failure::Unauthorized
        | Failure::CredentialsRefused { .. }
        | Failure::Busy { status: 429, .. } => Speaks::Way,
        _ => Speaks::Either,
    }
}

/// How long the platform asks to be left alone.
pub(super) fn asked_pause(error: &Error) -> Option<Duration> {
    match error.failure {
        Failure::CircuitOpen { retry_after } => Some(retry_after),
        Failure::Busy { retry_after, .. } => retry_after.filter(|pause| !pause.is_zero()),
        _ => None,
    }
}

/// The failure in words that hold no address.
pub(super) fn reason(error: &Error) -> String {
    match error.source() {
        Some(message) => format!("{error}: {message}"),
        None => error.to_string(),
    }
}
