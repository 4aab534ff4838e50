//! Errors that several operations return, with GoTrue's statuses, codes and messages.

use super::{
    error::ApiError,
    possible_errors::{PossibleErrors, map_error},
};
use identity::{
    InvalidEmail, InvalidPassword, MetadataTooLarge, PasswordTooLong, TooManyAttempts, TooManyMails,
};

/// Error code when e-mails are requested too often.
const MAILED: &str = "over_email_send_rate_limit";

/// Error code of the request rate limits.
const TOO_MANY: &str = "over_request_rate_limit";

#[rustfmt::skip]
impl ApiError {
    pub const NO_LOCAL_ACCOUNTS: Self = Self::new(400, "email_provider_disabled", "Email logins are disabled");
    pub const MAIL_OFF: Self = Self::new(422, "otp_disabled", "E-mail is disabled on this server");
    pub const EMAIL_NOT_CONFIRMED: Self = Self::new(400, "email_not_confirmed", "Email not confirmed");
    pub const USER_BANNED: Self = Self::new(400, "user_banned", "User is banned");
    pub const EMAIL_EXISTS: Self = Self::new(422, "email_exists", "A user with this email address has already been registered");
    pub const INVALID_EMAIL: Self = Self::invalid("Unable to validate email address: invalid format");
    pub const CODE_EXPIRED: Self = Self::new(403, "otp_expired", "Token has expired or is invalid");
    pub const REAUTHENTICATION_NOT_VALID: Self = Self::new(422, "reauthentication_not_valid", "The nonce has expired or is invalid");
    pub const REAUTHENTICATION_NEEDED: Self = Self::new(400, "reauthentication_needed", "Reauthentication required: sign in again or, for a new password, provide the current one or a nonce");
    pub const INSUFFICIENT_AAL: Self = Self::new(403, "insufficient_aal", "AAL2 session is required for this");
    pub const FACTOR_NOT_FOUND: Self = Self::new(404, "mfa_factor_not_found", "MFA factor with the provided factor ID not found");
    pub const FACTOR_NAME_CONFLICT: Self = Self::new(422, "mfa_factor_name_conflict", "A factor with this friendly name exists already");
    pub const FACTOR_CODE_WRONG: Self = Self::new(422, "mfa_verification_failed", "Invalid TOTP code entered");
    pub const NO_SUCH_USER: Self = Self::new(404, "user_not_found", "User not found");
    pub const USER_NOT_FOUND: Self = Self::new(403, "user_not_found", "User from sub claim in JWT does not exist");
    pub const SESSION_NOT_FOUND: Self = Self::new(403, "session_not_found", "Session from session_id claim in JWT does not exist");
    pub const INVALID_CREDENTIALS: Self = Self::new(400, "invalid_credentials", "Invalid login credentials");
    pub const FLOW_STATE_NOT_FOUND: Self = Self::new(404, "flow_state_not_found", "invalid flow state, no valid flow state found");

    pub const MAILED_JUST_NOW: Self = Self::new(429, MAILED, "For security purposes, you can only request this once every 60 seconds").retry_after(60);
    pub const BUSY: Self = Self::new(503, TOO_MANY, "Too many sign-ins at once. Please try again in a moment.").retry_after(2);

    const PASSWORD_TOO_SHORT: Self = Self::new(422, "weak_password", "Password should be at least 8 characters.").weak("length");
    const PASSWORD_GUESSABLE: Self = Self::new(422, "weak_password", "Password is known to be weak and easy to guess, please choose a different one.").weak("pwned");
    pub const PASSWORD_COMPROMISED: Self = Self::new(422, "weak_password", "Password is compromised: recover the account by email and choose a new one").weak("pwned");
    const PASSWORD_TOO_LONG: Self = Self::invalid("Password cannot be longer than 128 characters");
    const METADATA_TOO_LARGE: Self = Self::invalid("Metadata is limited to 8 KB and 16 levels");
    const TOO_MANY_ATTEMPTS: Self = Self::new(429, TOO_MANY, "Request rate limit reached");
    const TOO_MANY_MAILS: Self = Self::new(429, MAILED, "email rate limit exceeded");
}

map_error!(AddressError {
    Exists => ApiError::EMAIL_EXISTS,
    Invalid => ApiError::INVALID_EMAIL,
});

map_error!(NewPasswordError { Guessable => ApiError::PASSWORD_GUESSABLE });

map_error!(MetadataError {} TooLarge(MetadataTooLarge));

impl From<InvalidEmail> for ApiError {
    fn from(_: InvalidEmail) -> Self {
        Self::INVALID_EMAIL
    }
}

impl From<PasswordTooLong> for ApiError {
    fn from(_: PasswordTooLong) -> Self {
        Self::PASSWORD_TOO_LONG
    }
}

impl From<InvalidPassword> for ApiError {
    fn from(invalid: InvalidPassword) -> Self {
        match invalid {
            InvalidPassword::TooShort => Self::PASSWORD_TOO_SHORT,
            InvalidPassword::TooLong(too_long) => too_long.into(),
        }
    }
}

impl From<MetadataTooLarge> for ApiError {
    fn from(_: MetadataTooLarge) -> Self {
        Self::METADATA_TOO_LARGE
    }
}

impl From<TooManyAttempts> for ApiError {
    fn from(refused: TooManyAttempts) -> Self {
        Self::TOO_MANY_ATTEMPTS.retry_after(refused.retry_after_seconds())
    }
}

impl From<TooManyMails> for ApiError {
    fn from(refused: TooManyMails) -> Self {
        Self::TOO_MANY_MAILS.retry_after(refused.retry_after_seconds())
    }
}

// Where there is a password it is hashed, for which too many may wait.
impl PossibleErrors for PasswordTooLong {
    fn all() -> Vec<ApiError> {
        vec![ApiError::PASSWORD_TOO_LONG, ApiError::BUSY]
    }
}

impl PossibleErrors for InvalidPassword {
    fn all() -> Vec<ApiError> {
        [vec![ApiError::PASSWORD_TOO_SHORT], PasswordTooLong::all()].concat()
    }
}

impl PossibleErrors for MetadataTooLarge {
    fn all() -> Vec<ApiError> {
        vec![ApiError::METADATA_TOO_LARGE]
    }
}

impl PossibleErrors for TooManyAttempts {
    fn all() -> Vec<ApiError> {
        vec![ApiError::TOO_MANY_ATTEMPTS]
    }
}

impl PossibleErrors for TooManyMails {
    fn all() -> Vec<ApiError> {
        vec![ApiError::TOO_MANY_MAILS]
    }
}
