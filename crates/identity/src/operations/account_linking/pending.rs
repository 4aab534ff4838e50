use std::time::Duration;

use crate::{
    Error, Identity, PendingLink, Token, UserId, env::micros, model::claims::Claims,
    store::pending_links, unit_of_work::UnitOfWork,
};

/// The lifetime of a pending link: that of the mailed code.
pub(super) const LIFETIME: Duration = Duration::from_mins(30);

/// The maximum number of attempts to confirm.
const TRIES: i64 = 5;

impl Identity {
    /// Finds the pending link of this token.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn find_pending_link(&self, token: &Token) -> Result<Option<PendingLink>, Error> {
        let (pool, now) = (self.database.pool(), self.env.now());
        Ok(pending_links::find(pool, token, TRIES, now).await?)
    }

    /// Deletes the pending link: the user says that the account is not theirs.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn drop_pending_link(&self, token: &Token) -> Result<(), Error> {
        let mut connection = self.database.pool().acquire().await?;
        Ok(pending_links::delete(&mut connection, token).await?)
    }

    /// The account of the pending link, and the provider's claims.
    pub(super) async fn read_pending_link(
        &self,
        token: &Token,
    ) -> Result<Option<(UserId, Claims)>, Error> {
        let (pool, now) = (self.database.pool(), self.env.now());
        Ok(pending_links::find_claims(pool, token, TRIES, now).await?)
    }
}

impl UnitOfWork<'_> {
    /// Stores a pending link.
    pub async fn keep_pending_link(
        &mut self,
        token: &Token,
        user: &UserId,
        claims: &Claims,
    ) -> Result<(), Error> {
        let expire_at = self.now + micros(LIFETIME);
        Ok(pending_links::insert(self.connection(), token, user, claims, expire_at).await?)
    }

    /// Counts an attempt. Returns whether there was one left.
    pub async fn try_pending_link(&mut self, token: &Token) -> Result<bool, Error> {
        Ok(pending_links::count_attempt(self.connection(), token, TRIES).await?)
    }

    /// Deletes the pending link.
    pub async fn drop_pending_link(&mut self, token: &Token) -> Result<(), Error> {
        Ok(pending_links::delete(self.connection(), token).await?)
    }
}
