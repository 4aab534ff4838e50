//! The document of both APIs, as `OpenAPI` 3.1 writes it, made of the handlers' own words and types.

mod complete;
mod field_schemas;
mod plain;
mod requests;

use std::sync::LazyLock;

use axum::{Router, http::header, response::IntoResponse, routing::get};
use serde_json::Value;
use utoipa::{
    Modify, OpenApi,
    openapi::{
        self, Components,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};
use utoipa_axum::router::OpenApiRouter;

pub use self::complete::Shown;
use super::{auth, timeback};
use crate::server::AppState;

/// Where it is.
pub const PATH: &str = "/docs/openapi.json";

/// How long caches may keep it: it changes with the server only.
const KEPT: &str = "public, max-age=300";

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let router = OpenApiRouter::<AppState>::with_openapi(Base::openapi())
        .nest(auth::ROOT, auth::routes())
        .nest(timeback::ROOT, timeback::routes());
    let mut document = router.into_openapi();
    complete::complete(&mut document);
    let document = serde_json::to_value(document);
    let mut document = document.expect("a document is made of texts and lists");
    requests::complete(&mut document);
    document
});

/// The document.
pub fn document() -> &'static Value {
    &DOCUMENT
}

/// What is mounted at the root.
pub fn router() -> Router<AppState> {
    Router::new().route(PATH, get(read))
}

async fn read() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, KEPT),
    ];
    (headers, document().to_string())
}

/// What stands before the operations.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "timeback-dashboard",
        description = "Two APIs of one self-hosted dashboard. `/auth/v1` keeps accounts, with the paths, fields and error \
            codes of GoTrue, so that its clients (`@supabase/auth-js`) work against it. `/api/timeback` is that of the \
            official Timeback SDK's browser clients, for who is signed in to the dashboard by its cookie. What GoTrue can do and \
            this server does not is refused as GoTrue refuses a feature that is switched off: `saml_provider_disabled` \
            (single sign-on), `manual_linking_disabled`, `passkey_disabled`, `provider_disabled` (ID tokens), \
            `web3_provider_disabled`, `phone_provider_disabled`, `anonymous_provider_disabled`, `feature_disabled` (an OAuth \
            server, custom providers, SCIM). A field of GoTrue's that says something this server cannot keep is refused \
            with 400 and named. In a user, an instant that proves something (`email_confirmed_at`, `confirmed_at`, \
            `last_sign_in_at`) is null until it has happened."
    ),
    servers((url = "/")),
    tags(
        (name = auth::tag::SIGN_IN, description = "A session is an access token, which counts for an hour, and a refresh \
            token, which brings the next pair. Send the access token as `Authorization: Bearer …`."),
        (name = auth::tag::USER, description = "Who asks: what is known of them, and their sessions."),
        (name = auth::tag::MAIL, description = "Codes prove that somebody reads an address."),
        (name = auth::tag::FACTORS, description = "Authenticator apps, and the codes for when they are lost."),
        (name = auth::tag::ADMIN, description = "For a program with the token that `timeback-dashboard token --role \
            service_role` prints, and for users whose role is `service_role` or `supabase_admin`."),
        (name = auth::tag::SERVER, description = "What anybody may know."),
        (name = timeback::tag::IDENTITY, description = "Signing in with Timeback, in a browser."),
        (name = timeback::tag::USER, description = "The student who is signed in, as Timeback knows them."),
        (name = timeback::tag::ACTIVITY, description = "What a learning app reports of the student who is signed in."),
    ),
    components(schemas(auth::AuthError, timeback::TimebackError)),
    modifiers(&Proofs)
)]
struct Base;

/// How somebody says who they are.
struct Proofs;

impl Modify for Proofs {
    fn modify(&self, document: &mut openapi::OpenApi) {
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some(
                "An access token of a session, or an administrator's token",
            ))
            .build();
        let cookie = ApiKeyValue::with_description(
            "timeback_session",
            "The session of a browser; over https the cookie's name begins with `__Host-`",
        );
        let components = document.components.get_or_insert_with(Components::new);
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    }
}
