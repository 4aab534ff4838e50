use leptos::{
    prelude::{FromServerFnError, ServerFnErrorErr},
    server_fn::codec::JsonEncoding,
};

use super::UserError;

impl UserError {
    /// The HTTP status.
    pub fn status(self) -> u16 {
        match self {
            Self::SignedOut => 401,
            Self::UserBanned | Self::SecondFactorRequired | Self::ReauthenticationNeeded => 403,
            Self::NoSuchEmailAddress
            | Self::NoSuchPhoneNumber
            | Self::NoSuchSession
            | Self::NoSuchTemplate => 404,
            Self::UsernameExists
            | Self::EmailAddressExists
            | Self::EmailAddressVerified
            | Self::PhoneNumberExists
            | Self::PhoneNumberVerified => 409,
            Self::InvalidFirstName
            | Self::InvalidLastName
            | Self::InvalidUsername
            | Self::MetadataTooLarge
            | Self::InvalidEmailAddress
            | Self::TooManyEmailAddresses
            | Self::EmailAddressNotVerified
            | Self::EmailAddressNotAdded
            | Self::InvalidPhoneNumber
            | Self::PhoneNumberWithoutTexts
            | Self::TooManyPhoneNumbers
            | Self::PhoneNumberNotVerified
            | Self::CodeIncorrect
            | Self::PasswordTooShort
            | Self::PasswordTooLong
            | Self::PasswordGuessable
            | Self::PasswordSame
            | Self::CurrentPasswordIncorrect
            | Self::PasswordsOff
            | Self::NoVerifiedEmailAddress
            | Self::PictureTooWide
            | Self::InvalidPicture
            | Self::PictureDamaged
            | Self::InvalidStrategy
            | Self::RedirectNotAllowed
            | Self::InvalidScopes
            | Self::MailOff
            | Self::SmsOff
            | Self::NoServiceAccount
            | Self::InvalidLeeway => 422,
            Self::SentJustNow | Self::TooManyRequests(_) => 429,
            Self::BadRequest => 400,
            Self::PictureTooLarge => 413,
            Self::ProviderUnavailable | Self::Unavailable => 503,
            Self::Offline | Self::Internal => 500,
        }
    }
}

impl FromServerFnError for UserError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => Self::BadRequest,
            _ => Self::Internal,
        }
    }
}
