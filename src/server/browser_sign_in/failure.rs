use display_error_chain::DisplayErrorChain;
use identity::{Denied, Error, InvalidCode, InvalidEmail, Refusal, Weakness};
use timeback::UserResolutionError;

/// Why a sign-in form failed: the code that stands for it in the query of an address. The page has the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignInFailure(pub &'static str);

impl SignInFailure {
    /// No session, or one that has ended meanwhile.
    pub const EXPIRED: Self = Self("expired");
    /// The code is wrong, old, used, or of nobody.
    pub const CODE: Self = Self("code");
    /// The account with the address of who came through Timeback is not theirs.
    pub const NOT_LINKED: Self = Self("not_linked");
    /// The link is too old, or was used.
    pub const LINK: Self = Self("link");
    /// The database cannot be used at the moment. It is answered with a status, not with a page's sentence.
    pub const UNAVAILABLE: Self = Self("unavailable_database");
}

impl From<InvalidEmail> for SignInFailure {
    fn from(_: InvalidEmail) -> Self {
        Refusal::InvalidEmail.into()
    }
}

impl From<InvalidCode> for SignInFailure {
    fn from(error: InvalidCode) -> Self {
        match error {
            InvalidCode::Empty => Self("empty"),
            InvalidCode::Malformed => Self::CODE,
        }
    }
}

impl From<Refusal> for SignInFailure {
    fn from(refusal: Refusal) -> Self {
        Self(match refusal {
            Refusal::InvalidCredentials => "credentials",
            Refusal::EmailNotConfirmed => "unconfirmed",
            Refusal::UserBanned => "banned",
            Refusal::UserAlreadyExists | Refusal::EmailExists => "taken",
            Refusal::InvalidEmail => "email",
            Refusal::CodeExpired => return Self::CODE,
            Refusal::CodeRefused => "factor",
            Refusal::WeakPassword(Weakness::Length) => "short",
            Refusal::WeakPassword(Weakness::Guessable) => "guessable",
            Refusal::PasswordTooLong => "long",
            Refusal::SamePassword => "same",
            Refusal::NoLocalAccounts | Refusal::SignUpOff => "closed",
            Refusal::MailOff => "no_mail",
            Refusal::TooManyAttempts { .. } | Refusal::TooManyMails { .. } => "often",
            Refusal::Busy => "busy",
            Refusal::ReauthenticationNeeded
            | Refusal::SessionNotFound
            | Refusal::UserNotFound
            | Refusal::InsufficientAal => return Self::EXPIRED,
            _ => "failed",
        })
    }
}

impl From<UserResolutionError> for SignInFailure {
    /// Whether the account is that of who came through Timeback.
    fn from(error: UserResolutionError) -> Self {
        match error {
            UserResolutionError::LookupFailed(error) => {
                tracing::warn!(
                    error = %DisplayErrorChain::new(&error),
                    "Timeback could not be asked whose an account is"
                );
                Self("unavailable")
            }
            _ => Self("another_person"),
        }
    }
}

impl From<Error> for SignInFailure {
    fn from(error: Error) -> Self {
        tracing::error!(
            error = %DisplayErrorChain::new(&error),
            "a form of the way in failed"
        );
        if error.is_unavailable() {
            return Self::UNAVAILABLE;
        }
        Self("broken")
    }
}

impl From<Denied> for SignInFailure {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Refused(refusal) => refusal.into(),
            Denied::Failed(error) => error.into(),
        }
    }
}
