use axum::{Form, extract::State, response::Response};
use secrecy::ExposeSecret as _;

use super::{
    form_context::SignInFormContext,
    password::PasswordForm,
    redirects::{back_with_error, to_page},
};
use crate::{
    server::{
        AppState,
        browser_sign_in::{SignInFailure, after_sign_in},
    },
    sign_in::code_flow,
};
use identity::{CodeFlow, Email, Password, SignUpError, SignedIn};

/// `POST /sign-up`: makes an account, and leads to where the code from its mail is entered. So it does for an address
/// that has an account.
pub async fn sign_up(
    State(state): State<AppState>,
    context: SignInFormContext,
    Form(form): Form<PasswordForm>,
) -> Response {
    match attempt(&state, &context, &form).await {
        Ok(Some(signed_in)) => after_sign_in(&state, &signed_in, context.return_path.as_ref()),
        Ok(None) => to_page(&state, &code_flow::page(CodeFlow::SignUp), &form.email),
        Err(failure) => back_with_error(&state, "/sign-up", failure, &form.email),
    }
}

async fn attempt(
    state: &AppState,
    context: &SignInFormContext,
    form: &PasswordForm,
) -> Result<Option<SignedIn>, SignInFailure> {
    let email = Email::parse(&form.email)?;
    let password = Password::chosen(form.password.expose_secret().to_owned())?;
    let signed_up = state
        .identity
        .sign_up_browser(&email, &password, context.session.as_ref(), &context.client)
        .await;
    Ok(signed_up?)
}

impl From<SignUpError> for SignInFailure {
    fn from(error: SignUpError) -> Self {
        match error {
            SignUpError::SignUpOff => Self::Closed,
            SignUpError::UserAlreadyExists => Self::EmailTaken,
            SignUpError::Password(error) => error.into(),
            SignUpError::MetadataTooLarge(_) => Self::Failed,
            SignUpError::TooManyAttempts(error) => error.into(),
            SignUpError::TooManyMails(error) => error.into(),
            SignUpError::Failed(error) => error.into(),
        }
    }
}
