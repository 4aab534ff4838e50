//! Errors of the client.
//!
//! No error shows an e-mail address, a secret or a body: `Display` is fixed wording plus a field path of the platform's
//! API, and `source()` is the cause without URLs.

use std::{fmt, sync::Arc, time::Duration};

pub use super::{oneroster::PagingError, transport::ErrorMessage};

/// A service of the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Service {
    /// The OAuth token endpoint.
    Token,
    /// OneRoster: users, schools, classes.
    OneRoster,
    /// EduBridge: enrollments and analytics.
    EduBridge,
    /// Caliper: activity events.
    Caliper,
}

impl Service {
    /// All services, in order of declaration.
    pub const ALL: [Self; 4] = [Self::Token, Self::OneRoster, Self::EduBridge, Self::Caliper];

    /// Returns `token`, `oneroster`, `edubridge` or `caliper`, for metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::OneRoster => "oneroster",
            Self::EduBridge => "edubridge",
            Self::Caliper => "caliper",
        }
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Token => "Timeback's token endpoint",
            Self::OneRoster => "OneRoster",
            Self::EduBridge => "EduBridge",
            Self::Caliper => "Caliper",
        })
    }
}

/// A failed call to the platform.
#[derive(Debug, Clone)]
pub struct Error {
    /// The service that failed. [`Service::Token`] when no access token could be fetched.
    pub service: Service,
    /// The kind of failure.
    pub failure: Failure,
}

impl Error {
    /// Whether the same call may succeed later.
    pub fn is_retryable(&self) -> bool {
        match &self.failure {
            Failure::Unreachable(_)
            | Failure::Timeout
            | Failure::Busy { .. }
            | Failure::CircuitOpen { .. }
            | Failure::Saturated { .. }
            | Failure::Interrupted(_) => true,
            Failure::Status { status, .. } => *status >= 500,
            _ => false,
        }
    }

    /// Whether the status was 404.
    pub fn is_not_found(&self) -> bool {
        matches!(self.failure, Failure::Status { status: 404, .. })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.service, self.failure)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(&self.failure)
    }
}

/// How a call failed. `Display` continues a sentence that starts with the service's name.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Failure {
    /// The request is invalid and was not sent.
    #[error("was not called: {reason}")]
    InvalidRequest {
        /// Why it is invalid.
        reason: &'static str,
    },
    /// No connection, or it broke before a response.
    #[error("could not be reached")]
    Unreachable(#[source] Arc<reqwest::Error>),
    /// The operation's deadline passed.
    #[error("did not respond in time")]
    Timeout,
    /// 429 or 503 until the attempts, the retry budget or the deadline were exhausted; or not sent, because the service's
    /// `Retry-After` exceeds the deadline.
    #[error("is busy (status {status})")]
    Busy {
        /// 429 or 503.
        status: u16,
        /// The service's `Retry-After`, at most a minute.
        retry_after: Option<Duration>,
    },
    /// Not sent: the service's circuit breaker is open.
    #[error("failed too often: its circuit breaker is open")]
    CircuitOpen {
        /// Time until the next probe.
        retry_after: Duration,
    },
    /// Not sent: the concurrency limit was reached until the deadline.
    #[error("was not called: {limit} calls are in flight")]
    Saturated {
        /// The limit of concurrent calls.
        limit: usize,
    },
    /// 401 with a new token.
    #[error("refused a new token")]
    Unauthorized,
    /// The token endpoint rejected the client id or secret.
    #[error("refused the client's credentials (status {status})")]
    CredentialsRefused {
        /// The HTTP status.
        status: u16,
        /// The platform's error message.
        #[source]
        message: Option<ErrorMessage>,
    },
    /// Any other unsuccessful status.
    #[error("responded with status {status}")]
    Status {
        /// The HTTP status.
        status: u16,
        /// The platform's error message.
        #[source]
        message: Option<ErrorMessage>,
    },
    /// The connection broke during the response.
    #[error("closed the connection during its response")]
    Interrupted(#[source] Arc<reqwest::Error>),
    /// The response exceeds the size limit.
    #[error("sent more than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The response is not valid JSON.
    #[error("sent a response that is not JSON")]
    NotJson,
    /// The response is JSON of an unexpected shape.
    #[error("sent a malformed response at `{path}`: {problem}")]
    Malformed {
        /// Path of the field, such as `users[0].givenName`.
        path: String,
        /// What was expected there; never the value.
        problem: String,
    },
    /// An id is empty or consists of dots, which would change the request's path. Not sent.
    #[error("was not called: an id cannot be empty or dots alone")]
    InvalidId,
    /// The pages of a list are inconsistent.
    #[error(transparent)]
    Paging(PagingError),
}

impl Failure {
    /// Converts to an [`Error`] of `service`.
    pub(super) fn of(self, service: Service) -> Error {
        Error {
            service,
            failure: self,
        }
    }

    /// Whether the service appears to be down, as opposed to rejecting the request.
    pub(super) fn is_outage(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Interrupted(_) | Self::Timeout => true,
            Self::Busy { status, .. } | Self::Status { status, .. } => *status >= 500,
            _ => false,
        }
    }

    /// Converts an error without a response. Removes the URL, whose query may contain an e-mail address.
    pub(super) fn from_send(error: reqwest::Error) -> Self {
        Self::Unreachable(Arc::new(error.without_url()))
    }

    /// Converts an error while reading a response.
    pub(super) fn from_body(error: reqwest::Error) -> Self {
        Self::Interrupted(Arc::new(error.without_url()))
    }
}

/// Why a key did not resolve to exactly one Timeback user.
#[derive(Debug, Clone, thiserror::Error)]
pub enum UserResolutionError {
    /// The address is blank.
    #[error("an e-mail address is required")]
    MissingEmail,
    /// No user matches.
    #[error("no Timeback user has this e-mail address")]
    NotFound,
    /// Several users have the address.
    #[error("several Timeback users have this e-mail address")]
    Ambiguous,
    /// The lookup failed.
    #[error("the Timeback user could not be looked up")]
    LookupFailed(#[from] Error),
}

impl UserResolutionError {
    /// Returns the official SDK's error code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::MissingEmail => "missing_email",
            Self::NotFound => "timeback_user_not_found",
            Self::Ambiguous => "timeback_user_ambiguous",
            Self::LookupFailed(_) => "timeback_user_lookup_failed",
        }
    }
}

/// Why a complete profile could not be fetched.
#[derive(Debug, Clone, thiserror::Error)]
pub enum UserError {
    /// The key did not resolve to exactly one user.
    #[error(transparent)]
    Resolution(#[from] UserResolutionError),
    /// The user's enrollments could not be fetched.
    #[error("the user's enrollments could not be fetched")]
    Enrollments(#[source] Error),
    /// The user's activity could not be fetched.
    #[error("the user's activity could not be fetched")]
    Activity(#[source] Error),
}
