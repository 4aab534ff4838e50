//! Errors about phone numbers, with Clerk's statuses and codes.

use crate::api::clerk::error::ClerkError;
use identity::{EditPhoneNumberError, InvalidPhoneNumber, SetPrimaryPhoneError};

#[rustfmt::skip]
impl ClerkError {
    pub const NO_SUCH_PHONE_NUMBER: Self = Self::new(404, "resource_not_found", "not found", "There is no phone number with this ID");
    pub const PHONE_EXISTS: Self = Self::form("form_identifier_exists", "phone_number", "already exists", "A user has this phone number.");
    pub const PHONES_TOO_MANY: Self = Self::form("form_param_value_invalid", "phone_number", "is one too many", "A user has at most 5 phone numbers on this server.");
    pub const PHONE_UNVERIFIED: Self = Self::new(422, "form_param_value_invalid", "is invalid", "Only a verified phone number can be primary or reserved_for_second_factor. Send verified: true too.");
    const SMS_OFF: Self = Self::form("form_param_value_invalid", "reserved_for_second_factor", "is invalid", "This server sends no text messages, so nobody could sign in: set SMS_ACCOUNT_SID, SMS_AUTH_TOKEN and SMS_FROM.");
    const PHONE_INVALID: Self = Self::form("form_param_format_invalid", "phone_number", "is invalid", "phone_number must be a valid phone number in E.164 format, such as +12015550123.");
    const PHONE_WITHOUT_TEXTS: Self = Self::form("form_param_format_invalid", "phone_number", "is invalid", "phone_number must be a number that receives text messages: neither premium-rate nor toll-free.");
}

impl From<EditPhoneNumberError> for ClerkError {
    fn from(error: EditPhoneNumberError) -> Self {
        match error {
            EditPhoneNumberError::NoSuchUser => Self::NO_SUCH_USER,
            EditPhoneNumberError::NoSuchPhoneNumber => Self::NO_SUCH_PHONE_NUMBER,
            EditPhoneNumberError::PhoneNumberExists => Self::PHONE_EXISTS,
            EditPhoneNumberError::TooManyPhoneNumbers => Self::PHONES_TOO_MANY,
            EditPhoneNumberError::SmsOff => Self::SMS_OFF,
            EditPhoneNumberError::NotVerified => Self::PHONE_UNVERIFIED,
            EditPhoneNumberError::Failed(error) => error.into(),
        }
    }
}

impl From<SetPrimaryPhoneError> for ClerkError {
    fn from(error: SetPrimaryPhoneError) -> Self {
        match error {
            SetPrimaryPhoneError::PhoneNumberNotFound => Self::NO_SUCH_PHONE_NUMBER,
            SetPrimaryPhoneError::NotVerified => Self::PHONE_UNVERIFIED,
            SetPrimaryPhoneError::Failed(error) => error.into(),
        }
    }
}

impl From<InvalidPhoneNumber> for ClerkError {
    fn from(error: InvalidPhoneNumber) -> Self {
        match error {
            InvalidPhoneNumber::NoCountryCode | InvalidPhoneNumber::Malformed => {
                Self::PHONE_INVALID
            }
            InvalidPhoneNumber::NoTexts => Self::PHONE_WITHOUT_TEXTS,
        }
    }
}
