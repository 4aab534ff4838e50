use super::start::{LIFETIME, StartExternalFlowError, is_scope};
use crate::{
    Action, AuthContext, ClientInfo, Error, ExternalAccount, ExternalAccountId,
    ExternalFlowRequest, ExternalFlowStart, ExternalProvider, Identity,
    audit::Event,
    env::micros,
    model::external_flow::FlowPurpose,
    store::{external_account_edits, external_accounts},
};

/// Why no external account is being linked or reauthorized.
#[derive(Debug, thiserror::Error)]
pub enum LinkExternalAccountError {
    /// The user has to reauthenticate first: whoever links an account can sign in with it.
    #[error("the last authentication is too long ago")]
    ReauthenticationNeeded,
    /// The user has no such external account.
    #[error("there is no such external account")]
    NoSuchAccount,
    /// The flow could not begin.
    #[error(transparent)]
    Start(#[from] StartExternalFlowError),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(LinkExternalAccountError);

impl Identity {
    /// Begins to link an account at a provider: creates the external account, unverified, in place of those of the provider
    /// that were not linked, and a flow. It is linked once the browser has returned from the provider.
    ///
    /// # Errors
    /// [`LinkExternalAccountError`] says when.
    pub async fn link_external_account(
        &self,
        auth: &AuthContext,
        provider: ExternalProvider,
        request: ExternalFlowRequest,
        client: &ClientInfo,
    ) -> Result<(ExternalAccount, ExternalFlowStart), LinkExternalAccountError> {
        self.require_confirmed(auth).await?;
        let id = ExternalAccountId(self.env.id());
        let purpose = FlowPurpose::of_account(auth, &id);
        let prepared = self.prepare(provider, purpose, request).await?;
        let issuer = self
            .external
            .find(provider)
            .map(|it| it.issuer().to_owned());
        let issuer = issuer.ok_or(StartExternalFlowError::ProviderOff)?;
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        let (now, expire_at) = (uow.now, uow.now + micros(LIFETIME));
        let (user, connection) = (&auth.user, uow.connection());
        external_account_edits::delete_unlinked(connection, user, provider).await?;
        let at = (provider, issuer.as_str());
        external_account_edits::create(connection, &id, user, at, expire_at, now).await?;
        let start = self.store_flow(connection, prepared).await?;
        let account = uow.find_external_account(user, &id).await?;
        let account = account.ok_or(Error::Unreadable("an external account"))?;
        let event = Event::new(Action::LinkRequested, user)
            .in_session(&auth.session)
            .with("provider", provider.as_str());
        uow.commit(event, client).await?;
        Ok((account, start))
    }

    /// Begins to reauthorize an external account, with further scopes, or to link one again that was not linked. A linked
    /// account stays linked, with the tokens and scopes that it has, however the flow goes.
    ///
    /// # Errors
    /// [`LinkExternalAccountError`] says when.
    pub async fn reauthorize_external_account(
        &self,
        auth: &AuthContext,
        id: &ExternalAccountId,
        mut request: ExternalFlowRequest,
        client: &ClientInfo,
    ) -> Result<(ExternalAccount, ExternalFlowStart), LinkExternalAccountError> {
        self.require_confirmed(auth).await?;
        let mut connection = self.database.pool().acquire().await?;
        let account = external_accounts::find(&mut connection, &auth.user, id).await?;
        drop(connection);
        let account = account.ok_or(LinkExternalAccountError::NoSuchAccount)?;
        // What was approved before is asked for again: some providers grant what they are asked for, and no more.
        let further = std::mem::take(&mut request.scopes);
        request.scopes = account.approved_scopes;
        request.scopes.retain(|scope| is_scope(scope));
        for scope in further {
            if !request.scopes.contains(&scope) {
                request.scopes.push(scope);
            }
        }
        let purpose = FlowPurpose::of_account(auth, id);
        let prepared = self.prepare(account.provider, purpose, request).await?;
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        let (now, expire_at) = (uow.now, uow.now + micros(LIFETIME));
        let connection = uow.connection();
        external_account_edits::begin(connection, id, expire_at, now).await?;
        let account = uow.find_external_account(&auth.user, id).await?;
        let account = account.ok_or(LinkExternalAccountError::NoSuchAccount)?;
        let start = self.store_flow(uow.connection(), prepared).await?;
        let event = Event::new(Action::LinkRequested, &auth.user)
            .in_session(&auth.session)
            .with("provider", account.provider.as_str());
        uow.commit(event, client).await?;
        Ok((account, start))
    }

    async fn require_confirmed(&self, auth: &AuthContext) -> Result<(), LinkExternalAccountError> {
        if self.has_confirmed(auth).await? {
            Ok(())
        } else {
            Err(LinkExternalAccountError::ReauthenticationNeeded)
        }
    }
}
