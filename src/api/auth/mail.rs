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
    possible_errors::{PossibleErrors, Refused, map_error},
    signup, tag,
};
use crate::server::{AppState, client_info::Client};
use identity::{
    AppLink, CodeFlow, Email, MailCodeError, MailReauthenticationError, MailSignInCodeError,
};

/// Recipient of a verification code.
#[derive(Deserialize, ToSchema)]
#[schema(as = Addressee)]
pub struct MailCodeRequest {
    /// Address to send the code to.
    #[schema(required = true)]
    email: Option<String>,
    /// Must be empty: phone numbers are not supported.
    phone: Option<String>,
    /// `/otp` and `/magiclink` only: whether to sign up an address without an account. Default `true`; `false` sends
    /// nothing to such an address.
    create_user: Option<bool>,
    /// `/otp` and `/magiclink` only: `user_metadata` of a newly created account.
    data: Option<Map<String, Value>>,
    /// PKCE code challenge, 43 to 128 characters. With it, the link in the e-mail redirects to `redirect_to`.
    code_challenge: Option<String>,
    /// PKCE code challenge method: `s256` or `plain`.
    code_challenge_method: Option<String>,
}

/// Request body of `POST /resend`.
#[derive(Deserialize, ToSchema)]
#[schema(as = Resend)]
pub struct ResendRequest {
    /// Type of the code: `signup` or `email_change`.
    #[schema(required = true)]
    #[serde(rename = "type")]
    kind: Option<String>,
    /// Address to send the code to.
    #[schema(required = true)]
    email: Option<String>,
    /// Must be empty: phone numbers are not supported.
    phone: Option<String>,
    /// PKCE code challenge, 43 to 128 characters. With it, the link in the e-mail redirects to `redirect_to`.
    code_challenge: Option<String>,
    /// PKCE code challenge method: `s256` or `plain`.
    code_challenge_method: Option<String>,
}

impl PossibleErrors for MailCodeRequest {
    fn all() -> Vec<ApiError> {
        vec![ApiError::INVALID, ApiError::NO_PHONE]
    }
}

impl PossibleErrors for ResendRequest {
    fn all() -> Vec<ApiError> {
        vec![ApiError::INVALID, ApiError::NO_PHONE]
    }
}

map_error!(MailCodeError { MailOff => ApiError::MAIL_OFF } TooManyMails(TooManyMails));

map_error!(MailSignInCodeError {
    NoLocalAccounts => ApiError::NO_LOCAL_ACCOUNTS,
    MailOff => ApiError::MAIL_OFF,
}
    MetadataTooLarge(MetadataTooLarge),
    TooManyAttempts(TooManyAttempts),
    TooManyMails(TooManyMails),
);

map_error!(MailReauthenticationError {
    MailOff => ApiError::MAIL_OFF,
    EmailNotConfirmed => ApiError::EMAIL_NOT_CONFIRMED,
    MailedJustNow => ApiError::MAILED_JUST_NOW,
});

impl MailCodeRequest {
    fn email(&self) -> Result<Email, ApiError> {
        address(self.email.as_deref(), self.phone.as_deref())
    }

    fn app(&self, redirect: RedirectTo) -> Result<Option<AppLink>, ApiError> {
        let challenge = self.code_challenge.as_deref();
        app_link::parse(challenge, self.code_challenge_method.as_deref(), redirect)
    }
}

/// Parses the recipient's address. Rejects a phone number.
fn address(email: Option<&str>, phone: Option<&str>) -> Result<Email, ApiError> {
    if phone.is_some_and(|phone| !phone.is_empty()) {
        return Err(ApiError::NO_PHONE);
    }
    signup::known_email(email.unwrap_or_default())
}

type Answer = Result<Json<Done>, ApiError>;

/// `POST /otp`: sends a sign-in code by e-mail.
///
/// An address without an account is signed up, unless `create_user` is `false`. The response does not reveal whether
/// the address has an account.
#[utoipa::path(post, path = "/otp", tag = tag::MAIL, operation_id = "otp", params(RedirectTo),
    request_body(content = MailCodeRequest, example = json!({ "email": "maya@example.com" })),
    responses((status = OK, body = Done, description = "Accepted; the e-mail is sent unless `create_user` is `false` and the address has no account"),
        Refused<(RedirectTo, Body<MailCodeRequest>, MailCodeError, MailSignInCodeError)>))]
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

/// `POST /magiclink`: sends a sign-in code by e-mail. Equivalent to `/otp`, for older clients.
#[utoipa::path(post, path = "/magiclink", tag = tag::MAIL, operation_id = "magicLink", params(RedirectTo),
    request_body(content = MailCodeRequest, example = json!({ "email": "maya@example.com" })),
    responses((status = OK, body = Done, description = "Accepted, as for `/otp`"),
        Refused<(RedirectTo, Body<MailCodeRequest>, MailCodeError, MailSignInCodeError)>))]
pub async fn magic_link(
    state: State<AppState>,
    redirect: RedirectTo,
    client: Client,
    request: Body<MailCodeRequest>,
) -> Answer {
    sign_in(state, redirect, client, request).await
}

/// `POST /recover`: sends a password recovery code by e-mail.
///
/// The response does not reveal whether the address has an account.
#[utoipa::path(post, path = "/recover", tag = tag::MAIL, operation_id = "recover", params(RedirectTo),
    request_body(content = MailCodeRequest, example = json!({ "email": "maya@example.com" })),
    responses((status = OK, body = Done, description = "Accepted; the e-mail is sent if the address has an account"),
        Refused<(RedirectTo, Body<MailCodeRequest>, MailCodeError)>))]
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

/// `POST /resend`: sends a new code for a pending sign-up or e-mail change.
///
/// The response does not reveal whether such a confirmation is pending.
#[utoipa::path(post, path = "/resend", tag = tag::MAIL, operation_id = "resend", params(RedirectTo),
    request_body(content = ResendRequest, example = json!({ "type": "signup", "email": "maya@example.com" })),
    responses((status = OK, body = Done, description = "Accepted; the e-mail is sent if a confirmation is pending"),
        Refused<(RedirectTo, Body<ResendRequest>, MailCodeError)>))]
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

/// `GET /reauthenticate`: sends the signed-in user a reauthentication code by e-mail.
///
/// Pass the code as `nonce` to `PUT /user`.
#[utoipa::path(get, path = "/reauthenticate", tag = tag::MAIL, operation_id = "reauthenticate",
    security(("bearer" = [])),
    responses((status = OK, body = Done, description = "The e-mail is sent"),
        Refused<(Bearer, MailReauthenticationError)>))]
pub async fn reauthenticate(
    State(state): State<AppState>,
    Bearer(auth): Bearer,
    Client(client): Client,
) -> Answer {
    state.identity.mail_reauthentication(&auth, &client).await?;
    Ok(Json(Done {}))
}
