//! Which errors each operation can return: one exhaustive mapping per error type of [`identity`], which writes the
//! response and the API document alike.

use std::{collections::BTreeMap, marker::PhantomData};

use utoipa::{
    IntoResponses,
    openapi::{RefOr, Response},
};

use super::error::ApiError;
use crate::api::document;

/// The errors that a part of a request can cause: an extractor, a body, or an operation.
pub trait PossibleErrors {
    fn all() -> Vec<ApiError>;
}

/// The error responses of an endpoint, for its `OpenAPI` description: those of each part, and of the server itself.
pub struct Refused<E>(PhantomData<E>);

impl<E: PossibleErrors> IntoResponses for Refused<E> {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let servers = [
            ApiError::BAD_TEXT,
            ApiError::UNEXPECTED,
            ApiError::UNAVAILABLE,
        ];
        let all = E::all().into_iter().chain(servers);
        document::error_responses(all.map(|error| error.shown()), "AuthError")
    }
}

impl PossibleErrors for () {
    fn all() -> Vec<ApiError> {
        Vec::new()
    }
}

macro_rules! possible_errors_of_all {
    ($($part:ident)*) => {
        impl<$($part: PossibleErrors),*> PossibleErrors for ($($part,)*) {
            fn all() -> Vec<ApiError> {
                [$($part::all()),*].concat()
            }
        }
    };
}

possible_errors_of_all!(A);
possible_errors_of_all!(A B);
possible_errors_of_all!(A B C);
possible_errors_of_all!(A B C D);

/// Maps an operation's error to the API's, exhaustively: `variant => error` for what is refused, then the variants that
/// hold another error type. `Failed`, which every operation has, is an error of the server.
macro_rules! map_error {
    ($error:ident { $($variant:ident => $answer:expr),* $(,)? } $($nested:ident($type:ident)),* $(,)?) => {
        impl From<identity::$error> for $crate::api::auth::error::ApiError {
            fn from(error: identity::$error) -> Self {
                match error {
                    $(identity::$error::$variant => $answer,)*
                    $(identity::$error::$nested(error) => error.into(),)*
                    identity::$error::Failed(error) => error.into(),
                }
            }
        }

        impl $crate::api::auth::possible_errors::PossibleErrors for identity::$error {
            fn all() -> Vec<$crate::api::auth::error::ApiError> {
                [
                    vec![$($answer),*],
                    $(<identity::$type as $crate::api::auth::possible_errors::PossibleErrors>::all(),)*
                ]
                .concat()
            }
        }
    };
}

pub(super) use map_error;
