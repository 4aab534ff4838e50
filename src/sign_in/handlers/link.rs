use axum::{
    Form,
    extract::State,
    http::{HeaderMap, header},
    response::{AppendHeaders, IntoResponse as _, Redirect, Response},
};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use crate::server::{
    AppState,
    browser_sign_in::{
        LINK_PAGE, SignInFailure, after_sign_in, end_linking, require_same_person, with_error,
    },
    client_info::Client,
    cookie::TokenCookie,
    return_path::ReturnPath,
};
use identity::{ConfirmLinkError, LinkProof, MailLinkCodeError, OneTimeCode, Password, Token};

/// The account's password, or the code that was mailed to its address.
#[derive(Deserialize)]
pub struct LinkForm {
    password: Option<SecretString>,
    code: Option<SecretString>,
}

impl LinkForm {
    /// What is empty was sent by a slip, and is no try.
    fn into_proof(self) -> Result<LinkProof, SignInFailure> {
        if let Some(password) = self.password {
            return match password.expose_secret() {
                "" => Err(SignInFailure::PasswordMissing),
                typed => Ok(LinkProof::Password(Password::presented(typed.to_owned())?)),
            };
        }
        let code = self.code.unwrap_or_default();
        Ok(LinkProof::Code(OneTimeCode::parse(code.expose_secret())?))
    }
}

/// `POST /link`: joins the account, and signs in.
pub async fn confirm(
    State(state): State<AppState>,
    Client(client): Client,
    headers: HeaderMap,
    Form(form): Form<LinkForm>,
) -> Response {
    let secure = state.origin.is_secure();
    let Some(token) = TokenCookie::Link.read(&headers, secure) else {
        return end_linking(&state, SignInFailure::Expired);
    };
    let proof = match form.into_proof() {
        Ok(proof) => proof,
        Err(failure) => return with_error(LINK_PAGE, failure),
    };
    if let Err(why) = require_same_person(&state, &token).await {
        return end_linking(&state, why);
    }
    let previous = TokenCookie::Session.read(&headers, secure);
    let outcome = state
        .identity
        .confirm_link(&token, &proof, previous.as_ref(), &client)
        .await;
    match outcome {
        Ok(signed_in) => {
            let return_path = ReturnPath::read(&headers, secure);
            let clear = TokenCookie::Link.clear(secure);
            let cookie = AppendHeaders([(header::SET_COOKIE, clear)]);
            let answer = after_sign_in(&state, &signed_in, return_path.as_ref());
            (cookie, answer).into_response()
        }
        Err(error) => refused(&state, error.into()),
    }
}

/// `POST /link/code`: mails a code to the account's address.
pub async fn mail_code(
    State(state): State<AppState>,
    Client(client): Client,
    headers: HeaderMap,
) -> Response {
    let Some(token) = token(&state, &headers) else {
        return end_linking(&state, SignInFailure::Expired);
    };
    match state.identity.mail_link_code(&token, &client).await {
        // There is one mail a minute; the last one counts.
        Ok(()) | Err(MailLinkCodeError::MailedJustNow) => {
            Redirect::to("/link?sent=code").into_response()
        }
        Err(error) => refused(&state, error.into()),
    }
}

/// `POST /link/cancel`: whoever has the account, it is somebody else.
pub async fn cancel(State(state): State<AppState>, headers: HeaderMap) -> Response {
    if let Some(token) = token(&state, &headers)
        && let Err(error) = state.identity.drop_pending_link(&token).await
    {
        return refused(&state, error.into());
    }
    end_linking(&state, SignInFailure::NotLinked)
}

fn token(state: &AppState, headers: &HeaderMap) -> Option<Token> {
    TokenCookie::Link.read(headers, state.origin.is_secure())
}

fn refused(state: &AppState, failure: SignInFailure) -> Response {
    match failure {
        SignInFailure::Expired | SignInFailure::Banned => end_linking(state, failure),
        _ => with_error(LINK_PAGE, failure),
    }
}

impl From<ConfirmLinkError> for SignInFailure {
    fn from(error: ConfirmLinkError) -> Self {
        match error {
            ConfirmLinkError::LinkExpired => Self::Expired,
            ConfirmLinkError::NoLocalAccounts => Self::Closed,
            ConfirmLinkError::InvalidCredentials => Self::CredentialsWrong,
            ConfirmLinkError::CodeExpired => Self::CodeWrong,
            ConfirmLinkError::UserBanned => Self::Banned,
            ConfirmLinkError::TooManyAttempts(error) => error.into(),
            ConfirmLinkError::Failed(error) => error.into(),
        }
    }
}

impl From<MailLinkCodeError> for SignInFailure {
    fn from(error: MailLinkCodeError) -> Self {
        match error {
            MailLinkCodeError::MailOff => Self::NoMail,
            MailLinkCodeError::LinkExpired => Self::Expired,
            MailLinkCodeError::TooManyMails(error) => error.into(),
            // `mail_code` answers as if it had sent it.
            MailLinkCodeError::MailedJustNow => Self::TooOften,
            MailLinkCodeError::Failed(error) => error.into(),
        }
    }
}
