//! Errors about phone numbers, with Clerk's statuses and codes.

use crate::api::clerk::{
    error::ClerkError,
    possible_errors::{PossibleErrors, map_error},
};
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

map_error!(EditPhoneNumberError {
    NoSuchUser => ClerkError::NO_SUCH_USER,
    NoSuchPhoneNumber => ClerkError::NO_SUCH_PHONE_NUMBER,
    PhoneNumberExists => ClerkError::PHONE_EXISTS,
    TooManyPhoneNumbers => ClerkError::PHONES_TOO_MANY,
    SmsOff => ClerkError::SMS_OFF,
    NotVerified => ClerkError::PHONE_UNVERIFIED,
});

map_error!(SetPrimaryPhoneError {
    PhoneNumberNotFound => ClerkError::NO_SUCH_PHONE_NUMBER,
    NotVerified => ClerkError::PHONE_UNVERIFIED,
});

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

impl PossibleErrors for InvalidPhoneNumber {
    fn all() -> Vec<ClerkError> {
        vec![ClerkError::PHONE_INVALID, ClerkError::PHONE_WITHOUT_TEXTS]
    }
}
