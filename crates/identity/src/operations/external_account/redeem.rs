use display_error_chain::DisplayErrorChain;
use secrecy::{ExposeSecret as _, SecretString};

use super::start::verifier_label;
use crate::{
    Error, ExternalFailure, ExternalFlowReturn, ExternalGrant, ExternalProvider, Identity, Token,
    model::external_flow::ExternalFlow, oauth, store::external_flows,
};

impl Identity {
    /// Takes the flow of this state, if this browser began it. It cannot be taken again.
    pub(super) async fn take_external_flow(
        &self,
        state: Option<&str>,
        browser: Option<&Token>,
    ) -> Result<Option<ExternalFlow>, Error> {
        let state = state.and_then(Token::parse);
        let (Some(state), Some(browser)) = (state, browser) else {
            return Ok(None);
        };
        let (pool, now) = (self.database.pool(), self.env.now());
        let Some(row) = external_flows::take(pool, &state, browser, now).await? else {
            return Ok(None);
        };
        let verifier = self
            .vault
            .open(&verifier_label(&state), &row.pkce_verifier)?;
        let verifier = String::from_utf8(verifier.expose_secret().to_vec())
            .map_err(|_| Error::Unreadable("a code verifier"))?;
        let provider = ExternalProvider::parse(&row.provider);
        Ok(Some(ExternalFlow {
            provider: provider.ok_or(Error::Unreadable("a provider"))?,
            purpose: row.purpose(),
            nonce: row.nonce,
            pkce_verifier: verifier.into(),
            redirect_uri: row.redirect_uri,
            redirect_to: row.redirect_to,
            tag: row.tag,
            scopes: row.scopes.split_whitespace().map(str::to_owned).collect(),
        }))
    }

    /// Asks the provider who returned from it, and for the tokens.
    pub(super) async fn redeem_external(
        &self,
        flow: &ExternalFlow,
        returned: ExternalFlowReturn,
    ) -> Result<ExternalGrant, ExternalFailure> {
        let provider = flow.provider;
        let log = |error: &oauth::ExternalProviderError| {
            tracing::warn!(
                provider = provider.as_str(),
                error = %DisplayErrorChain::new(error),
                "a flow at a provider failed"
            );
        };
        if let Some(error) = &returned.error {
            tracing::info!(
                provider = provider.as_str(),
                error,
                "a provider sent an error"
            );
            return Err(ExternalFailure::AccessDenied);
        }
        // It may have been configured when the flow began.
        let client = self.external.find(provider);
        let client = client.ok_or(ExternalFailure::TokenExchange)?;
        // RFC 9207: the issuer, if sent, must be the one that was asked.
        let is_other = |iss: &String| client.callback_issuer().is_some_and(|it| it != iss);
        if returned.iss.as_ref().is_some_and(is_other) {
            return Err(ExternalFailure::TokenExchange);
        }
        let code = returned.code.map(SecretString::from);
        let code = code.ok_or(ExternalFailure::TokenExchange)?;
        let answer = client
            .exchange(code.expose_secret(), flow, &self.env.clock())
            .await
            .inspect_err(log)
            .map_err(|_| ExternalFailure::TokenExchange)?;
        let profile = client
            .user(&answer, flow)
            .await
            .inspect_err(log)
            .map_err(|_| ExternalFailure::UserInfo)?;
        Ok(ExternalGrant {
            provider,
            issuer: client.issuer().to_owned(),
            profile,
            scopes: answer.scopes.unwrap_or_else(|| flow.scopes.clone()),
            tokens: answer.tokens,
        })
    }
}
