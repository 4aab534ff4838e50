//! Which errors each operation can return: one exhaustive mapping per error type of [`identity`], which writes the
//! response and the API document alike.

use std::{collections::BTreeMap, marker::PhantomData};

use utoipa::{
    IntoResponses,
    openapi::{RefOr, Response},
};

use super::error::ClerkError;
use crate::api::document;

/// The errors that a part of a request can cause: an extractor, a body, or an operation.
pub trait PossibleErrors {
    fn all() -> Vec<ClerkError>;
}

/// The error responses of an endpoint, for its `OpenAPI` description: those of each part, and of the server itself.
pub struct Refused<E>(PhantomData<E>);

impl<E: PossibleErrors> IntoResponses for Refused<E> {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let servers = [
            ClerkError::DISABLED,
            ClerkError::BAD_TEXT,
            ClerkError::UNEXPECTED,
            ClerkError::unavailable(2),
        ];
        let all = E::all().into_iter().chain(servers);
        document::error_responses(all.map(|error| error.shown()), "ClerkError")
    }
}

/// A browser that is signed in.
pub struct SignedIn;

impl PossibleErrors for SignedIn {
    fn all() -> Vec<ClerkError> {
        vec![ClerkError::SIGNED_OUT]
    }
}

/// Names the errors that handlers return by themselves.
macro_rules! errors_of_handlers {
    ($($name:ident = $error:ident;)*) => {$(
        pub struct $name;

        impl PossibleErrors for $name {
            fn all() -> Vec<ClerkError> {
                vec![ClerkError::$error]
            }
        }
    )*};
}

errors_of_handlers! {
    AlreadyVerified = ALREADY_VERIFIED;
    ClaimsTooLarge = CLAIMS_TOO_LARGE;
    CodeIncorrect = CODE_INCORRECT;
    CurrentPasswordIncorrect = CURRENT_PASSWORD_INCORRECT;
    FirstFactorMissing = FIRST_FACTOR_MISSING;
    IdentifierInvalid = IDENTIFIER_INVALID;
    IdentifierMissing = IDENTIFIER_MISSING;
    NoNewPassword = NO_NEW_PASSWORD;
    NoQuery = NO_QUERY;
    NoSuchAddress = NO_SUCH_ADDRESS;
    NoSuchExternalAccount = NO_SUCH_EXTERNAL_ACCOUNT;
    NoSuchPhoneNumber = NO_SUCH_PHONE_NUMBER;
    NoSuchSession = NO_SUCH_SESSION;
    NoSuchSignIn = NO_SUCH_SIGN_IN;
    NoSuchSignUp = NO_SUCH_SIGN_UP;
    NoSuchTemplate = NO_SUCH_TEMPLATE;
    NoSuchUser = NO_SUCH_USER;
    NoTotp = NO_TOTP;
    PasswordIncorrect = PASSWORD_INCORRECT;
    ReverificationRequired = REVERIFICATION_REQUIRED;
    SessionExists = SESSION_EXISTS;
    StrategyInvalid = STRATEGY_INVALID;
}

impl PossibleErrors for () {
    fn all() -> Vec<ClerkError> {
        Vec::new()
    }
}

macro_rules! possible_errors_of_all {
    ($($part:ident)*) => {
        impl<$($part: PossibleErrors),*> PossibleErrors for ($($part,)*) {
            fn all() -> Vec<ClerkError> {
                [$($part::all()),*].concat()
            }
        }
    };
}

possible_errors_of_all!(A);
possible_errors_of_all!(A B);
possible_errors_of_all!(A B C);
possible_errors_of_all!(A B C D);
possible_errors_of_all!(A B C D E);
possible_errors_of_all!(A B C D E F);

/// Maps an operation's error to the API's, exhaustively: `variant => error` for what is refused, then the variants that
/// hold another error type. `Failed`, which every operation has, is an error of the server.
macro_rules! map_error {
    ($error:ident { $($($variant:ident)|+ => $answer:expr),* $(,)? } $($nested:ident($type:ident)),* $(,)?) => {
        impl From<$error> for $crate::api::clerk::error::ClerkError {
            fn from(error: $error) -> Self {
                match error {
                    $($(identity::$error::$variant)|+ => $answer,)*
                    $(identity::$error::$nested(error) => error.into(),)*
                    identity::$error::Failed(error) => error.into(),
                }
            }
        }

        impl $crate::api::clerk::possible_errors::PossibleErrors for $error {
            fn all() -> Vec<$crate::api::clerk::error::ClerkError> {
                [
                    vec![$($answer),*],
                    $(<identity::$type as $crate::api::clerk::possible_errors::PossibleErrors>::all(),)*
                ]
                .concat()
            }
        }
    };
}

pub(super) use map_error;
