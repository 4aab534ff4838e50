use crate::{
    Error, ExternalAccount, ExternalAccountId, ExternalAccountStatus, ExternalClient,
    ExternalProvider, ExternalProviderError, Identity, UserId, env::instant,
    oauth::ExternalClients, store::external_accounts,
};

impl Identity {
    /// Offers these providers beside Timeback.
    ///
    /// # Errors
    /// Returns [`ExternalProviderError`] when a URL of a registration is none, or TLS cannot be set up.
    pub fn with_external_providers(
        mut self,
        registrations: Vec<ExternalClient>,
    ) -> Result<Self, ExternalProviderError> {
        self.external = ExternalClients::new(registrations, &self.env.clock())?;
        Ok(self)
    }

    /// The providers that are configured, in the order in which they are offered.
    pub fn external_providers(&self) -> Vec<ExternalProvider> {
        self.external.providers().collect()
    }

    /// The user's external accounts, linked or not, the oldest first.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn external_accounts(&self, user: &UserId) -> Result<Vec<ExternalAccount>, Error> {
        let now = self.env.now();
        let mut connection = self.database.pool().acquire().await?;
        let accounts = external_accounts::list(&mut connection, user).await?;
        Ok(accounts.into_iter().map(|it| it.at(now)).collect())
    }

    /// The user's external account with this identifier.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn external_account(
        &self,
        user: &UserId,
        id: &ExternalAccountId,
    ) -> Result<Option<ExternalAccount>, Error> {
        let now = self.env.now();
        let mut connection = self.database.pool().acquire().await?;
        let account = external_accounts::find(&mut connection, user, id).await?;
        Ok(account.map(|it| it.at(now)))
    }
}

impl ExternalAccount {
    /// The account as it is at `now`: a flow that was not finished in time leaves a linked account as it was before.
    pub(crate) fn at(self, now: i64) -> Self {
        let is_over = self.status == ExternalAccountStatus::Unverified
            && self.expire_at.is_some_and(|it| it <= instant(now));
        let status = match (is_over, self.is_linked()) {
            (false, _) => self.status,
            (true, true) => ExternalAccountStatus::Verified,
            (true, false) => ExternalAccountStatus::Expired,
        };
        Self { status, ..self }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn account(subject: Option<&str>) -> ExternalAccount {
        let begun = Timestamp::UNIX_EPOCH;
        ExternalAccount {
            id: ExternalAccountId("id".to_owned()),
            user: UserId("user".to_owned()),
            provider: ExternalProvider::GitHub,
            subject: subject.map(str::to_owned),
            status: ExternalAccountStatus::Unverified,
            failure: None,
            expire_at: Some(instant(60)),
            approved_scopes: Vec::new(),
            email: None,
            email_verified: false,
            first_name: String::new(),
            last_name: String::new(),
            username: None,
            picture_url: None,
            last_sign_in_at: None,
            created_at: begun,
            updated_at: begun,
        }
    }

    #[test]
    fn a_flow_that_is_not_finished_in_time_expires_and_leaves_what_is_linked() {
        let status = |subject, now| account(subject).at(now).status;
        assert_eq!(status(None, 59), ExternalAccountStatus::Unverified);
        assert_eq!(status(Some("1"), 59), ExternalAccountStatus::Unverified);
        assert_eq!(status(None, 60), ExternalAccountStatus::Expired);
        assert_eq!(status(Some("1"), 60), ExternalAccountStatus::Verified);
    }
}
