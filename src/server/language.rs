//! The language of a request's answer: the one that the signed-in user has chosen, else the one that was chosen on this browser,
//! else the first of the browser's languages that there is.

use std::time::Duration;

use axum::{
    Extension, Form,
    extract::State,
    http::{HeaderMap, HeaderValue, Request, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;
use url::Url;

use super::{AppState, client_info::Client, cookie, failure::Failure, origin::PublicOrigin};
use identity::AuthContext;
use messages::Language;

/// Path of the form by which a language is chosen.
pub const PATH: &str = "/language";

/// How long a choice is kept.
const LIFETIME: Duration = Duration::from_hours(24 * 365);

/// Adds the language that the browser asks for to the request's extensions. The session layer replaces it by the one that
/// the user has chosen.
pub fn resolve<B>(is_secure: bool, mut request: Request<B>) -> Request<B> {
    let language = of(request.headers(), is_secure);
    request.extensions_mut().insert(language);
    request
}

/// The language of a request with these headers, whoever is signed in.
pub fn of(headers: &HeaderMap, secure: bool) -> Language {
    let chosen = cookie::find(headers, cookie_name(secure)).and_then(Language::of_tag);
    chosen.unwrap_or_else(|| {
        let accepted = headers.get(header::ACCEPT_LANGUAGE);
        let accepted = accepted.and_then(|value| value.to_str().ok());
        Language::negotiated(accepted.unwrap_or_default())
    })
}

/// A choice of a language.
#[derive(Deserialize)]
pub struct LanguageForm {
    /// Its tag.
    language: String,
}

/// `POST /language`: keeps the choice, in the account of who is signed in as well, and leads back to the page it was made
/// on.
pub async fn choose(
    State(state): State<AppState>,
    auth: Option<Extension<AuthContext>>,
    Client(client): Client,
    headers: HeaderMap,
    Form(form): Form<LanguageForm>,
) -> Response {
    let Some(language) = Language::of_tag(&form.language) else {
        return (
            StatusCode::UNPROCESSABLE_ENTITY,
            "language must be en, es or ar.\n",
        )
            .into_response();
    };
    if let Some(Extension(auth)) = auth
        && let Err(error) = state.identity.set_language(&auth, language, &client).await
    {
        return Failure::from(&error).into_response();
    }
    let back = page_of_form(&headers, &state.origin).unwrap_or_else(|| "/".to_owned());
    let cookie = keep(language, state.origin.is_secure());
    ([(header::SET_COOKIE, cookie)], Redirect::to(&back)).into_response()
}

/// The `Set-Cookie` header that keeps the choice.
fn keep(language: Language, secure: bool) -> HeaderValue {
    cookie::line(
        cookie_name(secure),
        language.tag(),
        LIFETIME.as_secs(),
        secure,
    )
}

/// Path and query of the page of ours that the form stands on.
fn page_of_form(headers: &HeaderMap, origin: &PublicOrigin) -> Option<String> {
    let page = headers.get(header::REFERER)?.to_str().ok()?;
    let page = Url::parse(page).ok()?;
    let is_own = origin.is_own(&page.origin().ascii_serialization(), headers);
    // A browser reads a path that begins with two slashes as another host.
    (is_own && !page.path().starts_with("//")).then(|| match page.query() {
        Some(query) => format!("{}?{query}", page.path()),
        None => page.path().to_owned(),
    })
}

fn cookie_name(secure: bool) -> &'static str {
    if secure {
        "__Host-timeback_language"
    } else {
        "timeback_language"
    }
}
