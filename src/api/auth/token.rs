use axum::extract::State;
use secrecy::SecretString;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{
    body::Body,
    error::ApiError,
    possible_errors::{PossibleErrors, Refused, map_error},
    query::Query,
    session::{Session, SessionBody},
    switched_off, tag,
};
use crate::server::{AppState, client_info::Client};
use identity::{
    ClientInfo, Email, ExchangeError, Password, PasswordSignInError, PasswordTooLong, RefreshError,
    Token,
};

/// Query parameters of `POST /token`.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct GrantTypeQuery {
    /// Grant type: `password`, `refresh_token` or `pkce`.
    #[param(required = true, example = "password")]
    grant_type: Option<String>,
}

/// Credentials of the grant type.
#[derive(Deserialize, ToSchema)]
#[schema(as = TokenRequest)]
pub struct TokenRequest {
    /// `password` grant: the user's address.
    email: Option<String>,
    /// Must be empty: phone numbers are not supported.
    phone: Option<String>,
    /// `password` grant: the user's password.
    password: Option<String>,
    /// `refresh_token` grant: the session's refresh token.
    refresh_token: Option<String>,
    /// `pkce` grant: the auth code from the redirect URL.
    auth_code: Option<String>,
    /// `pkce` grant: the verifier from which the `code_challenge` was derived.
    code_verifier: Option<String>,
}

impl PossibleErrors for GrantTypeQuery {
    fn all() -> Vec<ApiError> {
        vec![switched_off::ID_TOKEN, switched_off::WEB3]
    }
}

impl PossibleErrors for TokenRequest {
    fn all() -> Vec<ApiError> {
        let own = vec![ApiError::INVALID, ApiError::NO_PHONE];
        [own, PasswordTooLong::all()].concat()
    }
}

map_error!(PasswordSignInError {
    NoLocalAccounts => ApiError::NO_LOCAL_ACCOUNTS,
    InvalidCredentials => ApiError::INVALID_CREDENTIALS,
    EmailNotConfirmed => ApiError::EMAIL_NOT_CONFIRMED,
    UserBanned => ApiError::USER_BANNED,
    PasswordCompromised => ApiError::PASSWORD_COMPROMISED,
} TooManyAttempts(TooManyAttempts));

map_error!(RefreshError {
    RefreshTokenNotFound => ApiError::new(400, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found"),
    RefreshTokenForged => ApiError::invalid("Invalid Refresh Token: Not Issued By This Server"),
    RefreshTokenUsed => ApiError::new(400, "refresh_token_already_used", "Invalid Refresh Token: Already Used"),
    SessionExpired => ApiError::new(400, "session_expired", "Invalid Refresh Token: Session Expired"),
    UserBanned => ApiError::USER_BANNED,
});

map_error!(ExchangeError {
    NoLocalAccounts => ApiError::NO_LOCAL_ACCOUNTS,
    FlowStateNotFound => ApiError::FLOW_STATE_NOT_FOUND,
    FlowStateExpired => ApiError::new(422, "flow_state_expired", "invalid flow state, flow state has expired"),
    BadCodeVerifier => ApiError::new(400, "bad_code_verifier", "code challenge does not match previously saved code verifier"),
    UserBanned => ApiError::USER_BANNED,
} TooManyAttempts(TooManyAttempts));

/// `POST /token`: issues a session for a password, a refresh token or a PKCE auth code.
///
/// A refresh token can be used once. Reusing the previous token returns the current one, so that neither a lost response
/// nor two tabs refreshing at once end the session. Reusing an older token ends the session, unless the last refresh was within
/// `AUTH_REFRESH_REUSE_INTERVAL`.
///
/// An auth code expires after five minutes and allows a single attempt: a wrong `code_verifier` invalidates it.
#[utoipa::path(post, path = "/token", tag = tag::SIGN_IN, operation_id = "token", params(GrantTypeQuery),
    request_body(content = TokenRequest, example = json!({
        "email": "maya@example.com", "password": "correct horse battery" })),
    responses((status = OK, body = SessionBody, description = "The session",
        headers(("sb-auth-session-id" = String, description = "ID of the session"),
            ("sb-auth-user-id" = String, description = "ID of the user"),
            ("sb-auth-refresh-token-counter" = i64, description = "Number of times the session was refreshed"))),
        Refused<(Query<GrantTypeQuery>, Body<TokenRequest>, (PasswordSignInError, RefreshError, ExchangeError))>))]
pub async fn grant(
    State(state): State<AppState>,
    Query(query): Query<GrantTypeQuery>,
    Client(client): Client,
    body: Result<Body<TokenRequest>, ApiError>,
) -> Result<Session, ApiError> {
    match query.grant_type.as_deref() {
        Some("id_token") => return Err(switched_off::ID_TOKEN),
        Some("web3") => return Err(switched_off::WEB3),
        _ => {}
    }
    let Body(request) = body?;
    match query.grant_type.as_deref() {
        Some("password") => by_password(&state, &client, request).await,
        Some("refresh_token") => by_refresh_token(&state, &client, request).await,
        Some("pkce") => by_auth_code(&state, &client, request).await,
        _ => Err(ApiError::new(
            400,
            "invalid_credentials",
            "unsupported_grant_type",
        )),
    }
}

async fn by_password(
    state: &AppState,
    client: &ClientInfo,
    request: TokenRequest,
) -> Result<Session, ApiError> {
    if request.phone.is_some_and(|phone| !phone.is_empty()) {
        return Err(ApiError::NO_PHONE);
    }
    let (Some(email), Some(password)) = (request.email, request.password) else {
        return Err(ApiError::invalid("email and password are required"));
    };
    let email = Email::presented(&email).map_err(|_| ApiError::INVALID_CREDENTIALS)?;
    let password = Password::presented(password)?;
    let grant = state
        .identity
        .sign_in_with_password(&email, &password, client)
        .await?;
    tracing::info!(session = grant.session.as_str(), "a user signed in");
    Ok(Session(grant))
}

async fn by_refresh_token(
    state: &AppState,
    client: &ClientInfo,
    request: TokenRequest,
) -> Result<Session, ApiError> {
    let token = request
        .refresh_token
        .filter(|token| !token.is_empty())
        .ok_or(ApiError::invalid("refresh_token required"))?;
    let grant = state.identity.refresh(&token, client).await?;
    Ok(Session(grant))
}

async fn by_auth_code(
    state: &AppState,
    client: &ClientInfo,
    request: TokenRequest,
) -> Result<Session, ApiError> {
    let given = |text: Option<String>| text.filter(|text| !text.is_empty());
    let (Some(code), Some(verifier)) = (given(request.auth_code), given(request.code_verifier))
    else {
        return Err(ApiError::invalid(
            "invalid request: both auth code and code verifier should be non-empty",
        ));
    };
    let code = Token::parse(&code).ok_or(ApiError::FLOW_STATE_NOT_FOUND)?;
    let verifier = SecretString::from(verifier);
    let grant = state
        .identity
        .exchange_auth_code(&code, &verifier, client)
        .await?;
    tracing::info!(
        session = grant.session.as_str(),
        "a user signed in through an app (PKCE)"
    );
    Ok(Session(grant))
}
