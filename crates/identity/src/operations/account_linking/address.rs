use crate::{
    Action, ClientInfo, Email, Error, UserId,
    audit::{self, Event},
    oidc::Claims,
    unit_of_work::UnitOfWork,
};

impl UnitOfWork<'_> {
    /// The account with this verified address that has a way to sign in other than a provider.
    pub async fn find_local_account(&mut self, email: &Email) -> Result<Option<UserId>, Error> {
        let row: Option<(String,)> = sqlx::query_as(
            "SELECT users.id FROM email_addresses JOIN users ON users.primary_email_id = email_addresses.id \
             WHERE email_addresses.address_lower = $1 AND email_addresses.verified_at IS NOT NULL AND users.deleted_at IS NULL \
             AND (users.password_hash IS NOT NULL OR EXISTS \
             (SELECT 1 FROM identities WHERE identities.user_id = users.id AND identities.provider = 'email'))",
        )
        .bind(email.lower())
        .fetch_optional(self.connection())
        .await?;
        Ok(row.map(|(id,)| UserId(id)))
    }

    /// The identifier of the Timeback user that this user is linked to.
    pub async fn find_timeback_id(&mut self, user: &UserId) -> Result<Option<String>, Error> {
        let row: Option<(Option<String>,)> =
            sqlx::query_as("SELECT external_id FROM users WHERE id = $1")
                .bind(user.as_str())
                .fetch_optional(self.connection())
                .await?;
        Ok(row.and_then(|(id,)| id))
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
        if self.is_proved(&claims.email).await? || self.has_own_address(user).await? {
            return Ok(());
        }
        for claimant in self.find_mere_claimants(user, &claims.email).await? {
            self.remove(&claimant).await?;
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

    async fn is_proved(&mut self, email: &Email) -> Result<bool, Error> {
        let proved: Option<(String,)> = sqlx::query_as(
            "SELECT id FROM email_addresses WHERE address_lower = $1 AND verified_at IS NOT NULL",
        )
        .bind(email.lower())
        .fetch_optional(self.connection())
        .await?;
        Ok(proved.is_some())
    }

    async fn has_own_address(&mut self, user: &UserId) -> Result<bool, Error> {
        let own: Option<(String,)> = sqlx::query_as(
            "SELECT users.id FROM users WHERE users.id = $1 AND (users.password_hash IS NOT NULL OR EXISTS \
             (SELECT 1 FROM identities WHERE identities.user_id = users.id AND identities.provider = 'email'))",
        )
        .bind(user.as_str())
        .fetch_optional(self.connection())
        .await?;
        Ok(own.is_some())
    }

    async fn find_mere_claimants(
        &mut self,
        user: &UserId,
        email: &Email,
    ) -> Result<Vec<UserId>, Error> {
        let claimants: Vec<(String,)> = sqlx::query_as(
            "SELECT users.id FROM email_addresses JOIN users ON users.primary_email_id = email_addresses.id \
             WHERE email_addresses.address_lower = $1 AND email_addresses.verified_at IS NULL AND users.id <> $2",
        )
        .bind(email.lower())
        .bind(user.as_str())
        .fetch_all(self.connection())
        .await?;
        Ok(claimants.into_iter().map(|(id,)| UserId(id)).collect())
    }
}
