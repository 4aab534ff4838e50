use std::time::Duration;

use crate::Error;

/// Why a request was refused: an outcome, not an internal failure. A closed set; each API maps it to a status and a
/// message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Unknown address, wrong password, or an account without one: the answer does not reveal which.
    InvalidCredentials,
    /// The password was right, and the address is not confirmed.
    EmailNotConfirmed,
    /// The account is banned.
    UserBanned,
    /// There are no local accounts; users sign in with Timeback.
    NoLocalAccounts,
    /// The address has an account; revealed only where addresses are not verified by mail.
    UserAlreadyExists,
    /// The identifier for a new account is, or was, in use.
    UserIdExists,
    /// The address belongs to another account.
    EmailExists,
    /// No mail server accepts such an address, so no account may newly have it.
    InvalidEmail,
    /// The current password is wrong.
    CurrentPasswordInvalid,
    /// The last authentication is too long ago for a sensitive change: it takes the current password.
    ReauthenticationNeeded,
    /// The code or password to confirm a sensitive change is wrong.
    ReauthenticationNotValid,
    /// The mailed code is wrong, expired, used or unknown: the answer does not reveal which.
    CodeExpired,
    /// The operation needs a mail, and no mail is sent.
    MailOff,
    /// Sign-up is closed: there are no local accounts, or addresses cannot be verified.
    SignUpOff,
    /// The pending link has expired, was tried too often, or is done.
    LinkExpired,
    /// The authorization code is unknown or was used.
    FlowStateNotFound,
    /// The authorization code has expired.
    FlowStateExpired,
    /// The code verifier does not match the code challenge. The authorization code is used up.
    BadCodeVerifier,
    /// A mail of this kind was sent a moment ago.
    MailedJustNow,
    /// The session has not shown the user's second factor.
    InsufficientAal,
    /// The user has no such factor, or no such challenge.
    FactorNotFound,
    /// The user already has a factor of this name.
    FactorNameConflict,
    /// The user has the maximum number of factors.
    TooManyFactors,
    /// The challenge has expired, was answered, or was answered wrongly too often.
    ChallengeExpired,
    /// The code is wrong, or was used before.
    CodeRefused,
    /// The user is not an administrator.
    NotAdmin,
    /// There is no account with this identifier; revealed to administrators only.
    NoSuchUser,
    /// There is no account with this address; revealed to administrators only.
    NoAccountWithEmail,
    /// The new password is the old one.
    SamePassword,
    /// The password is too easily guessed.
    WeakPassword(Weakness),
    /// The password is longer than the maximum.
    PasswordTooLong,
    /// The metadata would be too large or too deep after the merge.
    MetadataTooLarge,
    /// The token was signed by us, for another issuer.
    OtherIssuer,
    /// The token is malformed, expired, or was not signed by us.
    BadToken,
    /// The token's user does not exist any more.
    UserNotFound,
    /// The token's session has ended.
    SessionNotFound,
    /// The user has no such session.
    NoSuchSession,
    /// The session has expired.
    SessionExpired,
    /// The refresh token is unknown.
    RefreshTokenNotFound,
    /// The refresh token is well-formed, and was not issued by us.
    RefreshTokenForged,
    /// The refresh token was reused; its session has ended.
    RefreshTokenUsed,
    /// Too many requests are waiting; a retry in a moment may succeed.
    Busy,
    /// Too many wrong attempts or requests, from this address or for this account: the answer does not reveal which.
    TooManyAttempts {
        /// The time after which to retry.
        retry_after: Duration,
    },
    /// Too many mails to this address.
    TooManyMails {
        /// The time after which another may be sent.
        retry_after: Duration,
    },
}

impl Refusal {
    /// The time after which to retry, for refusals of a rate limit.
    pub fn retry_after(self) -> Option<Duration> {
        match self {
            Self::Busy => Some(Duration::from_secs(2)),
            Self::MailedJustNow => Some(Duration::from_mins(1)),
            Self::TooManyAttempts { retry_after } | Self::TooManyMails { retry_after } => {
                Some(retry_after)
            }
            _ => None,
        }
    }

    /// [`retry_after`](Self::retry_after) in whole seconds, at least one.
    pub fn retry_after_seconds(self) -> Option<u64> {
        let wait = self.retry_after()?.as_millis().div_ceil(1000).max(1);
        Some(wait.try_into().unwrap_or(u64::MAX))
    }

    /// Whether it refuses a wrong password, code or token.
    pub(super) fn is_wrong_guess(self) -> bool {
        matches!(
            self,
            Self::InvalidCredentials
                | Self::CodeExpired
                | Self::CodeRefused
                | Self::FlowStateNotFound
                | Self::BadCodeVerifier
                | Self::CurrentPasswordInvalid
                | Self::ReauthenticationNotValid
        )
    }
}

/// Why a password is too weak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// Too short.
    Length,
    /// Easily guessed: a common password, or the user's own address.
    Guessable,
}

/// Why an operation did not succeed: it was refused, or it failed.
#[derive(Debug, thiserror::Error)]
pub enum Denied {
    /// The request was refused. Nothing was changed, unless the refusal says so.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl From<Refusal> for Denied {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<sqlx::Error> for Denied {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error.into())
    }
}
