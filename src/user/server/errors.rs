//! What each operation refuses, in the words of the feature.

use display_error_chain::DisplayErrorChain;

use crate::user::UserError;
use identity::{
    AddAddressError, EditOwnProfileError, EndSessionError, InvalidEmail, InvalidUsername,
    MailAddressCodeError, MetadataError, SessionTokenError, SetPrimaryAddressError,
    TooManyAttempts, TooManyMails, VerifyAddressError,
};

impl From<identity::Error> for UserError {
    fn from(error: identity::Error) -> Self {
        if matches!(error, identity::Error::Busy) {
            return Self::Unavailable;
        }
        tracing::error!(
            error = %DisplayErrorChain::new(&error),
            "a method of the user failed"
        );
        if error.is_unavailable() {
            Self::Unavailable
        } else {
            Self::Internal
        }
    }
}

impl From<TooManyAttempts> for UserError {
    fn from(error: TooManyAttempts) -> Self {
        Self::TooManyRequests(error.retry_after_seconds())
    }
}

impl From<TooManyMails> for UserError {
    fn from(error: TooManyMails) -> Self {
        Self::TooManyRequests(error.retry_after_seconds())
    }
}

impl From<InvalidUsername> for UserError {
    fn from(_: InvalidUsername) -> Self {
        Self::InvalidUsername
    }
}

impl From<InvalidEmail> for UserError {
    fn from(_: InvalidEmail) -> Self {
        Self::InvalidEmailAddress
    }
}

impl From<EditOwnProfileError> for UserError {
    fn from(error: EditOwnProfileError) -> Self {
        match error {
            EditOwnProfileError::UsernameExists => Self::UsernameExists,
            EditOwnProfileError::Failed(error) => error.into(),
        }
    }
}

impl From<MetadataError> for UserError {
    fn from(error: MetadataError) -> Self {
        match error {
            MetadataError::TooLarge(_) => Self::MetadataTooLarge,
            MetadataError::Failed(error) => error.into(),
        }
    }
}

impl From<SetPrimaryAddressError> for UserError {
    fn from(error: SetPrimaryAddressError) -> Self {
        match error {
            SetPrimaryAddressError::ReauthenticationNeeded => Self::ReauthenticationNeeded,
            SetPrimaryAddressError::NoSuchAddress => Self::NoSuchEmailAddress,
            SetPrimaryAddressError::NotVerified => Self::EmailAddressNotVerified,
            SetPrimaryAddressError::NotAdded => Self::EmailAddressNotAdded,
            SetPrimaryAddressError::Failed(error) => error.into(),
        }
    }
}

impl From<AddAddressError> for UserError {
    fn from(error: AddAddressError) -> Self {
        match error {
            AddAddressError::ReauthenticationNeeded => Self::ReauthenticationNeeded,
            AddAddressError::MailOff => Self::MailOff,
            AddAddressError::Invalid => Self::InvalidEmailAddress,
            AddAddressError::AlreadyAdded | AddAddressError::Exists => Self::EmailAddressExists,
            AddAddressError::TooMany => Self::TooManyEmailAddresses,
            AddAddressError::TooManyMails(error) => error.into(),
            AddAddressError::Failed(error) => error.into(),
        }
    }
}

impl From<MailAddressCodeError> for UserError {
    fn from(error: MailAddressCodeError) -> Self {
        match error {
            MailAddressCodeError::MailOff => Self::MailOff,
            MailAddressCodeError::NoSuchAddress => Self::NoSuchEmailAddress,
            MailAddressCodeError::AlreadyVerified => Self::EmailAddressVerified,
            MailAddressCodeError::MailedJustNow => Self::SentJustNow,
            MailAddressCodeError::TooManyMails(error) => error.into(),
            MailAddressCodeError::Failed(error) => error.into(),
        }
    }
}

impl From<VerifyAddressError> for UserError {
    fn from(error: VerifyAddressError) -> Self {
        match error {
            VerifyAddressError::NoSuchAddress => Self::NoSuchEmailAddress,
            VerifyAddressError::AlreadyVerified => Self::EmailAddressVerified,
            VerifyAddressError::CodeExpired => Self::CodeIncorrect,
            VerifyAddressError::Exists => Self::EmailAddressExists,
            VerifyAddressError::TooManyAttempts(error) => error.into(),
            VerifyAddressError::Failed(error) => error.into(),
        }
    }
}

impl From<EndSessionError> for UserError {
    fn from(error: EndSessionError) -> Self {
        match error {
            EndSessionError::NoSuchSession => Self::NoSuchSession,
            EndSessionError::Failed(error) => error.into(),
        }
    }
}

impl From<SessionTokenError> for UserError {
    fn from(error: SessionTokenError) -> Self {
        match error {
            SessionTokenError::NoSuchSession => Self::SignedOut,
            SessionTokenError::UserBanned => Self::UserBanned,
            SessionTokenError::SecondFactorRequired => Self::SecondFactorRequired,
            SessionTokenError::NoSuchTemplate => Self::NoSuchTemplate,
            SessionTokenError::NoServiceAccount => Self::NoServiceAccount,
            // Only administrators choose the lifetime.
            SessionTokenError::InvalidLifetime => Self::BadRequest,
            SessionTokenError::Failed(error) => error.into(),
        }
    }
}
