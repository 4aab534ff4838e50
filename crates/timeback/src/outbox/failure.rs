//! Classification of failed calls.

use std::{error::Error as _, time::Duration};

use crate::{Error, Failure, Service};

/// What a failed call says about its events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FailureScope {
    /// The envelope is invalid or too large. A retry would fail too.
    Events,
    /// The service is not available, whatever is sent.
    Service,
    /// The events or the service.
    Unknown,
    /// Nothing: the call was not sent. The failures that opened the circuit are recorded already.
    None,
}

/// Classifies an error.
pub(super) fn failure_scope(error: &Error) -> FailureScope {
    if error.service == Service::Token {
        return FailureScope::Service;
    }
    match &error.failure {
        Failure::Status {
            status: 400 | 413 | 422,
            ..
        } => FailureScope::Events,
        Failure::Unreachable(cause) if cause.is_connect() => FailureScope::Service,
        Failure::CircuitOpen { .. } | Failure::Saturated { .. } => FailureScope::None,
        Failure::CredentialsRefused { .. } => FailureScope::Service,
        _ => FailureScope::Unknown,
    }
}

/// Returns the pause that the platform requests.
pub(super) fn asked_pause(error: &Error) -> Option<Duration> {
    match error.failure {
        Failure::CircuitOpen { retry_after } => Some(retry_after),
        Failure::Busy { retry_after, .. } => retry_after.filter(|pause| !pause.is_zero()),
        _ => None,
    }
}

/// Formats an error without e-mail addresses.
pub(super) fn reason(error: &Error) -> String {
    match error.source() {
        Some(message) => format!("{error}: {message}"),
        None => error.to_string(),
    }
}
