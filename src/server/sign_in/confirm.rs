use axum::{
    Form,
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::{
    code,
    failure::SignInFailure,
    flow_name,
    form_context::SignInFormContext,
    parse_flow,
    redirects::{after_sign_in, back_with_error, to_page, with_error},
};
use crate::server::AppState;
use identity::{CodeFlow, Confirmed, Email, OneTimeCode, Token};

/// What was mailed: the token of the link, or the code, what it is for and the address it was mailed to.
#[derive(Deserialize)]
#[serde(default)]
pub struct ConfirmForm {
    token: SecretString,
    email: String,
    code: SecretString,
    r#for: String,
}

impl Default for ConfirmForm {
    fn default() -> Self {
        Self {
            token: String::new().into(),
            email: String::new(),
            code: String::new().into(),
            r#for: String::new(),
        }
    }
}

impl ConfirmForm {
    fn flow(&self) -> CodeFlow {
        parse_flow(&self.r#for).unwrap_or(CodeFlow::SignIn)
    }

    /// Where the code is entered.
    fn page(&self) -> String {
        format!("/confirm?for={}", flow_name(self.flow()))
    }
}

/// `POST /confirm`: does what the mail was for.
pub async fn confirm(
    State(state): State<AppState>,
    context: SignInFormContext,
    Form(form): Form<ConfirmForm>,
) -> Response {
    let confirmed = if form.token.expose_secret().is_empty() {
        enter_code(&state, &context, &form).await
    } else {
        follow_link(&state, &context, &form).await
    };
    match confirmed {
        Ok(Confirmed::SignedIn(signed_in)) => {
            after_sign_in(&state, &signed_in, context.return_path.as_ref())
        }
        Ok(Confirmed::LedBack(app)) => Redirect::to(app.expose_secret()).into_response(),
        Ok(Confirmed::AddressChanged) => Redirect::to("/confirm?done=changed").into_response(),
        Ok(Confirmed::HalfChanged) => Redirect::to("/confirm?done=half").into_response(),
        Err(SignInFailure::LINK) => with_error("/confirm", SignInFailure::LINK),
        Err(failure) => back_with_error(&state, &form.page(), failure, &form.email),
    }
}

/// `POST /confirm/again`: mails another code for the same.
pub async fn mail_again(
    State(state): State<AppState>,
    context: SignInFormContext,
    Form(form): Form<ConfirmForm>,
) -> Response {
    let (flow, page) = (form.flow(), form.page());
    match code::attempt(&state, &context, flow, &form.email).await {
        Ok(()) => to_page(&state, &format!("{page}&sent=again"), &form.email),
        Err(failure) => back_with_error(&state, &page, failure, &form.email),
    }
}

async fn follow_link(
    state: &AppState,
    context: &SignInFormContext,
    form: &ConfirmForm,
) -> Result<Confirmed, SignInFailure> {
    let link = Token::parse(form.token.expose_secret()).ok_or(SignInFailure::LINK)?;
    let confirmed = state
        .identity
        .follow_link(&link, context.session.as_ref(), &context.client)
        .await;
    confirmed.map_err(|denied| match SignInFailure::from(denied) {
        SignInFailure::CODE => SignInFailure::LINK,
        failure => failure,
    })
}

async fn enter_code(
    state: &AppState,
    context: &SignInFormContext,
    form: &ConfirmForm,
) -> Result<Confirmed, SignInFailure> {
    let email = Email::presented(&form.email)?;
    let code = OneTimeCode::parse(form.code.expose_secret())?;
    let confirmed = state
        .identity
        .enter_code(
            &email,
            form.flow(),
            &code,
            context.session.as_ref(),
            &context.client,
        )
        .await;
    Ok(confirmed?)
}
