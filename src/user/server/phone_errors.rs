//! What the operations on phone numbers refuse, in the words of the feature.

use crate::user::UserError;
use identity::{
    AttemptPhoneVerificationError, CreatePhoneNumberError, InvalidPhoneNumber,
    PreparePhoneVerificationError, SetPrimaryPhoneError, TextCodeError,
};

impl From<InvalidPhoneNumber> for UserError {
    fn from(error: InvalidPhoneNumber) -> Self {
        match error {
            InvalidPhoneNumber::NoCountryCode | InvalidPhoneNumber::Malformed => {
                Self::InvalidPhoneNumber
            }
            InvalidPhoneNumber::NoTexts => Self::PhoneNumberWithoutTexts,
        }
    }
}

impl From<CreatePhoneNumberError> for UserError {
    fn from(error: CreatePhoneNumberError) -> Self {
        match error {
            CreatePhoneNumberError::SmsOff => Self::SmsOff,
            CreatePhoneNumberError::PhoneNumberExists => Self::PhoneNumberExists,
            CreatePhoneNumberError::TooManyPhoneNumbers => Self::TooManyPhoneNumbers,
            CreatePhoneNumberError::Failed(error) => error.into(),
        }
    }
}

impl From<TextCodeError> for UserError {
    fn from(error: TextCodeError) -> Self {
        match error {
            TextCodeError::SmsOff => Self::SmsOff,
            TextCodeError::TextedJustNow => Self::SentJustNow,
            TextCodeError::TooManyTexts(error) => {
                Self::TooManyRequests(error.retry_after_seconds())
            }
            TextCodeError::Failed(error) => error.into(),
        }
    }
}

impl From<PreparePhoneVerificationError> for UserError {
    fn from(error: PreparePhoneVerificationError) -> Self {
        match error {
            PreparePhoneVerificationError::PhoneNumberNotFound => Self::NoSuchPhoneNumber,
            PreparePhoneVerificationError::AlreadyVerified => Self::PhoneNumberVerified,
            PreparePhoneVerificationError::Text(error) => error.into(),
            PreparePhoneVerificationError::Failed(error) => error.into(),
        }
    }
}

impl From<AttemptPhoneVerificationError> for UserError {
    fn from(error: AttemptPhoneVerificationError) -> Self {
        match error {
            AttemptPhoneVerificationError::PhoneNumberNotFound => Self::NoSuchPhoneNumber,
            AttemptPhoneVerificationError::AlreadyVerified => Self::PhoneNumberVerified,
            AttemptPhoneVerificationError::CodeRefused => Self::CodeIncorrect,
            AttemptPhoneVerificationError::PhoneNumberExists => Self::PhoneNumberExists,
            AttemptPhoneVerificationError::TooManyAttempts(error) => error.into(),
            AttemptPhoneVerificationError::Failed(error) => error.into(),
        }
    }
}

impl From<SetPrimaryPhoneError> for UserError {
    fn from(error: SetPrimaryPhoneError) -> Self {
        match error {
            SetPrimaryPhoneError::PhoneNumberNotFound => Self::NoSuchPhoneNumber,
            SetPrimaryPhoneError::NotVerified => Self::PhoneNumberNotVerified,
            SetPrimaryPhoneError::Failed(error) => error.into(),
        }
    }
}
