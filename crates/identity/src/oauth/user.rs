use openidconnect::{
    HttpRequest,
    http::{Method, header},
};
use secrecy::ExposeSecret as _;
use serde_json::Value;
use url::Url;

use super::{Client, Error, Server, TokenAnswer, table::UserRequest};
use crate::{ExternalProfile, model::external_flow::ExternalFlow};

const WHAT: &str = "the user";

const BEARER: UserRequest = UserRequest {
    method: "GET",
    token_in_path: false,
    headers: &[],
    in_token_answer: None,
};

impl Client {
    /// Who the user is: by the ID token, where there is one, and the provider's description.
    pub async fn user(
        &self,
        answer: &TokenAnswer,
        flow: &ExternalFlow,
    ) -> Result<ExternalProfile, Error> {
        let described = match &self.server {
            Server::Oidc(provider) => {
                let token = answer.whole.get("id_token").and_then(Value::as_str);
                let token = token.ok_or(Error::Unreadable("the token answer has no ID token"))?;
                let claims = provider
                    .verify_id_token(token, &flow.nonce, self.row.requires_nonce)
                    .await?;
                self.with_user_info(claims, answer).await?
            }
            Server::OAuth2(_) => self.description(answer).await?,
        };
        let mut profile = (self.row.read_user)(&described)
            .ok_or(Error::Unreadable("the user has no identifier"))?;
        if let Some((email, is_verified)) = self.primary_email(answer).await {
            profile.email = Some(email);
            profile.email_verified = is_verified;
        }
        Ok(profile)
    }

    /// The ID token's claims, with those of the user info, which must be the same user's.
    async fn with_user_info(
        &self,
        mut claims: Value,
        answer: &TokenAnswer,
    ) -> Result<Value, Error> {
        let Some(url) = self.urls().await?.user else {
            return Ok(claims);
        };
        let user_info = self.get(url, &BEARER, answer).await?;
        if user_info.get("sub") != claims.get("sub") {
            return Err(Error::Unreadable("the user info is another user's"));
        }
        if let (Some(claims), Value::Object(user_info)) = (claims.as_object_mut(), user_info) {
            claims.extend(user_info);
        }
        Ok(claims)
    }

    async fn description(&self, answer: &TokenAnswer) -> Result<Value, Error> {
        let request = &self.row.user;
        let in_answer = request
            .in_token_answer
            .and_then(|it| answer.whole.pointer(it));
        if let Some(user) = in_answer {
            return Ok(user.clone());
        }
        let url = self.urls().await?.user;
        let url = url.ok_or(Error::Unreadable("no endpoint describes the user"))?;
        self.get(url, request, answer).await
    }

    /// The primary address of a provider that lists them elsewhere. Where that fails there is none: the user may not have
    /// approved the scope.
    async fn primary_email(&self, answer: &TokenAnswer) -> Option<(String, bool)> {
        let read = self.row.read_emails?;
        let url = self.urls().await.ok()?.emails?;
        match self.get(url, &BEARER, answer).await {
            Ok(emails) => read(&emails),
            Err(error) => {
                tracing::info!(provider = self.provider.as_str(), %error, "a provider listed no addresses");
                None
            }
        }
    }

    async fn get(
        &self,
        mut url: Url,
        request: &UserRequest,
        answer: &TokenAnswer,
    ) -> Result<Value, Error> {
        let token = answer.tokens.access.expose_secret();
        if request.token_in_path
            && let Ok(mut path) = url.path_segments_mut()
        {
            path.pop_if_empty().push(token);
        }
        let mut sent = HttpRequest::new(Vec::new());
        if request.method == "POST" {
            *sent.method_mut() = Method::POST;
        }
        let headers = request.headers;
        self.send(WHAT, url, sent, |map| {
            if !request.token_in_path
                && let Ok(mut value) = header::HeaderValue::try_from(format!("Bearer {token}"))
            {
                value.set_sensitive(true);
                map.insert(header::AUTHORIZATION, value);
            }
            for (name, value) in headers {
                map.insert(*name, header::HeaderValue::from_static(value));
            }
        })
        .await
    }
}
