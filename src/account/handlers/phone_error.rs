use super::form_error::AccountFormError;
use crate::account::{FormOutcome, PhoneOutcome};
use identity::{
    AttemptPhoneVerificationError, CreatePhoneNumberError, InvalidPhoneNumber,
    PreparePhoneVerificationError, RemovePhoneNumberError, ReservePhoneNumberError,
    SetPrimaryPhoneError, TextCodeError, TextSecondFactorError,
};

impl From<PhoneOutcome> for AccountFormError {
    fn from(outcome: PhoneOutcome) -> Self {
        Self::Rejected(outcome.into())
    }
}

impl From<InvalidPhoneNumber> for AccountFormError {
    fn from(error: InvalidPhoneNumber) -> Self {
        match error {
            InvalidPhoneNumber::NoCountryCode | InvalidPhoneNumber::Malformed => {
                PhoneOutcome::Invalid.into()
            }
            InvalidPhoneNumber::NoTexts => PhoneOutcome::NoTexts.into(),
        }
    }
}

impl From<CreatePhoneNumberError> for AccountFormError {
    fn from(error: CreatePhoneNumberError) -> Self {
        match error {
            CreatePhoneNumberError::SmsOff => PhoneOutcome::NoSms.into(),
            CreatePhoneNumberError::PhoneNumberExists => PhoneOutcome::Duplicate.into(),
            CreatePhoneNumberError::TooManyPhoneNumbers => PhoneOutcome::TooMany.into(),
            CreatePhoneNumberError::Failed(error) => error.into(),
        }
    }
}

impl From<TextCodeError> for AccountFormError {
    fn from(error: TextCodeError) -> Self {
        match error {
            TextCodeError::SmsOff => PhoneOutcome::NoSms.into(),
            TextCodeError::TextedJustNow => PhoneOutcome::TextedJustNow.into(),
            TextCodeError::TooManyTexts(_) => FormOutcome::TooOften.into(),
            TextCodeError::Failed(error) => error.into(),
        }
    }
}

impl From<PreparePhoneVerificationError> for AccountFormError {
    fn from(error: PreparePhoneVerificationError) -> Self {
        match error {
            PreparePhoneVerificationError::PhoneNumberNotFound => PhoneOutcome::Gone.into(),
            PreparePhoneVerificationError::AlreadyVerified => PhoneOutcome::Verified.into(),
            PreparePhoneVerificationError::Text(error) => error.into(),
            PreparePhoneVerificationError::Failed(error) => error.into(),
        }
    }
}

impl From<AttemptPhoneVerificationError> for AccountFormError {
    fn from(error: AttemptPhoneVerificationError) -> Self {
        match error {
            AttemptPhoneVerificationError::PhoneNumberNotFound => PhoneOutcome::Gone.into(),
            AttemptPhoneVerificationError::AlreadyVerified => PhoneOutcome::Verified.into(),
            AttemptPhoneVerificationError::CodeRefused => PhoneOutcome::CodeWrong.into(),
            AttemptPhoneVerificationError::PhoneNumberExists => PhoneOutcome::Taken.into(),
            AttemptPhoneVerificationError::TooManyAttempts(error) => error.into(),
            AttemptPhoneVerificationError::Failed(error) => error.into(),
        }
    }
}

impl From<SetPrimaryPhoneError> for AccountFormError {
    fn from(error: SetPrimaryPhoneError) -> Self {
        match error {
            SetPrimaryPhoneError::PhoneNumberNotFound => PhoneOutcome::Gone.into(),
            SetPrimaryPhoneError::NotVerified => PhoneOutcome::NotVerified.into(),
            SetPrimaryPhoneError::Failed(error) => error.into(),
        }
    }
}

impl From<ReservePhoneNumberError> for AccountFormError {
    fn from(error: ReservePhoneNumberError) -> Self {
        match error {
            ReservePhoneNumberError::SmsOff => PhoneOutcome::NoSms.into(),
            ReservePhoneNumberError::ReauthenticationNeeded
            | ReservePhoneNumberError::InsufficientAal => Self::ConfirmFirst,
            ReservePhoneNumberError::PhoneNumberNotFound => PhoneOutcome::Gone.into(),
            ReservePhoneNumberError::NotVerified => PhoneOutcome::NotVerified.into(),
            ReservePhoneNumberError::SessionNotFound => Self::SignedOut,
            ReservePhoneNumberError::Failed(error) => error.into(),
        }
    }
}

impl From<RemovePhoneNumberError> for AccountFormError {
    fn from(error: RemovePhoneNumberError) -> Self {
        match error {
            RemovePhoneNumberError::ReauthenticationNeeded
            | RemovePhoneNumberError::InsufficientAal => Self::ConfirmFirst,
            RemovePhoneNumberError::PhoneNumberNotFound => PhoneOutcome::Gone.into(),
            RemovePhoneNumberError::Failed(error) => error.into(),
        }
    }
}

impl From<TextSecondFactorError> for AccountFormError {
    fn from(error: TextSecondFactorError) -> Self {
        match error {
            TextSecondFactorError::SessionNotFound => Self::SignedOut,
            TextSecondFactorError::PhoneNumberNotFound => PhoneOutcome::Gone.into(),
            TextSecondFactorError::Text(error) => error.into(),
            TextSecondFactorError::Failed(error) => error.into(),
        }
    }
}
