use serde::{Deserialize, Serialize};

/// Error of a method of the user, or of reading the user. Its text names the field and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum UserError {
    /// No session, or one that has ended.
    #[error("You are signed out. Please sign in again.")]
    SignedOut,
    /// The account is banned.
    #[error("This account is banned. Please ask your school.")]
    UserBanned,
    /// The session has not shown the user's second factor.
    #[error("Please sign in again with your second factor.")]
    SecondFactorRequired,
    /// The last authentication is too long ago for this change.
    #[error("Please confirm that it's you first, on your account page.")]
    ReauthenticationNeeded,
    /// `first_name` is not a name.
    #[error("First name: please use one line of at most 100 characters.")]
    InvalidFirstName,
    /// `last_name` is not a name.
    #[error("Last name: please use one line of at most 100 characters.")]
    InvalidLastName,
    /// `username` is not a username.
    #[error("Username: please use 4 to 64 letters, digits, hyphens or underscores.")]
    InvalidUsername,
    /// Another user has the `username`.
    #[error("Username: somebody else has this one. Please choose another.")]
    UsernameExists,
    /// `unsafe_metadata` is too large or too deep.
    #[error("Metadata: please keep it within 8 KB and 16 levels.")]
    MetadataTooLarge,
    /// The text is not an e-mail address.
    #[error("E-mail address: this isn't one. Please check it.")]
    InvalidEmailAddress,
    /// The user has the address already, or another user has it.
    #[error("E-mail address: an account has this one already. Please use another.")]
    EmailAddressExists,
    /// The user has as many addresses as they may have.
    #[error("E-mail address: you have as many as you can. Please remove one first.")]
    TooManyEmailAddresses,
    /// The user has no such address.
    #[error("E-mail address: it is no longer yours. Please reload the page.")]
    NoSuchEmailAddress,
    /// The address is not verified.
    #[error("E-mail address: please verify it first.")]
    EmailAddressNotVerified,
    /// The address is verified already.
    #[error("E-mail address: it is verified already. There is nothing to do.")]
    EmailAddressVerified,
    /// Only a provider vouches for the address.
    #[error("E-mail address: it comes from another sign-in. Please add it to your account first.")]
    EmailAddressNotAdded,
    /// The text is not a phone number.
    #[error(
        "Phone number: this isn't one. Please check it, and begin with + and the country code."
    )]
    InvalidPhoneNumber,
    /// The number takes no text messages.
    #[error("Phone number: we can't text this one. Please use a mobile number.")]
    PhoneNumberWithoutTexts,
    /// The user has the number already, or another user has verified it.
    #[error("Phone number: an account has this one already. Please use another.")]
    PhoneNumberExists,
    /// The user has as many numbers as they may have.
    #[error("Phone number: you have as many as you can. Please remove one first.")]
    TooManyPhoneNumbers,
    /// The user has no such number.
    #[error("Phone number: it is no longer yours. Please reload the page.")]
    NoSuchPhoneNumber,
    /// The number is not verified.
    #[error("Phone number: please verify it first.")]
    PhoneNumberNotVerified,
    /// The number is verified already.
    #[error("Phone number: it is verified already. There is nothing to do.")]
    PhoneNumberVerified,
    /// The mailed or texted code is wrong or has expired.
    #[error("Code: it is wrong or has expired. Please check it, or get a new one.")]
    CodeIncorrect,
    /// `new_password` is too short.
    #[error("Password: please use at least 8 characters.")]
    PasswordTooShort,
    /// `new_password` is too long.
    #[error("Password: please use at most 128 characters.")]
    PasswordTooLong,
    /// `new_password` is easy to guess.
    #[error("Password: this one is easy to guess. Please use a longer one, or unusual words.")]
    PasswordGuessable,
    /// `new_password` is the password that the user has.
    #[error("Password: this is your current one. Please choose another.")]
    PasswordSame,
    /// `current_password` is wrong or missing.
    #[error("Current password: it's wrong. Please check it.")]
    CurrentPasswordIncorrect,
    /// Users of this server have no passwords.
    #[error("Password: here you sign in without one.")]
    PasswordsOff,
    /// A password needs a verified address, and the user has none.
    #[error("Password: please verify an e-mail address first.")]
    NoVerifiedEmailAddress,
    /// The file is larger than 2 MB.
    #[error("Picture: please choose one of at most 2 MB.")]
    PictureTooLarge,
    /// The picture is too wide or too high.
    #[error("Picture: please choose one that is at most 4096 pixels wide and high.")]
    PictureTooWide,
    /// The file is no picture, or none in a format that is accepted.
    #[error("Picture: please choose a PNG, JPEG, WebP or GIF file.")]
    InvalidPicture,
    /// The picture is incomplete or damaged.
    #[error("Picture: this file is damaged. Please choose another.")]
    PictureDamaged,
    /// `strategy` is not one of a provider that the server has.
    #[error("strategy: this dashboard does not have this provider. Please use another.")]
    InvalidStrategy,
    /// `redirect_url` is neither of this server nor allowed.
    #[error("redirect_url: please use a path of this dashboard.")]
    RedirectNotAllowed,
    /// `additional_scopes` are not scopes of OAuth.
    #[error("additional_scopes: these are not scopes. Please check them.")]
    InvalidScopes,
    /// The provider does not answer.
    #[error("The other site doesn't answer right now. Please try again in a moment.")]
    ProviderUnavailable,
    /// The server sends no mail.
    #[error("This dashboard doesn't send e-mail. Please ask your school.")]
    MailOff,
    /// The server sends no text messages.
    #[error("This dashboard doesn't send text messages. Please ask your school.")]
    SmsOff,
    /// A code was sent a moment ago.
    #[error("A code was sent a moment ago. Please wait a minute.")]
    SentJustNow,
    /// Too many requests; holds the seconds until the next one is allowed.
    #[error("You tried this very often just now. Please wait a moment, then try again.")]
    TooManyRequests(u64),
    /// The user has no such session.
    #[error("This session has ended already.")]
    NoSuchSession,
    /// There is no token for this service.
    #[error("Service: there is no token for this one.")]
    NoSuchTemplate,
    /// No service account is configured for Firebase.
    #[error(
        "Service: Firebase needs FIREBASE_SERVICE_ACCOUNT on the server. Please ask who runs it."
    )]
    NoServiceAccount,
    /// `leeway_in_seconds` is too large.
    #[error("leeway_in_seconds: please use less than 60.")]
    InvalidLeeway,
    /// The browser could not reach the server.
    #[error("The dashboard cannot be reached. Are you online?")]
    Offline,
    /// The request is malformed.
    #[error("That request could not be understood. Please reload the page.")]
    BadRequest,
    /// The server cannot reach its database. Retryable.
    #[error("The dashboard is not available right now. Please try again in a moment.")]
    Unavailable,
    /// Any other error; details are in the log.
    #[error("Something went wrong on our side. Please try again.")]
    Internal,
}
