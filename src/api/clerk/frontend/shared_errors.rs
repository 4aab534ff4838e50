//! Errors that several operations of a browser return, with Clerk's statuses and codes. A wrong password or code is 422:
//! after 401 the client would take itself for signed out.

use super::form::Form;
use crate::api::clerk::{
    error::ClerkError,
    possible_errors::{PossibleErrors, map_error},
};
use identity::{
    ConfirmError, ContinueSignUpError, InvalidCode, MailCodeError, MailReauthenticationError,
    OneTimeCode, PasswordSignInError, SaveSignUpError, SecondFactorError, SignUpError,
    TextCodeError, TextSecondFactorError, TooManyMails, TooManyTexts, UpdateError,
    VerificationError, VerifyCodeError,
};

#[rustfmt::skip]
impl ClerkError {
    pub const ORIGIN_INVALID: Self = Self::new(400, "origin_invalid", "Invalid HTTP Origin header", "The request comes from a page of another origin. If that page is this server's, PUBLIC_URL is not its address.");
    pub const FORM_INVALID: Self = Self::new(400, "request_body_invalid", "Request body invalid", "The request body must be a form.");
    pub const SIGNED_OUT: Self = Self::new(401, "authentication_invalid", "Signed out", "You are signed out. Please sign in.");
    pub const SESSION_EXISTS: Self = Self::new(400, "session_exists", "Session already exists", "You're already signed in.");
    pub const REVERIFICATION_REQUIRED: Self = Self::new(403, "session_reverification_required", "Additional verification is required", "Your last sign-in is too long ago for this. Please verify that it's you.");
    pub const NO_SUCH_SIGN_IN: Self = Self::new(404, "resource_not_found", "Sign-in not found", "This sign-in has expired. Please start again.");
    pub const NO_SUCH_SIGN_UP: Self = Self::new(404, "resource_not_found", "Sign-up not found", "This sign-up has expired. Please start again.");
    pub const STRATEGY_INVALID: Self = Self::form("strategy_for_user_invalid", "strategy", "is invalid", "This way of verification is not available here.");
    pub const IDENTIFIER_INVALID: Self = Self::form("form_param_format_invalid", "identifier", "is invalid", "Identifier must be an email address or a username.");
    pub const PASSWORD_INCORRECT: Self = Self::form("form_password_incorrect", "password", "Password is incorrect", "Email address, username or password is incorrect. Please try again.");
    const PASSWORD_COMPROMISED: Self = Self::form("form_password_compromised", "password", "Password is compromised", "Your school asked you to choose a new password. Reset it with a code that we email you.");
    pub const CURRENT_PASSWORD_INCORRECT: Self = Self::form("form_password_incorrect", "current_password", "Password is incorrect", "Your current password is incorrect. Please try again.");
    pub const CODE_INCORRECT: Self = Self::form("form_code_incorrect", "code", "Incorrect code", "The code is wrong or has expired. Please check it, or ask for a new one.");
    pub const VERIFICATION_FAILED: Self = Self::new(422, "verification_failed", "Verification failed", "That is not right. Please try again.");
    const TOO_MANY_MAILS: Self = Self::new(429, "too_many_requests", "Too many requests", "Too many emails. Please try again later.");
    pub const ALREADY_VERIFIED: Self = Self::new(400, "verification_already_verified", "Already verified", "This step is already done.");
    pub const FIRST_FACTOR_MISSING: Self = Self::new(400, "verification_missing", "First factor missing", "Sign in with your password or a code first.");
    pub const NO_NEW_PASSWORD: Self = Self::new(400, "verification_missing", "Verification missing", "Enter the code from the email first.");
    pub const ADDRESS_UNVERIFIED: Self = Self::form("form_identifier_not_verified", "identifier", "is not verified", "This email address is not verified yet. Sign in with a code instead.");
    pub const SIGN_UP_OFF: Self = Self::new(422, "not_allowed_to_sign_up", "Sign-up is closed", "New accounts can't be made here. Please ask your school.");
    pub const SIGN_UP_INCOMPLETE: Self = Self::new(422, "form_conditional_param_missing", "is missing", "A sign-up needs an email address and a password.");
    pub const NO_PASSWORDS: Self = Self::new(422, "strategy_for_user_invalid", "Passwords are off", "Accounts here have no passwords. Sign in with Timeback.");
    pub const NO_MAIL: Self = Self::new(422, "strategy_for_user_invalid", "Email is off", "This server can't send email.");
    pub const NO_VERIFIED_ADDRESS: Self = Self::new(422, "form_identifier_not_verified", "No verified address", "Verify an email address first.");
    pub const SAME_PASSWORD: Self = Self::form("form_password_same", "new_password", "Same password", "Choose a password that is different from the current one.");
    pub const LAST_WAY_IN: Self = Self::new(422, "last_identification", "Last way to sign in", "You could not sign in any more. Add another way first.");
    pub const TOTP_EXISTS: Self = Self::new(422, "totp_already_enabled", "Already set up", "An authenticator app is already set up. Remove it first.");
    pub const NO_TOTP: Self = Self::new(404, "resource_not_found", "Authenticator app not found", "There is no authenticator app to do this with.");
    pub const PRIMARY_NOT_VERIFIED: Self = Self::form("form_param_value_invalid", "primary_email_address_id", "is invalid", "Your primary address must be one that you added and verified.");
    pub const PRIMARY_ADDRESS: Self = Self::new(422, "primary_identification", "Primary address", "This is your primary address. Make another one primary first.");
    pub const ADDRESS_OF_PROVIDER: Self = Self::new(422, "identification_linked", "Address of a connected account", "This address belongs to a connected account. Disconnect that account instead.");
    pub const PROVIDER_UNAVAILABLE: Self = Self::new(503, "oauth_provider_unavailable", "Provider unavailable", "The provider can't be reached. Please try again later.");
    pub const IDENTIFIER_MISSING: Self = Self::new(400, "verification_missing", "Identifier missing", "This sign-in is with a provider. Continue there, or start again.");
    pub const NOTHING_TO_TRANSFER: Self = Self::new(422, "verification_missing", "Nothing to transfer", "Sign in or up with a provider first.");
    pub const ADDRESS_REASSIGNED: Self = Self::new(422, "external_account_exists", "Account of someone else", "The account with your email address belongs to someone else. Please ask your school.");
    pub const NO_TEXTS: Self = Self::new(422, "strategy_for_user_invalid", "Text messages are off", "This server can't send text messages.");
    pub const PHONE_NOT_RESERVED: Self = Self::form("form_param_value_invalid", "default_second_factor", "is invalid", "Use this phone number for the second step of sign-in first.");
    const TOO_MANY_TEXTS: Self = Self::new(429, "too_many_requests", "Too many requests", "Too many text messages. Please try again later.");
    pub const MAILED_JUST_NOW: Self = Self::new(429, "too_many_requests", "Too many requests", "A code was sent a moment ago. Please wait a minute.");
}

impl ClerkError {
    /// The text is not a person's name.
    pub fn name(param: &'static str) -> Self {
        Self::value(param, "must be on one line, of at most 100 characters.")
    }
}

/// The code in the form. What has not the form of a code is wrong, and no attempt.
pub fn code(form: &Form) -> Result<OneTimeCode, ClerkError> {
    let code = OneTimeCode::parse(form.required("code")?);
    code.map_err(|error| match error {
        InvalidCode::Empty => ClerkError::missing("code"),
        InvalidCode::Malformed => ClerkError::CODE_INCORRECT,
    })
}

map_error!(PasswordSignInError {
    NoLocalAccounts => ClerkError::NO_PASSWORDS,
    InvalidCredentials => ClerkError::PASSWORD_INCORRECT,
    EmailNotConfirmed => ClerkError::ADDRESS_UNVERIFIED,
    UserBanned => ClerkError::USER_BANNED,
    PasswordCompromised => ClerkError::PASSWORD_COMPROMISED,
} TooManyAttempts(TooManyAttempts));

map_error!(MailCodeError {
    MailOff => ClerkError::NO_MAIL,
} TooManyMails(TooManyMails));

map_error!(VerificationError {
    NoLocalAccounts => ClerkError::NO_PASSWORDS,
    CodeExpired => ClerkError::CODE_INCORRECT,
    UserBanned => ClerkError::USER_BANNED,
    EmailExists => ClerkError::EMAIL_EXISTS,
});

map_error!(VerifyCodeError {} Refused(VerificationError), TooManyAttempts(TooManyAttempts));

map_error!(SecondFactorError {
    CodeRefused => ClerkError::CODE_INCORRECT,
    SessionNotFound => ClerkError::NO_SUCH_SIGN_IN,
} TooManyAttempts(TooManyAttempts));

map_error!(UpdateError {
    NoLocalAccounts => ClerkError::NO_PASSWORDS,
    InsufficientAal | ReauthenticationNeeded => ClerkError::REVERIFICATION_REQUIRED,
    MailOff => ClerkError::NO_MAIL,
    SamePassword => ClerkError::SAME_PASSWORD,
    CurrentPasswordInvalid => ClerkError::CURRENT_PASSWORD_INCORRECT,
    ReauthenticationNotValid => ClerkError::CODE_INCORRECT,
    UserNotFound => ClerkError::SIGNED_OUT,
} Address(AddressError), Password(NewPasswordError), Metadata(MetadataError), TooManyAttempts(TooManyAttempts), TooManyMails(TooManyMails));

map_error!(SaveSignUpError {
    SignUpOff => ClerkError::SIGN_UP_OFF,
    UsernameExists => ClerkError::USERNAME_EXISTS,
} Password(NewPasswordError), TooManyAttempts(TooManyAttempts));

map_error!(SignUpError {
    SignUpOff => ClerkError::SIGN_UP_OFF,
    UserAlreadyExists => ClerkError::EMAIL_EXISTS,
} Password(NewPasswordError), MetadataTooLarge(MetadataTooLarge), TooManyAttempts(TooManyAttempts), TooManyMails(TooManyMails));

map_error!(ContinueSignUpError {
    Incomplete => ClerkError::SIGN_UP_INCOMPLETE,
    UsernameExists => ClerkError::USERNAME_EXISTS,
} SignUp(SignUpError), Code(VerifyCodeError));

map_error!(ConfirmError {
    ReauthenticationNotValid => ClerkError::VERIFICATION_FAILED,
    SessionNotFound => ClerkError::SIGNED_OUT,
});

map_error!(MailReauthenticationError {
    MailOff => ClerkError::NO_MAIL,
    EmailNotConfirmed => ClerkError::NO_VERIFIED_ADDRESS,
    MailedJustNow => ClerkError::MAILED_JUST_NOW,
});

impl From<TooManyMails> for ClerkError {
    fn from(refused: TooManyMails) -> Self {
        Self::TOO_MANY_MAILS.retry_after(refused.retry_after_seconds())
    }
}

impl PossibleErrors for TooManyMails {
    fn all() -> Vec<ClerkError> {
        vec![ClerkError::TOO_MANY_MAILS]
    }
}

map_error!(TextCodeError {
    SmsOff => ClerkError::NO_TEXTS,
    TextedJustNow => ClerkError::MAILED_JUST_NOW,
} TooManyTexts(TooManyTexts));

impl From<TooManyTexts> for ClerkError {
    fn from(refused: TooManyTexts) -> Self {
        Self::TOO_MANY_TEXTS.retry_after(refused.retry_after_seconds())
    }
}

impl PossibleErrors for TooManyTexts {
    fn all() -> Vec<ClerkError> {
        vec![ClerkError::TOO_MANY_TEXTS]
    }
}

map_error!(TextSecondFactorError {
    SessionNotFound => ClerkError::NO_SUCH_SIGN_IN,
    PhoneNumberNotFound => ClerkError::NO_SUCH_PHONE_NUMBER,
} Text(TextCodeError));
