//! Errors that several operations of a browser return, with Clerk's statuses and codes. A wrong password or code is 422:
//! after 401 the client would take itself for signed out.

use super::form::Form;
use crate::api::clerk::error::ClerkError;
use identity::{
    ConfirmError, ContinueSignUpError, InvalidCode, MailCodeError, MailReauthenticationError,
    OneTimeCode, PasswordSignInError, SaveSignUpError, SecondFactorError, SignUpError,
    TextCodeError, TextSecondFactorError, TooManyMails, UpdateError, VerificationError,
    VerifyCodeError,
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

impl From<PasswordSignInError> for ClerkError {
    fn from(error: PasswordSignInError) -> Self {
        match error {
            PasswordSignInError::NoLocalAccounts => Self::NO_PASSWORDS,
            PasswordSignInError::InvalidCredentials => Self::PASSWORD_INCORRECT,
            PasswordSignInError::EmailNotConfirmed => Self::ADDRESS_UNVERIFIED,
            PasswordSignInError::UserBanned => Self::USER_BANNED,
            PasswordSignInError::PasswordCompromised => Self::PASSWORD_COMPROMISED,
            PasswordSignInError::TooManyAttempts(error) => error.into(),
            PasswordSignInError::Failed(error) => error.into(),
        }
    }
}

impl From<MailCodeError> for ClerkError {
    fn from(error: MailCodeError) -> Self {
        match error {
            MailCodeError::MailOff => Self::NO_MAIL,
            MailCodeError::TooManyMails(error) => error.into(),
            MailCodeError::Failed(error) => error.into(),
        }
    }
}

impl From<VerificationError> for ClerkError {
    fn from(error: VerificationError) -> Self {
        match error {
            VerificationError::NoLocalAccounts => Self::NO_PASSWORDS,
            VerificationError::CodeExpired => Self::CODE_INCORRECT,
            VerificationError::UserBanned => Self::USER_BANNED,
            VerificationError::EmailExists => Self::EMAIL_EXISTS,
            VerificationError::Failed(error) => error.into(),
        }
    }
}

impl From<VerifyCodeError> for ClerkError {
    fn from(error: VerifyCodeError) -> Self {
        match error {
            VerifyCodeError::Refused(error) => error.into(),
            VerifyCodeError::TooManyAttempts(error) => error.into(),
            VerifyCodeError::Failed(error) => error.into(),
        }
    }
}

impl From<SecondFactorError> for ClerkError {
    fn from(error: SecondFactorError) -> Self {
        match error {
            SecondFactorError::CodeRefused => Self::CODE_INCORRECT,
            SecondFactorError::SessionNotFound => Self::NO_SUCH_SIGN_IN,
            SecondFactorError::TooManyAttempts(error) => error.into(),
            SecondFactorError::Failed(error) => error.into(),
        }
    }
}

impl From<UpdateError> for ClerkError {
    fn from(error: UpdateError) -> Self {
        match error {
            UpdateError::NoLocalAccounts => Self::NO_PASSWORDS,
            UpdateError::InsufficientAal | UpdateError::ReauthenticationNeeded => {
                Self::REVERIFICATION_REQUIRED
            }
            UpdateError::MailOff => Self::NO_MAIL,
            UpdateError::Address(error) => error.into(),
            UpdateError::Password(error) => error.into(),
            UpdateError::SamePassword => Self::SAME_PASSWORD,
            UpdateError::CurrentPasswordInvalid => Self::CURRENT_PASSWORD_INCORRECT,
            UpdateError::ReauthenticationNotValid => Self::CODE_INCORRECT,
            UpdateError::Metadata(error) => error.into(),
            UpdateError::UserNotFound => Self::SIGNED_OUT,
            UpdateError::TooManyAttempts(error) => error.into(),
            UpdateError::TooManyMails(error) => error.into(),
            UpdateError::Failed(error) => error.into(),
        }
    }
}

impl From<SaveSignUpError> for ClerkError {
    fn from(error: SaveSignUpError) -> Self {
        match error {
            SaveSignUpError::SignUpOff => Self::SIGN_UP_OFF,
            SaveSignUpError::Password(error) => error.into(),
            SaveSignUpError::UsernameExists => Self::USERNAME_EXISTS,
            SaveSignUpError::TooManyAttempts(error) => error.into(),
            SaveSignUpError::Failed(error) => error.into(),
        }
    }
}

impl From<SignUpError> for ClerkError {
    fn from(error: SignUpError) -> Self {
        match error {
            SignUpError::SignUpOff => Self::SIGN_UP_OFF,
            SignUpError::UserAlreadyExists => Self::EMAIL_EXISTS,
            SignUpError::Password(error) => error.into(),
            SignUpError::MetadataTooLarge(error) => error.into(),
            SignUpError::TooManyAttempts(error) => error.into(),
            SignUpError::TooManyMails(error) => error.into(),
            SignUpError::Failed(error) => error.into(),
        }
    }
}

impl From<ContinueSignUpError> for ClerkError {
    fn from(error: ContinueSignUpError) -> Self {
        match error {
            ContinueSignUpError::Incomplete => Self::SIGN_UP_INCOMPLETE,
            ContinueSignUpError::UsernameExists => Self::USERNAME_EXISTS,
            ContinueSignUpError::SignUp(error) => error.into(),
            ContinueSignUpError::Code(error) => error.into(),
            ContinueSignUpError::Failed(error) => error.into(),
        }
    }
}

impl From<ConfirmError> for ClerkError {
    fn from(error: ConfirmError) -> Self {
        match error {
            ConfirmError::ReauthenticationNotValid => Self::VERIFICATION_FAILED,
            ConfirmError::SessionNotFound => Self::SIGNED_OUT,
            ConfirmError::Failed(error) => error.into(),
        }
    }
}

impl From<MailReauthenticationError> for ClerkError {
    fn from(error: MailReauthenticationError) -> Self {
        match error {
            MailReauthenticationError::MailOff => Self::NO_MAIL,
            MailReauthenticationError::EmailNotConfirmed => Self::NO_VERIFIED_ADDRESS,
            MailReauthenticationError::MailedJustNow => Self::MAILED_JUST_NOW,
            MailReauthenticationError::Failed(error) => error.into(),
        }
    }
}

impl From<TooManyMails> for ClerkError {
    fn from(refused: TooManyMails) -> Self {
        Self::TOO_MANY_MAILS.retry_after(refused.retry_after_seconds())
    }
}

impl From<TextCodeError> for ClerkError {
    fn from(error: TextCodeError) -> Self {
        match error {
            TextCodeError::SmsOff => Self::NO_TEXTS,
            TextCodeError::TextedJustNow => Self::MAILED_JUST_NOW,
            TextCodeError::TooManyTexts(refused) => {
                Self::TOO_MANY_TEXTS.retry_after(refused.retry_after_seconds())
            }
            TextCodeError::Failed(error) => error.into(),
        }
    }
}

impl From<TextSecondFactorError> for ClerkError {
    fn from(error: TextSecondFactorError) -> Self {
        match error {
            TextSecondFactorError::SessionNotFound => Self::NO_SUCH_SIGN_IN,
            TextSecondFactorError::PhoneNumberNotFound => Self::NO_SUCH_PHONE_NUMBER,
            TextSecondFactorError::Text(error) => error.into(),
            TextSecondFactorError::Failed(error) => error.into(),
        }
    }
}
