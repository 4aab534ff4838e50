use std::slice;

use crate::{
    Account, Error, ExternalAccount, Identity, LinkedIdentity, UserId,
    store::{accounts, external_accounts, factors, identities, phone_numbers},
};
use database::Connection;

impl Identity {
    /// Finds the account of this user.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn find_account(&self, user: &UserId) -> Result<Option<Account>, Error> {
        let mut connection = self.database.pool().acquire().await?;
        read(&mut connection, user).await
    }
}

/// Reads the account of this user, inside a transaction.
pub(crate) async fn read(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Option<Account>, Error> {
    let mut found = read_each(connection, slice::from_ref(user)).await?;
    Ok(found.pop().map(|(account, _)| account))
}

/// Reads the accounts of these users, in the same order, each with the external accounts, linked or not.
pub(crate) async fn read_each(
    connection: &mut Connection,
    users: &[UserId],
) -> Result<Vec<(Account, Vec<ExternalAccount>)>, Error> {
    let mut rows = accounts::find_each(connection, users).await?;
    if !rows.has_rows() {
        return Ok(Vec::new());
    }
    let mut identities = identities::list_of_each(connection, users).await?;
    let mut factors = factors::list_of_each(connection, users).await?;
    let mut phones = phone_numbers::list_of_each(connection, users).await?;
    let mut external = external_accounts::list_of_each(connection, users).await?;
    let found = users.iter().filter_map(|user| {
        let row = rows.take_one(user)?;
        let identities = identities.take(user);
        let account = row.into_account(user, identities, factors.take(user), phones.take(user));
        let external = external.take(user);
        Some(account.map(|account| (with_external(account, &external), external)))
    });
    found.collect()
}

/// Adds the linked ones of the external accounts to the account's identities.
fn with_external(mut account: Account, external: &[ExternalAccount]) -> Account {
    // Before the local identity that was created with it: the account came by the provider.
    let external = external.iter().filter_map(LinkedIdentity::of_external);
    let own = std::mem::take(&mut account.identities);
    account.identities = external.chain(own).collect();
    account.identities.sort_by_key(|it| it.created_at);
    account
}
