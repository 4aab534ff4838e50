use crate::{
    AdministeredUser, ClientInfo, Error, Identity, UserId,
    audit::Event,
    operations::find_account,
    store::{administered_users, external_accounts, user_addresses},
    unit_of_work::UnitOfWork,
};
use database::Connection;

impl Identity {
    /// Finds a user, unless they were deleted.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when a query fails.
    pub async fn find_user(&self, user: &UserId) -> Result<Option<AdministeredUser>, Error> {
        let mut connection = self.database.pool().acquire().await?;
        read(&mut connection, user, self.env.now()).await
    }
}

/// Reads a user as they are at `now`, unless they were deleted, also inside a transaction.
pub(in crate::operations) async fn read(
    connection: &mut Connection,
    user: &UserId,
    now: i64,
) -> Result<Option<AdministeredUser>, Error> {
    let Some(details) = administered_users::find(connection, user).await? else {
        return Ok(None);
    };
    let Some(account) = find_account::read(connection, user).await? else {
        return Ok(None);
    };
    let own_addresses = user_addresses::list(connection, user).await?;
    let external = external_accounts::list(connection, user).await?;
    let external = external.into_iter().map(|it| it.at(now)).collect();
    details
        .into_user(account, own_addresses, external)
        .map(Some)
}

impl UnitOfWork<'_> {
    /// Finds the user that an administrator changes, unless they were deleted.
    pub(super) async fn find_user(
        &mut self,
        user: &UserId,
    ) -> Result<Option<AdministeredUser>, Error> {
        let now = self.now;
        read(self.connection(), user, now).await
    }

    /// Commits an administrator's change of a user, with its time. Returns the user as they are now.
    pub(super) async fn commit_change(
        mut self,
        user: &UserId,
        event: Event,
        client: &ClientInfo,
    ) -> Result<AdministeredUser, Error> {
        self.touch(user).await?;
        let changed = self.find_user(user).await?;
        self.commit(event, client).await?;
        changed.ok_or(Error::Unreadable("a user"))
    }
}
