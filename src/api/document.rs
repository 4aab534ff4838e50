//! The `OpenAPI` 3.1 document of the APIs, generated from the handlers' doc comments and types.

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

pub use self::complete::{Shown, error_responses};
use super::{auth, clerk, timeback};
use crate::server::AppState;

/// Path of the document.
pub const PATH: &str = "/docs/openapi.json";

/// `Cache-Control` of the document, which changes only with the server's version.
const KEPT: &str = "public, max-age=300";

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let router = OpenApiRouter::<AppState>::with_openapi(Base::openapi())
        .nest(auth::ROOT, auth::routes())
        .nest(timeback::ROOT, timeback::routes())
        .merge(clerk::documented());
    let mut document = router.into_openapi();
    complete::complete(&mut document);
    let document = serde_json::to_value(document);
    let mut document = document.expect("an OpenAPI document serializes to JSON");
    requests::complete(&mut document);
    clerk::add_bodies(&mut document);
    document
});

/// The `OpenAPI` document as JSON.
pub fn document() -> &'static Value {
    &DOCUMENT
}

/// Router that serves the document.
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

/// The document's general information, tags and security schemes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "timeback-dashboard",
        description = "This self-hosted dashboard has three APIs. `/auth/v1` is the auth API: it is compatible with GoTrue (Supabase \
            Auth) in its paths, fields and error codes, so that GoTrue's clients such as `@supabase/auth-js` work with it. \
            `/api/timeback` is the API of the official Timeback SDK's browser clients; it authenticates by the dashboard's \
            session cookie. `/clerk/v1` is the same accounts by Clerk's two APIs, the one for programs (`@clerk/backend`) and \
            the one for browsers (`@clerk/clerk-js`), where `CLERK_SECRET_KEY` is set. Features of GoTrue that this server does not support return the error that GoTrue returns when \
            they are disabled: `saml_provider_disabled` (single sign-on), `manual_linking_disabled`, `passkey_disabled`, \
            `provider_disabled` (ID tokens), `web3_provider_disabled`, `phone_provider_disabled`, \
            `anonymous_provider_disabled`, `feature_disabled` (OAuth server, custom providers, SCIM). A request that sets a \
            GoTrue field which this server cannot store is rejected with 400, and the message names the field. In a user, \
            `email_confirmed_at`, `confirmed_at` and `last_sign_in_at` are null, not omitted, until they are set."
    ),
    servers((url = "/")),
    tags(
        (name = auth::tag::SIGN_IN, description = "A session consists of an access token, valid for one hour, and a refresh \
            token, which is exchanged for the next pair. Send the access token as `Authorization: Bearer …`."),
        (name = auth::tag::USER, description = "The signed-in user: profile, metadata and sessions."),
        (name = auth::tag::MAIL, description = "Verification codes and links sent by e-mail: sign-in, confirmation, recovery and reauthentication."),
        (name = auth::tag::FACTORS, description = "TOTP authenticator apps as a second factor, and single-use backup codes."),
        (name = auth::tag::ADMIN, description = "User administration and the audit log. Requires the token printed by \
            `timeback-dashboard token --role service_role`, or a user whose role is `service_role` or `supabase_admin`."),
        (name = auth::tag::SERVER, description = "Public information about the server and its signing keys."),
        (name = timeback::tag::IDENTITY, description = "Browser sign-in with Timeback. These routes redirect."),
        (name = timeback::tag::USER, description = "The signed-in student's Timeback user and profile."),
        (name = timeback::tag::ACTIVITY, description = "Activity of the signed-in student, reported by a learning app."),
        (name = clerk::tag::PROGRAMS, description = "Clerk's API for programs: all users, their addresses, numbers and sessions. \
            Requires the secret key in `CLERK_SECRET_KEY`. All times are milliseconds since 1970."),
        (name = clerk::tag::BROWSERS, description = "Clerk's API for browsers, by the session cookie of the dashboard. It takes forms; a \
            POST with `_method` in the query stands for PATCH, PUT or DELETE."),
    ),
    components(schemas(auth::AuthError, timeback::TimebackError, clerk::ClerkErrorBody<'static>)),
    modifiers(&Proofs)
)]
struct Base;

/// Adds the security schemes: bearer token, secret key and session cookie.
struct Proofs;

impl Modify for Proofs {
    fn modify(&self, document: &mut openapi::OpenApi) {
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some(
                "A session's access token, or an administrator's API token",
            ))
            .build();
        let cookie = ApiKeyValue::with_description(
            "timeback_session",
            "The browser's session cookie; over HTTPS its name has the prefix `__Host-`",
        );
        let components = document.components.get_or_insert_with(Components::new);
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
        let secret_key = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The secret key in `CLERK_SECRET_KEY`"));
        let secret_key = SecurityScheme::Http(secret_key.build());
        components.add_security_scheme("secretKey", secret_key);
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    }
}
