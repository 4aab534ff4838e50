use std::time::Duration;

use display_error_chain::DisplayErrorChain;
use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};

use super::grant::{access_label, refresh_label};
use crate::{
    Action, ClientInfo, Error, ExternalAccountId, ExternalProvider, Identity, UserId,
    audit::Event,
    env::{instant, micros},
    store::{
        external_tokens::{self, SealedTokens},
        user_edits,
    },
};

/// How long before its expiry an access token is renewed.
const MARGIN: Duration = Duration::from_secs(30);

/// A valid access token of a user at a provider.
#[derive(Debug, Clone)]
pub struct ExternalAccessToken {
    /// The external account that it is for.
    pub account: ExternalAccountId,
    /// The token.
    pub token: SecretString,
    /// The scopes that the user approved.
    pub scopes: Vec<String>,
    /// When it expires, if it does.
    pub expires_at: Option<Timestamp>,
}

/// Why there is no valid access token.
#[derive(Debug, thiserror::Error)]
pub enum ExternalAccessTokensError {
    /// There is no such user.
    #[error("there is no such user")]
    NoSuchUser,
    /// The provider is not configured.
    #[error("the provider is not configured")]
    ProviderOff,
    /// The token has expired, and the provider gave nothing to renew it with: the user has to reauthorize the account.
    #[error("the token has expired, and there is no refresh token")]
    NoRefreshToken,
    /// The provider did not renew the token.
    #[error("the provider did not renew the token")]
    NotRenewed,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(ExternalAccessTokensError);

impl Identity {
    /// The access tokens of the user's linked accounts at this provider, the oldest account first. Those that have expired
    /// are renewed.
    ///
    /// # Errors
    /// [`ExternalAccessTokensError`] says when.
    pub async fn external_access_tokens(
        &self,
        user: &UserId,
        provider: ExternalProvider,
        client: &ClientInfo,
    ) -> Result<Vec<ExternalAccessToken>, ExternalAccessTokensError> {
        let mut connection = self.database.pool().acquire().await?;
        if !user_edits::exists(&mut connection, user).await? {
            return Err(ExternalAccessTokensError::NoSuchUser);
        }
        drop(connection);
        if self.external.find(provider).is_none() {
            return Err(ExternalAccessTokensError::ProviderOff);
        }
        let mut tokens = Vec::new();
        for sealed in external_tokens::list(self.database.pool(), user, provider).await? {
            let fresh = if self.is_fresh(&sealed) {
                sealed
            } else {
                self.renew_tokens(user, provider, sealed, client).await?
            };
            tokens.push(ExternalAccessToken {
                token: self.open_token(&access_label(&fresh.id), &fresh.access_token)?,
                scopes: fresh
                    .approved_scopes
                    .split_whitespace()
                    .map(str::to_owned)
                    .collect(),
                expires_at: fresh.token_expire_at.map(instant),
                account: ExternalAccountId(fresh.id),
            });
        }
        Ok(tokens)
    }

    fn is_fresh(&self, tokens: &SealedTokens) -> bool {
        let until = self.env.now() + micros(MARGIN);
        tokens.token_expire_at.is_none_or(|it| it > until)
    }

    async fn renew_tokens(
        &self,
        user: &UserId,
        provider: ExternalProvider,
        sealed: SealedTokens,
        client: &ClientInfo,
    ) -> Result<SealedTokens, ExternalAccessTokensError> {
        let refresh = sealed.refresh_token.as_ref();
        let refresh = refresh.ok_or(ExternalAccessTokensError::NoRefreshToken)?;
        let refresh = self.open_token(&refresh_label(&sealed.id), refresh)?;
        let at = self.external.find(provider);
        let at = at.ok_or(ExternalAccessTokensError::ProviderOff)?;
        match at.refresh(&refresh, &self.env.clock()).await {
            Ok(answer) => {
                let (access, refresh) = self.seal_tokens(&sealed.id, &answer.tokens)?;
                let id = ExternalAccountId(sealed.id.clone());
                let expire_at = answer.tokens.expire_at;
                let mut uow = self.begin(&user.lock_key()).await?;
                external_tokens::renew(
                    uow.connection(),
                    &id,
                    &sealed.access_token,
                    &access,
                    refresh.as_deref(),
                    expire_at,
                )
                .await?;
                let event = Event::new(Action::TokenRefreshed, user);
                uow.commit(event.with("provider", provider.as_str()), client)
                    .await?;
            }
            Err(error) => tracing::warn!(
                provider = provider.as_str(),
                error = %DisplayErrorChain::new(&error),
                "a provider did not renew an access token"
            ),
        }
        // Another request may have renewed it meanwhile, with the refresh token that was good once.
        let tokens = external_tokens::list(self.database.pool(), user, provider).await?;
        let renewed = tokens.into_iter().find(|it| it.id == sealed.id);
        renewed
            .filter(|it| it.access_token != sealed.access_token)
            .ok_or(ExternalAccessTokensError::NotRenewed)
    }

    fn open_token(&self, label: &str, sealed: &str) -> Result<SecretString, Error> {
        let token = self.vault.open(label, sealed)?;
        String::from_utf8(token.expose_secret().to_vec())
            .map(SecretString::from)
            .map_err(|_| Error::Unreadable("a provider's token"))
    }
}
