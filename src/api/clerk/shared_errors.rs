//! Errors that several operations return, with Clerk's statuses and codes.

use super::{
    error::ClerkError,
    possible_errors::{PossibleErrors, map_error},
};
use identity::{
    AddressError, InvalidEmail, InvalidPassword, InvalidUsername, MetadataError, MetadataTooLarge,
    NewPasswordError, PasswordTooLong, TooManyAttempts,
};

#[rustfmt::skip]
impl ClerkError {
    pub const EMAIL_EXISTS: Self = Self::form("form_identifier_exists", "email_address", "already exists", "Another user has this email address.");
    pub const EMAIL_INVALID: Self = Self::form("form_param_format_invalid", "email_address", "is invalid", "email_address must be a valid email address.");
    pub const USERNAME_EXISTS: Self = Self::form("form_identifier_exists", "username", "already exists", "Another user has this username.");
    pub const USERNAME_INVALID: Self = Self::form("form_param_format_invalid", "username", "is invalid", "username must be a valid username.");
    pub const EXTERNAL_ID_EXISTS: Self = Self::form("form_identifier_exists", "external_id", "already exists", "Another user has this external ID.");
    pub const PASSWORD_TOO_SHORT: Self = Self::form("form_password_length_too_short", "password", "Passwords must be 8 characters or more.", "Passwords must be 8 characters or more.");
    pub const PASSWORD_TOO_LONG: Self = Self::form("form_password_length_too_long", "password", "Passwords must be 128 characters or fewer.", "Passwords must be 128 characters or fewer.");
    pub const PASSWORD_GUESSABLE: Self = Self::form("form_password_pwned", "password", "Password is easily guessed.", "Many people use this password, or it is the user's own address. Please choose another one.");
    pub const METADATA_TOO_LARGE: Self = Self::new(422, "form_param_exceeds_allowed_size", "exceeds allowed size", "Metadata is limited to 8 KB and 16 levels.");
    pub const USER_LOCKED: Self = Self::new(403, "user_locked", "User is locked", "The user is locked after too many wrong passwords or codes.");
    pub const USER_BANNED: Self = Self::new(403, "user_banned", "User is banned", "The user is banned.");
    const TOO_MANY_ATTEMPTS: Self = Self::new(429, "too_many_requests", "Too many requests", "Too many attempts. Please try again later.");
}

map_error!(AddressError {
    Exists => ClerkError::EMAIL_EXISTS,
    Invalid => ClerkError::EMAIL_INVALID,
});

map_error!(NewPasswordError {
    Guessable => ClerkError::PASSWORD_GUESSABLE,
});

map_error!(MetadataError {} TooLarge(MetadataTooLarge));

impl From<MetadataTooLarge> for ClerkError {
    fn from(_: MetadataTooLarge) -> Self {
        Self::METADATA_TOO_LARGE
    }
}

impl PossibleErrors for MetadataTooLarge {
    fn all() -> Vec<ClerkError> {
        vec![ClerkError::METADATA_TOO_LARGE]
    }
}

impl From<InvalidEmail> for ClerkError {
    fn from(_: InvalidEmail) -> Self {
        Self::EMAIL_INVALID
    }
}

impl PossibleErrors for InvalidEmail {
    fn all() -> Vec<ClerkError> {
        vec![ClerkError::EMAIL_INVALID]
    }
}

impl From<InvalidUsername> for ClerkError {
    fn from(_: InvalidUsername) -> Self {
        Self::USERNAME_INVALID
    }
}

impl PossibleErrors for InvalidUsername {
    fn all() -> Vec<ClerkError> {
        vec![ClerkError::USERNAME_INVALID]
    }
}

impl From<InvalidPassword> for ClerkError {
    fn from(error: InvalidPassword) -> Self {
        match error {
            InvalidPassword::TooShort => Self::PASSWORD_TOO_SHORT,
            InvalidPassword::TooLong(PasswordTooLong) => Self::PASSWORD_TOO_LONG,
        }
    }
}

impl PossibleErrors for InvalidPassword {
    fn all() -> Vec<ClerkError> {
        vec![
            ClerkError::PASSWORD_TOO_SHORT,
            ClerkError::PASSWORD_TOO_LONG,
        ]
    }
}

impl From<TooManyAttempts> for ClerkError {
    fn from(refused: TooManyAttempts) -> Self {
        Self::TOO_MANY_ATTEMPTS.retry_after(refused.retry_after_seconds())
    }
}

impl PossibleErrors for TooManyAttempts {
    fn all() -> Vec<ClerkError> {
        vec![ClerkError::TOO_MANY_ATTEMPTS]
    }
}
