use crate::{
    Error, ExternalAccountId, UserId,
    store::{external_accounts, passwords},
    unit_of_work::UnitOfWork,
};

impl UnitOfWork<'_> {
    /// Whether the user can sign in without this external account: with a password, with Timeback, with another external
    /// account whose provider is configured, or by a mailed code.
    pub(super) async fn has_way_in_without(
        &mut self,
        user: &UserId,
        id: &ExternalAccountId,
    ) -> Result<bool, Error> {
        let identity = self.identity;
        let policy = &identity.policy;
        if policy.takes_passwords() && passwords::find(self.connection(), user).await?.is_some() {
            return Ok(true);
        }
        if external_accounts::has_timeback(self.connection(), user).await? {
            return Ok(true);
        }
        if policy.takes_mailed_codes() && self.find_proved_email(user).await?.is_some() {
            return Ok(true);
        }
        let accounts = external_accounts::list(self.connection(), user).await?;
        Ok(accounts.iter().any(|other| {
            other.id != *id && other.is_linked() && identity.external.find(other.provider).is_some()
        }))
    }
}
