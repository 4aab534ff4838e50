//! What can go wrong between us and Timeback.
//!
//! No error here shows an e-mail address, a secret or a body: `Display` is fixed wording plus a field path of the
//! platform's contract, and `source()` leads to the cause with addresses removed.

use std::{fmt, sync::Arc, time::Duration};

pub use super::{oneroster::PagingError, transport::Complaint};

/// A service of the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Service {
    /// The OAuth token endpoint.
    Token,
    /// OneRoster: users, schools, classes.
    OneRoster,
    /// EduBridge: enrollments and analytics.
    EduBridge,
    /// Caliper: what was done comes in here.
    Caliper,
}

impl Service {
    /// Every service, in the order of their declaration.
    pub const ALL: [Self; 4] = [Self::Token, Self::OneRoster, Self::EduBridge, Self::Caliper];

    /// `token`, `oneroster`, `edubridge` or `caliper`: for metrics and reports.
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

/// A call to the platform that did not end in an answer we can use.
#[derive(Debug, Clone)]
pub struct Error {
    /// Who was asked. [`Service::Token`] when it was the token that could not be had.
    pub service: Service,
    /// What happened.
    pub failure: Failure,
}

impl Error {
    /// Whether the same call may succeed a little later.
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

    /// Whether the platform has no such thing: status 404.
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

/// What happened to a call; reads on after the name of the service.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Failure {
    /// The question makes no sense, so nobody was asked.
    #[error("was not asked: {reason}")]
    NotAsked {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// No connection, or it broke before an answer began.
    #[error("could not be reached")]
    Unreachable(#[source] Arc<reqwest::Error>),
    /// The operation's deadline passed.
    #[error("did not answer in time")]
    Timeout,
    /// 429 or 503 until the attempts, the budget for retries or the deadline were used up; or not called, because the
    /// service had asked for a pause beyond the deadline.
    #[error("is busy (status {status})")]
    Busy {
        /// 429 or 503.
        status: u16,
        /// How long the platform asked us to wait, at most a minute.
        retry_after: Option<Duration>,
    },
    /// Not called: the service failed too often of late.
    #[error("failed too often and is left alone for a while")]
    CircuitOpen {
        /// When a call may be let through again.
        retry_after: Duration,
    },
    /// Not called: until the deadline as many calls were under way as may be.
    #[error("was not asked, with {limit} calls under way")]
    Saturated {
        /// How many calls may be under way at once.
        limit: usize,
    },
    /// 401 for a token fetched a moment before.
    #[error("refused a new token")]
    Unauthorized,
    /// The token endpoint does not accept the client id or secret.
    #[error("refused the client's credentials (status {status})")]
    CredentialsRefused {
        /// The HTTP status.
        status: u16,
        /// What the platform said about it.
        #[source]
        complaint: Option<Complaint>,
    },
    /// Any other status that is not success.
    #[error("answered with status {status}")]
    Status {
        /// The HTTP status.
        status: u16,
        /// What the platform said about it.
        #[source]
        complaint: Option<Complaint>,
    },
    /// The answer began and broke off.
    #[error("broke off its answer")]
    Interrupted(#[source] Arc<reqwest::Error>),
    /// The answer is larger than any honest one.
    #[error("answered with more than {limit} bytes")]
    TooLarge {
        /// How many bytes were allowed.
        limit: usize,
    },
    /// The answer is not JSON, or ends in the middle of it.
    #[error("answered with something that is not JSON")]
    NotJson,
    /// The answer is JSON of another shape than the contract's.
    #[error("gave a malformed answer at `{path}`: {problem}")]
    Malformed {
        /// Where, such as `users[0].givenName`.
        path: String,
        /// What was expected there; never what was found.
        problem: String,
    },
    /// An id that is empty or dots alone would not stay in its place in a path.
    #[error("was not asked: an id cannot be empty or dots alone")]
    InvalidId,
    /// A list without an honest end.
    #[error(transparent)]
    Paging(PagingError),
}

impl Failure {
    /// The failure as `service`'s.
    pub(super) fn of(self, service: Service) -> Error {
        Error {
            service,
            failure: self,
        }
    }

    /// Whether it speaks of a service that is down, rather than of a call it would not answer.
    pub(super) fn is_outage(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Interrupted(_) | Self::Timeout => true,
            Self::Busy { status, .. } | Self::Status { status, .. } => *status >= 500,
            _ => false,
        }
    }

    /// A request that brought no response. reqwest's own text would show the address in the query.
    pub(super) fn unanswered(error: reqwest::Error) -> Self {
        Self::Unreachable(Arc::new(error.without_url()))
    }

    /// A response that broke off.
    pub(super) fn interrupted(error: reqwest::Error) -> Self {
        Self::Interrupted(Arc::new(error.without_url()))
    }
}

/// Why an e-mail address did not lead to exactly one Timeback user.
#[derive(Debug, Clone, thiserror::Error)]
pub enum UserResolutionError {
    /// There was no address to look up.
    #[error("an e-mail address is required")]
    MissingEmail,
    /// No user has the address.
    #[error("no Timeback user has this e-mail address")]
    NotFound,
    /// More than one user has the address.
    #[error("several Timeback users have this e-mail address")]
    Ambiguous,
    /// The lookup itself failed.
    #[error("the Timeback user could not be looked up")]
    LookupFailed(#[from] Error),
}

impl UserResolutionError {
    /// The official SDK's code for this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::MissingEmail => "missing_email",
            Self::NotFound => "timeback_user_not_found",
            Self::Ambiguous => "timeback_user_ambiguous",
            Self::LookupFailed(_) => "timeback_user_lookup_failed",
        }
    }
}

/// Why a profile could not be fetched. Nothing is answered in part.
#[derive(Debug, Clone, thiserror::Error)]
pub enum UserError {
    /// The address did not lead to exactly one user.
    #[error(transparent)]
    Resolution(#[from] UserResolutionError),
    /// The user's enrollments could not be fetched.
    #[error("the user's enrollments could not be fetched")]
    Enrollments(#[source] Error),
    /// The user's activity could not be fetched.
    #[error("the user's activity could not be fetched")]
    Activity(#[source] Error),
}
