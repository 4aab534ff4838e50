mod flows;

use std::sync::Arc;

use axum::{
    Json,
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::{AppendHeaders, IntoResponse as _, Response},
};
use serde::Serialize;

use super::client::{self, ClientResource};
use crate::{
    api::clerk::{error::ClerkError, possible_errors::PossibleErrors},
    server::{
        AppState, client_info, cookie::TokenCookie, provider_session::ProviderSession,
        return_path::ReturnPath, typed_email::TypedEmail,
    },
};
use identity::{ActiveSession, AuthContext, ClientInfo, Renewed, SessionId, SignedIn, Token};

/// The browser that sent a request: its session, and the cookies that the response sets.
pub struct Browser {
    /// The application.
    pub state: AppState,
    /// The client that sent the request.
    pub client: ClientInfo,
    /// The session, as it is after what the handler did.
    pub session: BrowserSession,
    /// The token of the session cookie, valid or not.
    pub session_token: Option<Token>,
    /// The token of the sign-in or sign-up under way.
    attempt_token: Option<Token>,
    /// Where to send the browser for the flow at a provider that began.
    flow_url: Option<String>,
    /// The session that the request ended.
    ended: Option<SessionId>,
    headers: HeaderMap,
    cookies: Vec<HeaderValue>,
}

/// The session of a browser.
pub enum BrowserSession {
    /// The browser is signed out.
    None,
    /// The second factor is missing.
    Pending(AuthContext),
    /// The browser is signed in.
    Active(Arc<ActiveSession>),
}

impl BrowserSession {
    fn into_id(self) -> Option<SessionId> {
        match self {
            Self::None => None,
            Self::Pending(auth) => Some(auth.session),
            Self::Active(session) => Some(session.id.clone()),
        }
    }
}

/// A response with the state of the browser's client, which `@clerk/clerk-js` adopts as a whole.
#[derive(Serialize)]
struct Envelope<T> {
    response: T,
    client: Option<ClientResource>,
}

impl FromRequestParts<AppState> for Browser {
    type Rejection = ClerkError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ClerkError> {
        let secure = state.origin.is_secure();
        let session_token = TokenCookie::Session.read(&parts.headers, secure);
        let mut browser = Self {
            state: state.clone(),
            client: client_info::client_info(&parts.extensions, &parts.headers, state),
            session: BrowserSession::None,
            session_token,
            attempt_token: TokenCookie::Attempt.read(&parts.headers, secure),
            flow_url: None,
            ended: None,
            headers: parts.headers.clone(),
            cookies: Vec::new(),
        };
        browser.look_up().await?;
        Ok(browser)
    }
}

impl PossibleErrors for Browser {
    fn all() -> Vec<ClerkError> {
        vec![ClerkError::ORIGIN_INVALID]
    }
}

impl Browser {
    /// Looks the session up again.
    pub async fn look_up(&mut self) -> Result<(), ClerkError> {
        let Some(token) = &self.session_token else {
            self.session = BrowserSession::None;
            return Ok(());
        };
        let identity = &self.state.identity;
        self.session = match identity.find_session(token, &self.client).await? {
            Some(session) => BrowserSession::Active(session),
            None => match identity.find_pending_session(token).await? {
                Some(auth) => BrowserSession::Pending(auth),
                None => BrowserSession::None,
            },
        };
        Ok(())
    }

    /// The authenticated user and session.
    ///
    /// # Errors
    /// Returns `authentication_invalid` when the browser is signed out.
    pub fn auth(&self) -> Result<AuthContext, ClerkError> {
        match &self.session {
            BrowserSession::Active(session) => Ok(session.auth_context()),
            BrowserSession::Pending(_) | BrowserSession::None => Err(ClerkError::SIGNED_OUT),
        }
    }

    /// Gives the browser the session of this sign-in.
    pub async fn adopt(&mut self, signed_in: SignedIn) -> Result<(), ClerkError> {
        self.take_token(signed_in.token, signed_in.lifetime).await
    }

    /// Gives the browser the session's new token.
    pub async fn renew(&mut self, renewed: Renewed) -> Result<(), ClerkError> {
        self.take_token(renewed.token, renewed.lifetime).await
    }

    async fn take_token(
        &mut self,
        token: Token,
        lifetime: std::time::Duration,
    ) -> Result<(), ClerkError> {
        let secure = self.state.origin.is_secure();
        let cookie = TokenCookie::Session.set(&token, lifetime, secure);
        self.cookies.push(cookie);
        self.session_token = Some(token);
        self.look_up().await
    }

    /// Takes the session, which has ended, from the browser.
    pub fn sign_out(&mut self) {
        let secure = self.state.origin.is_secure();
        self.cookies.extend([
            TokenCookie::Session.clear(secure),
            TokenCookie::SignIn.clear(secure),
            TypedEmail::clear(secure),
            ReturnPath::clear(secure),
            ProviderSession::Left.keep(secure),
        ]);
        self.session_token = None;
        let session = std::mem::replace(&mut self.session, BrowserSession::None);
        self.ended = session.into_id();
    }

    /// The session that the request ended.
    pub fn ended(&self) -> Option<&SessionId> {
        self.ended.as_ref()
    }

    /// Public URL of this path.
    pub fn url(&self, path: &str) -> String {
        self.state.origin.url(path, &self.headers)
    }

    /// Origin of the page that sent the request, if a page did.
    pub fn page_origin(&self) -> Option<&str> {
        self.headers.get(header::ORIGIN)?.to_str().ok()
    }

    /// A response with this resource, and the state of the client.
    pub async fn answer(self, response: impl Serialize) -> Result<Response, ClerkError> {
        let client = client::resource(&self).await?;
        Ok(self.respond(Envelope { response, client }))
    }

    /// A response with the client itself as its resource.
    pub async fn answer_client(self) -> Result<Response, ClerkError> {
        let client = client::resource(&self).await?;
        let body = Envelope {
            response: client,
            client: None,
        };
        Ok(self.respond(body))
    }

    /// A response with this body only.
    pub fn respond(self, body: impl Serialize) -> Response {
        let cookies = self.cookies.into_iter();
        let cookies = AppendHeaders(cookies.map(|cookie| (header::SET_COOKIE, cookie)));
        (cookies, Json(body)).into_response()
    }
}
