use axum::{
    Json,
    extract::State,
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{
    app_link::{self, RedirectTo},
    body::Body,
    error::ApiError,
    session::{Session, SessionBody},
    tag,
    user::User,
};
use crate::server::{AppState, client_info::Client};
use identity::{Email, Password, Refusal, SignedUp};

/// Who wants an account.
#[derive(Deserialize, ToSchema)]
#[schema(as = SignUp)]
pub struct SignUpRequest {
    /// One that a mail server takes: a domain name of two labels at least, no quoted part before the `@`, 254 octets at most.
    /// Spaces around it and invisible characters do not matter.
    #[schema(required = true)]
    email: Option<String>,
    /// Must be empty: phone numbers are not used here.
    phone: Option<String>,
    /// 8 characters at least, 128 at most, counted in Unicode's form KC: different keyboards spell one password differently.
    #[schema(required = true)]
    password: Option<String>,
    /// What becomes the user's `user_metadata`.
    data: Option<Map<String, Value>>,
    /// For the link in the mail to lead back to the app (PKCE).
    code_challenge: Option<String>,
    /// `s256` or `plain`.
    code_challenge_method: Option<String>,
}

/// `POST /signup`: makes an account. Answers a session where addresses are believed, else the user, who is to confirm
/// theirs.
///
/// Where addresses are not believed, an address that somebody has is answered as a new one is: with a user who is not
/// there.
#[utoipa::path(post, path = "/signup", tag = tag::SIGN_IN, operation_id = "signUp", params(RedirectTo),
    request_body(content = SignUpRequest, example = json!({
        "email": "maya@example.com", "password": "correct horse battery", "data": { "nickname": "Maya" } })),
    responses((status = OK, body = inline(SignedUpBody),
        description = "A session, where addresses are believed; else the user, who was mailed a code")))]
pub async fn sign_up(
    State(state): State<AppState>,
    redirect: RedirectTo,
    Client(client): Client,
    Body(request): Body<SignUpRequest>,
) -> Result<Response, ApiError> {
    let given = |text: Option<String>| text.filter(|text| !text.is_empty());
    let email = match (given(request.email), given(request.phone)) {
        (Some(address), None) => new_email(&address)?,
        (Some(_), Some(_)) => {
            return Err(ApiError::invalid(
                "Only an email address or phone number should be provided on signup.",
            ));
        }
        (None, Some(_)) => return Err(ApiError::NO_PHONE),
        (None, None) => {
            return Err(ApiError::ANONYMOUS);
        }
    };
    let password =
        given(request.password).ok_or(ApiError::invalid("Signup requires a valid password"))?;
    let password = Password::chosen(password)?;
    let data = request.data.unwrap_or_default();
    let challenge = request.code_challenge.as_deref();
    let app = app_link::parse(
        challenge,
        request.code_challenge_method.as_deref(),
        redirect,
    )?;
    let outcome = state
        .identity
        .sign_up(&email, &password, data, app.as_ref(), &client)
        .await?;
    Ok(match outcome {
        SignedUp::SignedIn(grant) => Session(*grant).into_response(),
        SignedUp::Unconfirmed(account) => Json(User::from(*account)).into_response(),
    })
}

/// What a sign-up is answered with.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[expect(
    dead_code,
    reason = "each case is written by its own type; this describes both"
)]
pub enum SignedUpBody {
    SignedIn(SessionBody),
    Unconfirmed(User),
}

/// An address that an account shall have: one that a mail server takes. Spaces around it and invisible characters do not
/// matter.
pub fn new_email(address: &str) -> Result<Email, ApiError> {
    Ok(Email::parse(address).map_err(|_| Refusal::InvalidEmail)?)
}

/// An address by which an account is looked up.
pub fn known_email(address: &str) -> Result<Email, ApiError> {
    Ok(Email::presented(address).map_err(|_| Refusal::InvalidEmail)?)
}
