use std::time::Duration;

use display_error_chain::DisplayErrorChain;
use secrecy::ExposeSecret as _;
use url::Url;

use crate::{
    Error, ExternalFlowRequest, ExternalFlowStart, ExternalProvider, Identity, Token,
    model::external_flow::{ExternalFlow, FlowPurpose},
    store::external_flows::{self, FlowRow},
};
use database::Connection;

/// The time to complete a flow at the provider.
pub(super) const LIFETIME: Duration = Duration::from_mins(15);

/// The most scopes, and the most characters of one, that may be asked for beside the default ones.
const MOST_SCOPES: usize = 50;
const LONGEST_SCOPE: usize = 200;

/// The longest `prompt` and `login_hint`.
const LONGEST_HINT: usize = 320;

/// Why no flow began.
#[derive(Debug, thiserror::Error)]
pub enum StartExternalFlowError {
    /// The provider is not configured.
    #[error("the provider is not configured")]
    ProviderOff,
    /// The redirect target is neither a path of ours nor a URL that the policy allows.
    #[error("the redirect target is not allowed")]
    RedirectNotAllowed,
    /// A scope has characters that no scope has, or there are too many.
    #[error("not a list of scopes")]
    InvalidScopes,
    /// The provider could not be asked where its sign-in is.
    #[error("the provider is not available")]
    ProviderUnavailable,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(StartExternalFlowError);

/// A flow that is to be stored before the browser is sent to the provider.
pub(crate) struct Prepared {
    pub state: Token,
    pub browser: Token,
    pub url: Url,
    flow: ExternalFlow,
}

impl Identity {
    /// Begins a sign-in with a provider. The browser goes to the returned URL, and keeps the returned token for
    /// [`finish_external_flow`](Self::finish_external_flow).
    ///
    /// # Errors
    /// [`StartExternalFlowError`] says when.
    pub async fn start_external_sign_in(
        &self,
        provider: ExternalProvider,
        request: ExternalFlowRequest,
    ) -> Result<ExternalFlowStart, StartExternalFlowError> {
        let prepared = self.prepare(provider, FlowPurpose::SignIn, request).await?;
        let mut connection = self.database.pool().acquire().await?;
        Ok(self.store_flow(&mut connection, prepared).await?)
    }

    /// Checks the request, and asks the provider for what is needed to begin. Nothing is stored yet, so that no transaction
    /// waits for the provider.
    pub(crate) async fn prepare(
        &self,
        provider: ExternalProvider,
        purpose: FlowPurpose,
        request: ExternalFlowRequest,
    ) -> Result<Prepared, StartExternalFlowError> {
        let client = self.external.find(provider);
        let client = client.ok_or(StartExternalFlowError::ProviderOff)?;
        if let Some(target) = &request.redirect_to
            && !self.is_redirect_allowed(target)
        {
            return Err(StartExternalFlowError::RedirectNotAllowed);
        }
        if !are_scopes(&request.scopes) {
            return Err(StartExternalFlowError::InvalidScopes);
        }
        let short = |text: Option<String>| text.filter(|text| text.len() <= LONGEST_HINT);
        let request = ExternalFlowRequest {
            prompt: short(request.prompt),
            login_hint: short(request.login_hint),
            ..request
        };
        let flow = ExternalFlow {
            provider,
            purpose,
            nonce: self.env.token().expose().to_owned(),
            pkce_verifier: self.env.token().expose().into(),
            redirect_uri: request.redirect_uri.clone(),
            redirect_to: request.redirect_to.clone(),
            tag: request.tag.clone(),
            scopes: client.scopes(&request.scopes),
        };
        let state = self.env.token();
        let url = client
            .authorize_url(&state, &flow, &request)
            .await
            .map_err(|error| {
                tracing::warn!(
                    provider = provider.as_str(),
                    error = %DisplayErrorChain::new(&error),
                    "a flow at a provider could not begin"
                );
                StartExternalFlowError::ProviderUnavailable
            })?;
        Ok(Prepared {
            state,
            browser: request.browser.unwrap_or_else(|| self.env.token()),
            url,
            flow,
        })
    }

    pub(crate) async fn store_flow(
        &self,
        connection: &mut Connection,
        prepared: Prepared,
    ) -> Result<ExternalFlowStart, Error> {
        let Prepared {
            state,
            browser,
            url,
            flow,
        } = prepared;
        let verifier = flow.pkce_verifier.expose_secret().as_bytes();
        let sealed = self.vault.seal(&verifier_label(&state), verifier)?;
        let row = FlowRow::new(&flow, sealed);
        let expire_at = self.env.after(LIFETIME);
        external_flows::insert(connection, &state, &browser, &row, expire_at).await?;
        Ok(ExternalFlowStart {
            url,
            browser,
            lifetime: LIFETIME,
        })
    }

    /// Whether a browser may be redirected there: to a path of ours, or to a URL that the policy allows.
    pub(crate) fn is_redirect_allowed(&self, target: &str) -> bool {
        // What begins with two slashes, or with a backslash after one, leads to another host.
        let is_path = target.starts_with('/') && !target.contains(['\\', '\n', '\r', '\t']);
        if !is_path {
            return self.policy.allowed(target).is_some();
        }
        let own = Url::parse(&self.policy.origin);
        own.is_ok_and(|own| {
            own.join(target)
                .is_ok_and(|there| there.origin() == own.origin())
        })
    }
}

/// The label under which the PKCE verifier of this flow is sealed.
pub(super) fn verifier_label(state: &Token) -> String {
    format!("external flow {}", state.hash())
}

/// Whether these are scopes, and not too many.
fn are_scopes(scopes: &[String]) -> bool {
    scopes.len() <= MOST_SCOPES && scopes.iter().all(|scope| is_scope(scope))
}

/// Whether this is a scope (RFC 6749, section 3.3).
pub(super) fn is_scope(scope: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_graphic() && !b"\"\\".contains(&byte);
    (1..=LONGEST_SCOPE).contains(&scope.len()) && scope.bytes().all(is_allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_have_no_spaces_quotes_or_controls() {
        let are = |scopes: &[&str]| {
            are_scopes(&scopes.iter().map(|&it| it.to_owned()).collect::<Vec<_>>())
        };
        assert!(are(&[]));
        assert!(are(&["repo", "https://www.googleapis.com/auth/drive.file"]));
        for wrong in ["", "a b", "a\"b", "a\\b", "a\n", "é"] {
            assert!(!are(&[wrong]), "{wrong:?}");
        }
        assert!(!are(&["a"; MOST_SCOPES + 1]));
    }
}
