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
    possible_errors::{PossibleErrors, Refused, map_error},
    session::{Session, SessionBody},
    tag,
    user::User,
};
use crate::server::{AppState, client_info::Client};
use identity::{Email, InvalidPassword, Password, SignUpError, SignedUp};

/// Request body of `POST /signup`.
#[derive(Deserialize, ToSchema)]
#[schema(as = SignUp)]
pub struct SignUpRequest {
    /// E-mail address: a domain of at least two labels, no quoted local part, at most 254 bytes. Surrounding spaces and
    /// invisible characters are removed.
    #[schema(required = true)]
    email: Option<String>,
    /// Must be empty: phone numbers are not supported.
    phone: Option<String>,
    /// Password, 8 to 128 characters after Unicode normalization (NFKC), as keyboards encode the same text differently.
    #[schema(required = true)]
    password: Option<String>,
    /// The user's `user_metadata`.
    data: Option<Map<String, Value>>,
    /// PKCE code challenge, 43 to 128 characters. With it, the link in the e-mail redirects to `redirect_to`.
    code_challenge: Option<String>,
    /// PKCE code challenge method: `s256` or `plain`.
    code_challenge_method: Option<String>,
}

impl PossibleErrors for SignUpRequest {
    fn all() -> Vec<ApiError> {
        let own = vec![ApiError::INVALID, ApiError::NO_PHONE, ApiError::ANONYMOUS];
        [own, InvalidPassword::all()].concat()
    }
}

map_error!(SignUpError {
    SignUpOff => ApiError::new(422, "signup_disabled", "Signups not allowed for this instance"),
    UserAlreadyExists => ApiError::new(422, "user_already_exists", "User already registered"),
}
    Password(NewPasswordError),
    MetadataTooLarge(MetadataTooLarge),
    TooManyAttempts(TooManyAttempts),
    TooManyMails(TooManyMails),
);

/// `POST /signup`: signs up a new user.
///
/// With autoconfirm, returns a session. Otherwise sends a verification code and returns the unconfirmed user.
///
/// Without autoconfirm, an address that is already registered gets the same response as a new one, with a made-up user,
/// so that the response does not reveal it.
#[utoipa::path(post, path = "/signup", tag = tag::SIGN_IN, operation_id = "signUp", params(RedirectTo),
    request_body(content = SignUpRequest, example = json!({
        "email": "maya@example.com", "password": "correct horse battery", "data": { "nickname": "Maya" } })),
    responses((status = OK, body = inline(SignedUpBody),
        description = "With autoconfirm, a session; otherwise the unconfirmed user"),
        Refused<(RedirectTo, Body<SignUpRequest>, SignUpError)>))]
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

/// Response of `POST /signup`.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[expect(
    dead_code,
    reason = "each variant is serialized by its own type; this describes both"
)]
pub enum SignedUpBody {
    SignedIn(SessionBody),
    Unconfirmed(User),
}

/// Parses the address of a new account. Surrounding spaces and invisible characters are removed.
///
/// # Errors
/// Returns `validation_failed` when a mail server would not accept the address.
pub fn new_email(address: &str) -> Result<Email, ApiError> {
    Ok(Email::parse(address)?)
}

/// Parses an address to look up an account by; accepts what older accounts may have.
///
/// # Errors
/// Returns `validation_failed` when it is not an address.
pub fn known_email(address: &str) -> Result<Email, ApiError> {
    Ok(Email::presented(address)?)
}
