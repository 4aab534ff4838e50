use axum::{
    Json,
    http::{HeaderName, HeaderValue},
    response::{IntoResponse, Response},
};
use secrecy::ExposeSecret as _;
use serde::Serialize;
use utoipa::ToSchema;

use super::user::User;
use identity::{ACCESS_TOKEN_LIFETIME, Grant, ReuseCause};

/// Response to a sign-in or refresh: a session with its tokens and user.
pub struct Session(pub Grant);

/// A session: an access token, a refresh token and the user.
#[derive(Serialize, ToSchema)]
#[schema(as = Session)]
pub struct SessionBody {
    /// Access token: a JWT signed with one of the published keys.
    access_token: String,
    #[schema(example = "bearer")]
    token_type: &'static str,
    /// Lifetime of the access token in seconds.
    #[schema(example = 3600)]
    expires_in: u64,
    /// Expiry of the access token, as Unix time in seconds.
    #[schema(example = 1_790_000_000)]
    expires_at: i64,
    /// Refresh token, single-use: each refresh returns a new one.
    refresh_token: String,
    user: User,
}

impl IntoResponse for Session {
    fn into_response(self) -> Response {
        let grant = self.0;
        let headers = headers(&grant);
        let body = SessionBody {
            access_token: grant.access_token.expose_secret().to_owned(),
            token_type: "bearer",
            expires_in: ACCESS_TOKEN_LIFETIME.as_secs(),
            expires_at: grant.expires_at.as_second(),
            refresh_token: grant.refresh_token.expose_secret().to_owned(),
            user: User::from(grant.account),
        };
        let mut response = Json(body).into_response();
        for (name, value) in headers {
            if let Ok(value) = HeaderValue::try_from(value) {
                response
                    .headers_mut()
                    .insert(HeaderName::from_static(name), value);
            }
        }
        response
    }
}

/// Response headers for proxies and middleware that do not read the body.
fn headers(grant: &Grant) -> Vec<(&'static str, String)> {
    let renewal = grant.renewal;
    let mut headers = vec![
        ("sb-auth-user-id", grant.account.id.as_str().to_owned()),
        ("sb-auth-session-id", grant.session.as_str().to_owned()),
        ("sb-auth-refresh-token-counter", renewal.counter.to_string()),
    ];
    match renewal.reuse {
        Some(cause) => headers.extend([
            ("sb-auth-refresh-token-reuse", "true".to_owned()),
            ("sb-auth-refresh-token-reuse-cause", name(cause).to_owned()),
        ]),
        None if renewal.counter > 0 => {
            headers.push(("sb-auth-refresh-token-rotated", "true".to_owned()));
        }
        None => {}
    }
    headers
}

fn name(cause: ReuseCause) -> &'static str {
    match cause {
        ReuseCause::Concurrent => "concurrent-refresh",
        ReuseCause::NotSaved => "fail-to-save",
    }
}
