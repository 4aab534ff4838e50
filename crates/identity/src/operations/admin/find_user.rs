use std::slice;

use crate::{
    AdministeredUser, ClientInfo, Error, Identity, UserId,
    audit::Event,
    operations::find_account,
    store::{administered_users, user_addresses},
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
    let mut found = read_each(connection, slice::from_ref(user), now).await?;
    Ok(found.pop())
}

/// Reads these users as they are at `now`, in the same order, without those who were deleted.
pub(super) async fn read_each(
    connection: &mut Connection,
    users: &[UserId],
    now: i64,
) -> Result<Vec<AdministeredUser>, Error> {
    let mut details = administered_users::find_each(connection, users).await?;
    if !details.has_rows() {
        return Ok(Vec::new());
    }
    let accounts = find_account::read_each(connection, users).await?;
    let mut own_addresses = user_addresses::list_of_each(connection, users).await?;
    let found = accounts.into_iter().filter_map(|(account, external)| {
        let details = details.take_one(&account.id)?;
        let own_addresses = own_addresses.take(&account.id);
        let external = external.into_iter().map(|it| it.at(now)).collect();
        Some(details.into_user(account, own_addresses, external))
    });
    found.collect()
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
