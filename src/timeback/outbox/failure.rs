//! What a call that failed says about the events in it.

use std::{error::Error as _, time::Duration};

use crate::timeback::{Error, Failure, Service};

/// Of what a failed call speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaks {
    /// The platform says that the envelope is not valid, or too large: it will say so however often it is asked.
    OfTheEvents,
    /// Nobody gets through, whatever they send.
    OfTheWay,
    /// Either.
    OfEither,
    /// Nothing: the platform was not asked. What opened its circuit has been judged already.
    OfNothing,
}

/// Of what this failure speaks.
pub(super) fn speaks(error: &Error) -> Speaks {
    if error.service == Service::Token {
        return Speaks::OfTheWay;
    }
    match &error.failure {
        Failure::Status {
            status: 400 | 413 | 422,
            ..
        } => Speaks::OfTheEvents,
        Failure::Unreachable(cause) if cause.is_connect() => Speaks::OfTheWay,
        Failure::CircuitOpen { .. } | Failure::Saturated { .. } => Speaks::OfNothing,
        Failure::Unauthorized
        | Failure::CredentialsRefused { .. }
        | Failure::Busy { status: 429, .. } => Speaks::OfTheWay,
        _ => Speaks::OfEither,
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
        Some(complaint) => format!("{error}: {complaint}"),
        None => error.to_string(),
    }
}
