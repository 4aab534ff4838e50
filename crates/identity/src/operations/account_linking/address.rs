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
    /// nothing of them may pass to this user. The address takes the place of the `previous` one of the provider, which
    /// may be another person's by now; an address that the user made primary stays primary.
    pub async fn adopt_address(
        &mut self,
        user: &UserId,
        claims: &Claims,
        previous: Option<&Email>,
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
        self.delete_unproved_accounts(user, &claims.email, client)
            .await?;
        let addresses = self.list_addresses(user).await?;
        let is_previous =
            |email: &Email| previous.is_some_and(|previous| previous.lower() == email.lower());
        let mut own = addresses.iter().filter(|address| address.is_own);
        let is_chosen = own.any(|address| address.is_primary && !is_previous(&address.email));
        if !is_chosen {
            return self.replace_email(user, &claims.email).await;
        }
        let mut own = addresses.iter().filter(|address| address.is_own);
        if let Some(previous) = own.find(|address| is_previous(&address.email)) {
            self.remove_address(user, previous).await?;
        }
        self.find_or_add_address(user, &claims.email).await?;
        self.verify_email(user, &claims.email).await
    }

    /// Deletes the accounts, other than this user's, that were created with this address and never verified it.
    pub async fn delete_unproved_accounts(
        &mut self,
        user: &UserId,
        email: &Email,
        client: &ClientInfo,
    ) -> Result<(), Error> {
        let claimants = store::list_unverified(self.connection(), email, user).await?;
        for claimant in &claimants {
            self.delete_user(claimant).await?;
        }
        // The log's lock is the last.
        for claimant in claimants {
            let event = Event::new(Action::Deleted, &claimant).with("reason", "unconfirmed");
            self.note(event, client).await?;
        }
        Ok(())
    }

    /// Adds a log entry, beside the one of the commit.
    async fn note(&mut self, event: Event, client: &ClientInfo) -> Result<(), Error> {
        let identity = self.identity;
        identity
            .database
            .advisory_lock(self.connection(), audit::LOCK_KEY)
            .await?;
        audit::append(self.connection(), identity, event, client).await?;
        Ok(())
    }
}
