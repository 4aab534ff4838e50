use crate::account::{
    FormOutcome, address_outcome::AddressOutcome, picture_outcome::PictureOutcome,
};
use display_error_chain::DisplayErrorChain;
use identity::{
    AddressError, InvalidPassword, NewPasswordError, PasswordTooLong, TooManyAttempts, TooManyMails,
};

/// Why a form of the account page failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountFormError {
    /// The form was rejected; its section says why.
    Rejected(FormOutcome),
    /// The user has to reauthenticate first.
    ConfirmFirst,
    /// The session has ended.
    SignedOut,
    /// The database cannot be used at the moment.
    Unavailable,
}

impl From<FormOutcome> for AccountFormError {
    fn from(outcome: FormOutcome) -> Self {
        Self::Rejected(outcome)
    }
}

impl From<AddressOutcome> for AccountFormError {
    fn from(outcome: AddressOutcome) -> Self {
        FormOutcome::from(outcome).into()
    }
}

impl From<PictureOutcome> for AccountFormError {
    fn from(outcome: PictureOutcome) -> Self {
        FormOutcome::from(outcome).into()
    }
}

impl From<TooManyAttempts> for AccountFormError {
    fn from(_: TooManyAttempts) -> Self {
        FormOutcome::TooOften.into()
    }
}

impl From<TooManyMails> for AccountFormError {
    fn from(_: TooManyMails) -> Self {
        FormOutcome::TooOften.into()
    }
}

impl From<AddressError> for AccountFormError {
    fn from(error: AddressError) -> Self {
        match error {
            AddressError::Exists => FormOutcome::EmailTaken.into(),
            AddressError::Invalid => FormOutcome::EmailInvalid.into(),
            AddressError::Failed(error) => error.into(),
        }
    }
}

impl From<NewPasswordError> for AccountFormError {
    fn from(error: NewPasswordError) -> Self {
        match error {
            NewPasswordError::Guessable => FormOutcome::PasswordGuessable.into(),
            NewPasswordError::Failed(error) => error.into(),
        }
    }
}

impl From<InvalidPassword> for AccountFormError {
    fn from(error: InvalidPassword) -> Self {
        match error {
            InvalidPassword::TooShort => FormOutcome::PasswordShort.into(),
            InvalidPassword::TooLong(error) => error.into(),
        }
    }
}

impl From<PasswordTooLong> for AccountFormError {
    fn from(_: PasswordTooLong) -> Self {
        FormOutcome::PasswordLong.into()
    }
}

impl From<identity::Error> for AccountFormError {
    fn from(error: identity::Error) -> Self {
        if matches!(error, identity::Error::Busy) {
            return FormOutcome::Busy.into();
        }
        tracing::error!(
            error = %DisplayErrorChain::new(&error),
            "a form of the account page failed"
        );
        if error.is_unavailable() {
            return Self::Unavailable;
        }
        Self::Rejected(FormOutcome::Failed)
    }
}
