use crate::{
    Account, Error, Identity, LinkedIdentity, UserId,
    operations::factor,
    store::{accounts, external_accounts, identities, phone_numbers},
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
    let Some(row) = accounts::find(connection, user).await? else {
        return Ok(None);
    };
    let identities = identities::list(connection, user).await?;
    let factors = factor::read(connection, user).await?;
    let phones = phone_numbers::list(connection, user).await?;
    let mut account = row.into_account(user, identities, factors, phones)?;
    // Before the local identity that was created with it: the account came by the provider.
    let external = external_accounts::list(connection, user).await?;
    let external = external.iter().filter_map(LinkedIdentity::of_external);
    let own = std::mem::take(&mut account.identities);
    account.identities = external.chain(own).collect();
    account.identities.sort_by_key(|it| it.created_at);
    Ok(Some(account))
}
