use base64::{Engine as _, engine::general_purpose::STANDARD};
use openidconnect::{
    HttpRequest,
    http::{Method, StatusCode, header},
};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use url::form_urlencoded::byte_serialize;

use super::{Client, Error, Server, table::ClientAuth};
use crate::{Clock, ExternalTokens, model::external_flow::ExternalFlow};

const WHAT: &str = "a token";

/// The longest token that is kept.
const LONGEST: usize = 16 * 1024;

/// A provider's answer to an authorization code or a refresh token.
pub(crate) struct TokenAnswer {
    pub tokens: ExternalTokens,
    /// The scopes, if the answer names them.
    pub scopes: Option<Vec<String>>,
    /// The whole answer, in which some providers describe the user.
    pub whole: Value,
}

impl Client {
    /// Exchanges the authorization code that the browser brought.
    pub async fn exchange(
        &self,
        code: &str,
        flow: &ExternalFlow,
        clock: &Clock,
    ) -> Result<TokenAnswer, Error> {
        let mut parameters = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", flow.redirect_uri.as_str()),
        ];
        if self.row.has_pkce {
            parameters.push(("code_verifier", flow.pkce_verifier.expose_secret()));
        }
        self.ask(&parameters, clock).await
    }

    /// Renews an access token.
    pub async fn refresh(&self, token: &SecretString, clock: &Clock) -> Result<TokenAnswer, Error> {
        let parameters = [
            ("grant_type", "refresh_token"),
            ("refresh_token", token.expose_secret()),
        ];
        self.ask(&parameters, clock).await
    }

    async fn ask(&self, parameters: &[(&str, &str)], clock: &Clock) -> Result<TokenAnswer, Error> {
        let way = self.row.client_auth;
        let answer = self.post(parameters, way).await;
        // The servers of those who host a provider themselves differ in how a client is registered; a client that is not
        // recognised uses no code up.
        let is_unrecognised = matches!(&answer, Err(Error::Refused { status: 401, .. }))
            || matches!(&answer, Err(Error::Refused { reason, .. }) if reason == "invalid_client");
        let answer = match (&self.server, way) {
            (Server::Oidc(_), ClientAuth::Post) if is_unrecognised => {
                self.post(parameters, ClientAuth::Basic).await?
            }
            _ => answer?,
        };
        read(answer, clock().as_microsecond())
    }

    async fn post(&self, parameters: &[(&str, &str)], way: ClientAuth) -> Result<Value, Error> {
        let url = self.urls().await?.token;
        let secret = self.secret.expose_secret();
        let mut parameters = parameters.to_vec();
        match way {
            ClientAuth::Post => {
                parameters.push((self.row.client_id, &self.id));
                parameters.push(("client_secret", secret));
            }
            // X wants it beside the header.
            ClientAuth::Basic => parameters.push((self.row.client_id, &self.id)),
            ClientAuth::BasicWithJson => {}
        }
        let (body, content_type) = if way == ClientAuth::BasicWithJson {
            let fields: serde_json::Map<_, _> = parameters
                .iter()
                .map(|(name, value)| ((*name).to_owned(), Value::from(*value)))
                .collect();
            (Value::from(fields).to_string(), "application/json")
        } else {
            let pairs = parameters.iter();
            let pairs = pairs.map(|(name, value)| format!("{}={}", encode(name), encode(value)));
            let form = pairs.collect::<Vec<_>>().join("&");
            (form, "application/x-www-form-urlencoded")
        };
        let mut request = HttpRequest::new(body.into_bytes());
        *request.method_mut() = Method::POST;
        self.send(WHAT, url, request, |headers| {
            headers.insert(
                header::CONTENT_TYPE,
                header::HeaderValue::from_static(content_type),
            );
            if way != ClientAuth::Post
                && let Ok(mut value) = header::HeaderValue::try_from(basic(&self.id, secret))
            {
                value.set_sensitive(true);
                headers.insert(header::AUTHORIZATION, value);
            }
        })
        .await
    }

    /// Sends a request whose answer is JSON.
    pub(super) async fn send(
        &self,
        what: &'static str,
        url: url::Url,
        mut request: HttpRequest,
        add_headers: impl FnOnce(&mut header::HeaderMap) + Send,
    ) -> Result<Value, Error> {
        let unreachable =
            |source: Box<dyn std::error::Error + Send + Sync>| Error::Unreachable { what, source };
        *request.uri_mut() = url
            .as_str()
            .parse()
            .map_err(|_| Error::Unreadable("an endpoint"))?;
        let headers = request.headers_mut();
        headers.insert(
            header::ACCEPT,
            header::HeaderValue::from_static("application/json"),
        );
        // GitHub refuses requests without it.
        headers.insert(
            header::USER_AGENT,
            header::HeaderValue::from_static("timeback-dashboard"),
        );
        add_headers(headers);
        let answer = self
            .http
            .send(request)
            .await
            .map_err(|error| unreachable(error.into()))?;
        let body: Result<Value, _> = serde_json::from_slice(answer.body());
        let reason = body.as_ref().ok().and_then(reason);
        if answer.status() != StatusCode::OK || reason.is_some() {
            return Err(Error::Refused {
                what,
                status: answer.status().as_u16(),
                reason: reason.unwrap_or_default(),
            });
        }
        body.map_err(|_| Error::Unreadable(what))
    }
}

/// The error code of an answer: some providers send errors with status 200, and `TikTok` says "ok" where there is none.
fn reason(answer: &Value) -> Option<String> {
    let error = answer.get("error")?;
    let code = error
        .get("code")
        .or_else(|| error.get("type"))
        .unwrap_or(error);
    let code = code.as_str().unwrap_or("unknown");
    (code != "ok").then(|| code.chars().take(100).collect())
}

/// The text as a part of a form.
fn encode(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect()
}

/// The header that authenticates a client (RFC 6749, section 2.3.1).
fn basic(id: &str, secret: &str) -> String {
    let credentials = format!("{}:{}", encode(id), encode(secret));
    format!("Basic {}", STANDARD.encode(credentials))
}

fn read(answer: Value, now: i64) -> Result<TokenAnswer, Error> {
    let token = |name: &str| {
        let token = answer.get(name)?.as_str()?;
        (!token.is_empty() && token.len() <= LONGEST).then(|| SecretString::from(token))
    };
    let seconds = match answer.get("expires_in") {
        Some(Value::String(text)) => text.parse().ok(),
        Some(number) => number.as_i64(),
        None => None,
    };
    let expire_at = seconds
        .filter(|it| *it > 0)
        .map(|it| now.saturating_add(it.saturating_mul(1_000_000)));
    Ok(TokenAnswer {
        tokens: ExternalTokens {
            access: token("access_token").ok_or(Error::Unreadable(WHAT))?,
            refresh: token("refresh_token"),
            expire_at,
        },
        scopes: scopes(&answer),
        whole: answer,
    })
}

/// The scopes of an answer: most have them in one text, between spaces or commas, and Twitch in a list.
fn scopes(answer: &Value) -> Option<Vec<String>> {
    let scopes = answer.get("scope").or_else(|| answer.get("scopes"))?;
    let scopes: Vec<&str> = match scopes {
        Value::String(text) => text.split([' ', ',']).collect(),
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    let scopes = scopes.into_iter().filter(|it| !it.is_empty());
    Some(scopes.map(database::storable).collect())
}

#[cfg(test)]
mod tests;
