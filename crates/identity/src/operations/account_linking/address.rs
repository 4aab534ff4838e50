use crate::{
    Action, ClientInfo, Email, Error, UserId,
    audit::{self, Event},
    model::claims::Claims,
    store::account_linking as store,
    unit_of_work::UnitOfWork,
};

impl UnitOfWork<'_> {
    /// The account with this verified address that has a way to sign in other than a provider.
    pub async fn find_local_account(&mut self, email: &Email) -> Result<Option<UserId>, Error> {
        Ok(store::find_local_account(self.connection(), email).await?)
    }

    /// The identifier of the Timeback user that this user is linked to.
    pub async fn find_timeback_id(&mut self, user: &UserId) -> Result<Option<String>, Error> {
        Ok(store::find_timeback_id(self.connection(), user).await?)
    }

    /// Gives the user the address that a provider vouches for, if no account has verified it and they have no local
    /// address. Accounts with that address unverified are deleted: their creators never showed that it is theirs, so
    /// nothing of them may pass to this user.
    pub async fn adopt_address(
        &mut self,
        user: &UserId,
        claims: &Claims,
        client: &ClientInfo,
    ) -> Result<(), Error> {
        if !claims.email_verified {
            return Ok(());
        }
        let database = &self.identity.database;
        database
            .clone()
            .advisory_lock(self.connection(), &claims.email.lock_key())
            .await?;
        if store::is_verified(self.connection(), &claims.email).await?
            || store::has_local_account(self.connection(), user).await?
        {
            return Ok(());
        }
        let claimants = store::list_unverified(self.connection(), &claims.email, user).await?;
        for claimant in claimants {
            self.delete_user(&claimant).await?;
            let event = Event::new(Action::Deleted, &claimant).with("reason", "unconfirmed");
            self.note(event, client).await?;
        }
        self.replace_email(user, &claims.email).await
    }

    /// Adds a log entry, beside the one of the commit.
    async fn note(&mut self, event: Event, client: &ClientInfo) -> Result<(), Error> {
        let identity = self.identity;
        identity
            .database
            .advisory_lock(self.connection(), audit::LOCK_KEY)
            .await?;
        audit::append(self.connection(), identity, event, client).await
    }
}
