use std::time::Duration;

use super::Error;

/// Why somebody did not get what they asked for: an outcome, not a failure. A closed set; the edge gives each its words
/// and its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Unknown address, wrong password, or an account without one: nobody is told which.
    InvalidCredentials,
    /// The password was right, and the address is not confirmed.
    EmailNotConfirmed,
    /// The account is banned.
    UserBanned,
    /// This school has no accounts but Timeback's.
    NoLocalAccounts,
    /// The address belongs to somebody; told only where addresses are not confirmed by mail.
    UserAlreadyExists,
    /// An account has, or had, the identifier that a new one shall have.
    UserIdExists,
    /// The address belongs to somebody else.
    EmailExists,
    /// No mail server takes such an address, so no account may newly have it.
    InvalidEmail,
    /// The password that should count until now does not.
    CurrentPasswordInvalid,
    /// The sign-in is too long ago for a change like this: it takes the current password.
    ReauthenticationNeeded,
    /// The mailed code that should confirm a change does not.
    ReauthenticationNotValid,
    /// The mailed code is wrong, old, used, or of nobody: nobody is told which.
    CodeExpired,
    /// It takes a mail, and this school sends none.
    MailOff,
    /// Nobody signs up: this school has no accounts but Timeback's, or can neither believe an address nor have it proved.
    SignUpOff,
    /// Nobody waits for this confirmation any more: it took too long, was tried too often, or is done.
    LinkExpired,
    /// No app was given this code, or it was brought before.
    FlowStateNotFound,
    /// The app's code is too old.
    FlowStateExpired,
    /// Whoever brings the app's code has not the app's secret. The code has served.
    BadCodeVerifier,
    /// A mail of this kind was sent a moment ago.
    MailedJustNow,
    /// The user has a second factor and has not shown it in this session.
    InsufficientAal,
    /// Who asks has no such factor, or no such challenge.
    FactorNotFound,
    /// A factor of this name is there.
    FactorNameConflict,
    /// The user has as many factors as anybody may have.
    TooManyFactors,
    /// The challenge is too old, was answered before, or wrongly too often.
    ChallengeExpired,
    /// The code is wrong, or was used before.
    CodeRefused,
    /// Who asks is no administrator.
    NotAdmin,
    /// There is no account of this number; told to administrators only.
    NoSuchUser,
    /// There is no account with this address; told to administrators only.
    NoAccountWithEmail,
    /// The new password is the old one.
    SamePassword,
    /// The password is too easily guessed.
    WeakPassword(Weakness),
    /// The password is longer than we read.
    PasswordTooLong,
    /// Metadata is too large or too deep after the merge.
    MetadataTooLarge,
    /// The token was signed by us, for a dashboard at another address.
    OtherIssuer,
    /// The token was not signed by us, is too old, or is no token.
    BadToken,
    /// The token's user is gone.
    UserNotFound,
    /// The token's session has ended.
    SessionNotFound,
    /// Who asks has no such session.
    NoSuchSession,
    /// The session's time has run out.
    SessionExpired,
    /// No session of ours has this refresh token.
    RefreshTokenNotFound,
    /// The refresh token has the form of ours, and was not issued by us.
    RefreshTokenForged,
    /// The refresh token was used before; its session has ended.
    RefreshTokenUsed,
    /// Too many are waiting. Trying again in a moment helps.
    Busy,
    /// Too many wrong guesses, or too many requests, from this address or about this account; nobody is told which.
    TooManyAttempts {
        /// When it may help to try again.
        retry_after: Duration,
    },
    /// Enough was mailed to this address.
    TooManyMails {
        /// When it may be mailed again.
        retry_after: Duration,
    },
}

impl Refusal {
    /// When it may help to try again, where nothing else would.
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

    /// The same in whole seconds, at least one.
    pub fn retry_after_seconds(self) -> Option<u64> {
        let wait = self.retry_after()?.as_millis().div_ceil(1000).max(1);
        Some(wait.try_into().unwrap_or(u64::MAX))
    }

    /// Whether somebody brought a secret that is not the right one.
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

/// What is wrong with a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// Too short.
    Length,
    /// Whoever guesses comes upon it early: many people use it, or it is the user's own address.
    Guessable,
}

/// Why a verb did not do its deed: it was refused, or something failed.
#[derive(Debug, thiserror::Error)]
pub enum Denied {
    /// It may not be; nothing was changed, except where the refusal says so.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// It could not be.
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
