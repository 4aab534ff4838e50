use axum::{Json, extract::State};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{
    app_link::{self, RedirectTo},
    bearer::Bearer,
    body::Body,
    done::Done,
    error::ApiError,
    signup, tag,
};
use crate::server::{AppState, client_info::Client};
use identity::{AppLink, CodeFlow, Email};

/// Whom to mail.
#[derive(Deserialize, ToSchema)]
#[schema(as = Addressee)]
pub struct MailCodeRequest {
    #[schema(required = true)]
    email: Option<String>,
    /// Must be empty: phone numbers are not used here.
    phone: Option<String>,
    /// Of `/otp`: `false` mails nobody who has no account. By default `true`.
    create_user: Option<bool>,
    /// Of `/otp`: what becomes the `user_metadata` of an account that is made.
    data: Option<Map<String, Value>>,
    /// For the link in the mail to lead back to the app (PKCE): what the app shows of the secret that it keeps.
    code_challenge: Option<String>,
    /// `s256` or `plain`.
    code_challenge_method: Option<String>,
}

/// Whom to mail what again.
#[derive(Deserialize, ToSchema)]
#[schema(as = Resend)]
pub struct ResendRequest {
    #[schema(required = true)]
    #[serde(rename = "type")]
    kind: Option<String>,
    #[schema(required = true)]
    email: Option<String>,
    /// Must be empty: phone numbers are not used here.
    phone: Option<String>,
    /// For the link in the mail to lead back to the app (PKCE): what the app shows of the secret that it keeps.
    code_challenge: Option<String>,
    /// `s256` or `plain`.
    code_challenge_method: Option<String>,
}

impl MailCodeRequest {
    fn email(&self) -> Result<Email, ApiError> {
        address(self.email.as_deref(), self.phone.as_deref())
    }

    fn app(&self, redirect: RedirectTo) -> Result<Option<AppLink>, ApiError> {
        let challenge = self.code_challenge.as_deref();
        app_link::parse(challenge, self.code_challenge_method.as_deref(), redirect)
    }
}

/// The address to which a mail shall go, if it has an account.
fn address(email: Option<&str>, phone: Option<&str>) -> Result<Email, ApiError> {
    if phone.is_some_and(|phone| !phone.is_empty()) {
        return Err(ApiError::NO_PHONE);
    }
    signup::known_email(email.unwrap_or_default())
}

type Answer = Result<Json<Done>, ApiError>;

/// `POST /otp`: mails a code to sign in; to an address without an account too, unless the client
/// wants none made. The answer does not tell which.
#[utoipa::path(post, path = "/otp", tag = tag::MAIL, operation_id = "otp", params(RedirectTo),
    request_body(content = MailCodeRequest, example = json!({ "email": "maya@example.com" })),
    responses((status = OK, body = Done, description = "Mailed, if there is somebody to mail")))]
pub async fn sign_in(
    State(state): State<AppState>,
    redirect: RedirectTo,
    Client(client): Client,
    Body(request): Body<MailCodeRequest>,
) -> Answer {
    let (email, app) = (request.email()?, request.app(redirect)?);
    if request.create_user.unwrap_or(true) {
        let data = request.data.unwrap_or_default();
        state
            .identity
            .mail_code_to_newcomer(&email, data, app.as_ref(), &client)
            .await?;
    } else {
        state
            .identity
            .mail_code(&email, CodeFlow::SignIn, app.as_ref(), &client)
            .await?;
    }
    Ok(Json(Done {}))
}

/// `POST /magiclink`: the same, as older clients know it.
#[utoipa::path(post, path = "/magiclink", tag = tag::MAIL, operation_id = "magicLink", params(RedirectTo),
    request_body(content = MailCodeRequest, example = json!({ "email": "maya@example.com" })),
    responses((status = OK, body = Done, description = "Mailed")))]
pub async fn magic_link(
    state: State<AppState>,
    redirect: RedirectTo,
    client: Client,
    request: Body<MailCodeRequest>,
) -> Answer {
    sign_in(state, redirect, client, request).await
}

/// `POST /recover`: mails a code to whoever forgot their password.
#[utoipa::path(post, path = "/recover", tag = tag::MAIL, operation_id = "recover", params(RedirectTo),
    request_body(content = MailCodeRequest, example = json!({ "email": "maya@example.com" })),
    responses((status = OK, body = Done, description = "Mailed, if the address has an account")))]
pub async fn recover(
    State(state): State<AppState>,
    redirect: RedirectTo,
    Client(client): Client,
    Body(request): Body<MailCodeRequest>,
) -> Answer {
    let (email, app) = (request.email()?, request.app(redirect)?);
    state
        .identity
        .mail_code(&email, CodeFlow::Recovery, app.as_ref(), &client)
        .await?;
    Ok(Json(Done {}))
}

/// `POST /resend`: mails another code for a sign-up or a new address, where one is awaited.
#[utoipa::path(post, path = "/resend", tag = tag::MAIL, operation_id = "resend", params(RedirectTo),
    request_body(content = ResendRequest, example = json!({ "type": "signup", "email": "maya@example.com" })),
    responses((status = OK, body = Done, description = "Mailed, if a code is awaited")))]
pub async fn resend(
    State(state): State<AppState>,
    redirect: RedirectTo,
    Client(client): Client,
    Body(request): Body<ResendRequest>,
) -> Answer {
    let flow = match request.kind.as_deref() {
        Some("signup") => CodeFlow::SignUp,
        Some("email_change") => CodeFlow::EmailChange,
        Some("sms" | "phone_change") => return Err(ApiError::NO_PHONE),
        _ => {
            return Err(ApiError::invalid(
                "Missing one of these types: signup, email_change",
            ));
        }
    };
    let email = address(request.email.as_deref(), request.phone.as_deref())?;
    let challenge = request.code_challenge.as_deref();
    let app = app_link::parse(
        challenge,
        request.code_challenge_method.as_deref(),
        redirect,
    )?;
    state
        .identity
        .mail_code(&email, flow, app.as_ref(), &client)
        .await?;
    Ok(Json(Done {}))
}

/// `GET /reauthenticate`: mails the user who asks a code for a change that takes one.
#[utoipa::path(get, path = "/reauthenticate", tag = tag::MAIL, operation_id = "reauthenticate",
    security(("bearer" = [])),
    responses((status = OK, body = Done, description = "Mailed: the code is the `nonce` of a change")))]
pub async fn reauthenticate(
    State(state): State<AppState>,
    Bearer(auth): Bearer,
    Client(client): Client,
) -> Answer {
    state.identity.mail_reauthentication(&auth, &client).await?;
    Ok(Json(Done {}))
}
