use std::time::Duration;

use crate::{
    Error, ExternalGrant, Identity, PendingLink, Token, UserId, env::micros, model::claims::Claims,
    operations::external_account::GrantKeeper, store::pending_links, unit_of_work::UnitOfWork,
};

/// The lifetime of a pending link: that of the mailed code.
pub(super) const LIFETIME: Duration = Duration::from_mins(30);

/// The maximum number of attempts to confirm.
const TRIES: i64 = 5;

/// A pending link, as it is confirmed.
pub(super) struct Pending {
    /// The account.
    pub user: UserId,
    /// What the provider says of who is to be linked to it.
    pub claims: Claims,
    /// What a provider other than Timeback granted.
    pub external: Option<ExternalGrant>,
}

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

    /// The pending link of this token.
    pub(super) async fn read_pending_link(&self, token: &Token) -> Result<Option<Pending>, Error> {
        let (pool, now) = (self.database.pool(), self.env.now());
        let found = pending_links::find_claims(pool, token, TRIES, now).await?;
        let Some((user, claims, sealed)) = found else {
            return Ok(None);
        };
        let external =
            sealed.map(|sealed| self.open_grant(GrantKeeper::PendingLink(token), &sealed));
        Ok(Some(Pending {
            user,
            claims,
            external: external.transpose()?,
        }))
    }
}

impl UnitOfWork<'_> {
    /// Stores a pending link.
    pub async fn keep_pending_link(
        &mut self,
        token: &Token,
        user: &UserId,
        claims: &Claims,
        external: Option<&ExternalGrant>,
    ) -> Result<(), Error> {
        let expire_at = self.now + micros(LIFETIME);
        let sealed = external.map(|grant| {
            let keeper = GrantKeeper::PendingLink(token);
            self.identity.seal_grant(keeper, grant)
        });
        let sealed = sealed.transpose()?;
        let external = external.map(|it| it.provider).zip(sealed.as_deref());
        let connection = self.connection();
        Ok(pending_links::insert(connection, token, user, claims, external, expire_at).await?)
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
