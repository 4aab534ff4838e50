use axum::http::{HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;
use leptos_router::location::RequestUrl;

use crate::{
    server::{
        AppState, browser_sign_in::EXTERNAL_CALLBACK, client_info::client_info,
        cookie::TokenCookie, pictures::PictureDecoder,
    },
    user::UserError,
};
use identity::{AuthContext, ClientInfo, Identity, Token};

/// The signed-in user of a request.
pub struct SignedIn {
    /// The account service.
    pub identity: Identity,
    /// The user and their session.
    pub auth: AuthContext,
    /// The client.
    pub client: ClientInfo,
    /// The decoder of uploaded pictures.
    pub picture_decoder: PictureDecoder,
    /// The URL to which providers redirect the browser.
    pub callback: String,
    /// The token that binds flows at providers to the browser, if it has one.
    pub flow_token: Option<Token>,
    /// Whether the server's cookies are sent over https only.
    pub is_secure: bool,
    /// The origin of the page that asks, if it says so.
    pub origin: Option<String>,
}

impl SignedIn {
    /// The signed-in user of this request, as resolved by the session layer.
    ///
    /// # Errors
    /// Returns [`UserError::SignedOut`] without an active session, and sets the response's status accordingly.
    pub fn require() -> Result<Self, UserError> {
        let (state, parts) = (expect_context::<AppState>(), use_context::<Parts>());
        let signed_in = parts.and_then(|parts| Self::of(&state, &parts));
        signed_in.ok_or_else(|| refuse(UserError::SignedOut))
    }

    fn of(state: &AppState, parts: &Parts) -> Option<Self> {
        let origin = parts.headers.get(header::ORIGIN);
        let is_secure = state.origin.is_secure();
        Some(Self {
            identity: state.identity.clone(),
            auth: parts.extensions.get::<AuthContext>()?.clone(),
            client: client_info(&parts.extensions, &parts.headers, state),
            picture_decoder: state.picture_decoder.clone(),
            callback: state.origin.url(EXTERNAL_CALLBACK, &parts.headers),
            flow_token: TokenCookie::SignIn.read(&parts.headers, is_secure),
            is_secure,
            origin: origin.and_then(|it| it.to_str().ok().map(str::to_owned)),
        })
    }
}

/// Sets the status of a server function's response for the error. A page that calls the function while it is rendered
/// keeps its own status.
pub fn refuse(error: UserError) -> UserError {
    let is_server_fn = use_context::<RequestUrl>().is_none();
    if let (Some(response), true) = (use_context::<ResponseOptions>(), is_server_fn) {
        let status = StatusCode::from_u16(error.status());
        response.set_status(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
        if let UserError::TooManyRequests(seconds) = error {
            response.insert_header(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
    }
    error
}
