use aws_lc_rs::error::Unspecified;

use crate::picture_bucket::BucketError;
use database::is_unavailable;

/// Lets `?` turn an error of the database into an operation's internal failure.
macro_rules! fails_with_database {
    ($error:ty) => {
        impl From<sqlx::Error> for $error {
            fn from(error: sqlx::Error) -> Self {
                Self::Failed(error.into())
            }
        }
    };
}

/// An internal failure, which is not the fault of the request. Each operation has an error of its own beside it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database failed.
    #[error("the account store failed")]
    Database(#[from] sqlx::Error),
    /// A stored value cannot be decoded or decrypted: it was changed, or encrypted under another key.
    #[error("the account store holds {0} that cannot be read")]
    Unreadable(&'static str),
    /// A cryptographic operation failed.
    #[error("the cryptographic library failed")]
    Cryptography(#[from] Unspecified),
    /// A token could not be encoded or signed.
    #[error("an access token could not be signed")]
    Signing(#[from] jsonwebtoken::errors::Error),
    /// The bucket of pictures failed.
    #[error(transparent)]
    Bucket(#[from] BucketError),
    /// Too many passwords wait to be hashed; a retry in a moment may succeed.
    #[error("too many passwords wait to be hashed")]
    Busy,
    /// A password could not be hashed.
    #[error("a password could not be hashed: {0}")]
    Hashing(argon2::Error),
}

impl Error {
    /// Whether a row could not be written because another has the value that must be unique.
    pub(crate) fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.is_unique_violation())
    }

    /// Whether the database or the bucket is unavailable at the moment, so that a retry may succeed.
    pub fn is_unavailable(&self) -> bool {
        match self {
            Self::Database(error) => is_unavailable(error),
            Self::Bucket(_) => true,
            _ => false,
        }
    }
}
