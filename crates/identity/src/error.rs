use aws_lc_rs::error::Unspecified;

use database::is_unavailable;

/// What can go wrong with accounts that is nobody's mistake.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database failed.
    #[error("the account store failed")]
    Store(#[from] sqlx::Error),
    /// What the store holds is not what we wrote: changed, or sealed with another key.
    #[error("the account store holds {0} that cannot be read")]
    Unreadable(&'static str),
    /// A key could not be made, or refused to work.
    #[error("the cryptographic library failed")]
    Cryptography(#[from] Unspecified),
    /// A token could not be written or signed.
    #[error("an access token could not be signed")]
    Signing(#[from] jsonwebtoken::errors::Error),
    /// A password could not be hashed.
    #[error("a password could not be hashed: {0}")]
    Hashing(argon2::Error),
}

impl Error {
    /// Whether the database cannot be used at the moment, so that trying again later may help.
    pub fn is_unavailable(&self) -> bool {
        matches!(self, Self::Store(error) if is_unavailable(error))
    }
}
