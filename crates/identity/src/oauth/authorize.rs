use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::ExposeSecret as _;
use sha2::{Digest as _, Sha256};
use url::Url;

use super::{Client, Error};
use crate::{ExternalFlowRequest, Token, model::external_flow::ExternalFlow};

impl Client {
    /// The scopes to ask for: the provider's default ones and these.
    pub fn scopes(&self, further: &[String]) -> Vec<String> {
        let mut scopes: Vec<String> = self.row.scopes.iter().map(|&it| it.to_owned()).collect();
        for scope in further {
            if !scopes.contains(scope) {
                scopes.push(scope.clone());
            }
        }
        scopes
    }

    /// The URL to send the browser to.
    pub async fn authorize_url(
        &self,
        state: &Token,
        flow: &ExternalFlow,
        request: &ExternalFlowRequest,
    ) -> Result<Url, Error> {
        let mut url = self.urls().await?.authorize;
        {
            let mut query = url.query_pairs_mut();
            query
                .append_pair("response_type", "code")
                .append_pair(self.row.client_id, &self.id)
                .append_pair("redirect_uri", &flow.redirect_uri)
                .append_pair("state", state.expose());
            if !flow.scopes.is_empty() {
                query.append_pair("scope", &flow.scopes.join(self.row.scope_separator));
            }
            if flow.scopes.iter().any(|scope| scope == "openid") {
                query.append_pair("nonce", &flow.nonce);
            }
            if self.row.has_pkce {
                let digest = Sha256::digest(flow.pkce_verifier.expose_secret());
                query
                    .append_pair("code_challenge", &URL_SAFE_NO_PAD.encode(digest))
                    .append_pair("code_challenge_method", "S256");
            }
            for (name, value) in self.row.authorize {
                query.append_pair(name, value);
            }
            if let Some(prompt) = &request.prompt {
                query.append_pair("prompt", prompt);
            }
            if let Some(hint) = &request.login_hint {
                query.append_pair("login_hint", hint);
            }
        }
        Ok(url)
    }
}
