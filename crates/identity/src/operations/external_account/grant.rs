use secrecy::ExposeSecret as _;

use crate::{
    Error, ExternalAccount, ExternalAccountId, ExternalGrant, ExternalTokens, Identity, UserId,
    env::micros,
    store::{
        external_account_edits::{self, SealedGrant},
        external_accounts,
    },
    unit_of_work::UnitOfWork,
};

/// The label under which the access token of this external account is sealed.
pub(super) fn access_label(id: &str) -> String {
    format!("external account {id}: access token")
}

/// The label under which the refresh token of this external account is sealed.
pub(super) fn refresh_label(id: &str) -> String {
    format!("external account {id}: refresh token")
}

impl Identity {
    /// The access token and the refresh token of this external account, sealed.
    pub(super) fn seal_tokens(
        &self,
        id: &str,
        tokens: &ExternalTokens,
    ) -> Result<(String, Option<String>), Error> {
        let access = tokens.access.expose_secret().as_bytes();
        let access = self.vault.seal(&access_label(id), access)?;
        let refresh = tokens.refresh.as_ref();
        let refresh = refresh
            .map(|token| {
                let token = token.expose_secret().as_bytes();
                self.vault.seal(&refresh_label(id), token)
            })
            .transpose()?;
        Ok((access, refresh))
    }
}

impl UnitOfWork<'_> {
    /// Takes the user's advisory lock, after another one.
    pub(super) async fn lock_user(&mut self, user: &UserId) -> Result<(), Error> {
        let database = self.identity.database.clone();
        Ok(database
            .advisory_lock(self.connection(), &user.lock_key())
            .await?)
    }

    /// The user's external account with this identifier, as it is now.
    pub(super) async fn find_external_account(
        &mut self,
        user: &UserId,
        id: &ExternalAccountId,
    ) -> Result<Option<ExternalAccount>, Error> {
        let now = self.now;
        let account = external_accounts::find(self.connection(), user, id).await?;
        Ok(account.map(|account| account.at(now)))
    }

    /// The external account that is linked to who this grant is of.
    pub(crate) async fn find_linked_account(
        &mut self,
        grant: &ExternalGrant,
    ) -> Result<Option<ExternalAccount>, Error> {
        let subject = &grant.profile.subject;
        let (provider, issuer) = (grant.provider, grant.issuer.as_str());
        let connection = self.connection();
        Ok(external_accounts::find_linked(connection, provider, issuer, subject).await?)
    }

    /// Stores what the provider granted, which links the account.
    pub(super) async fn keep_grant(
        &mut self,
        id: &ExternalAccountId,
        grant: &ExternalGrant,
    ) -> Result<(), Error> {
        let (access, refresh) = self.identity.seal_tokens(id.as_str(), &grant.tokens)?;
        let sealed = SealedGrant {
            issuer: &grant.issuer,
            profile: &grant.profile,
            scopes: &grant.scopes,
            access_token: &access,
            refresh_token: refresh.as_deref(),
            token_expire_at: grant.tokens.expire_at,
        };
        let now = self.now;
        Ok(external_account_edits::verify(self.connection(), id, &sealed, now).await?)
    }

    /// Links a new external account of the user to who this grant is of, who must not be linked yet.
    pub(crate) async fn link_grant(
        &mut self,
        user: &UserId,
        grant: &ExternalGrant,
    ) -> Result<(), Error> {
        let id = ExternalAccountId(self.identity.env.id());
        let (now, at) = (self.now, (grant.provider, grant.issuer.as_str()));
        let expire_at = now + micros(super::start::LIFETIME);
        let connection = self.connection();
        external_account_edits::create(connection, &id, user, at, expire_at, now).await?;
        self.keep_grant(&id, grant).await?;
        Ok(external_accounts::fill_name(self.connection(), user, &grant.profile).await?)
    }
}
