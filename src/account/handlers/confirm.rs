use axum::{Form, extract::State, response::Response};
use serde::Deserialize;

use super::{form_context::AccountFormContext, form_error::AccountFormError};
use crate::{
    account::{FormOutcome, PhoneOutcome, Section},
    server::AppState,
};
use identity::{ConfirmError, MailReauthenticationError, OneTimeCode, Password, Proof};

/// A proof as it was typed, and where its bearer came from.
#[derive(Deserialize)]
pub struct ConfirmForm {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    proof: String,
    #[serde(default)]
    to: String,
}

/// Where somebody came from.
#[derive(Deserialize)]
pub struct ProofMailForm {
    #[serde(default)]
    to: String,
}

/// `POST /account/confirm`: with a right proof, back to where one was, and what was typed there is there again.
pub async fn confirm(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<ConfirmForm>,
) -> Response {
    let to = Section::parse(&form.to);
    match prove(&state, &context, &form).await {
        Ok(renewed) => {
            let answer = context.tell(to, FormOutcome::Confirmed, &waiting(&context));
            context.renewed(&renewed, answer)
        }
        Err(AccountFormError::Rejected(outcome)) => again(&context, to, outcome, &form.kind),
        Err(error) => context.answer(to, Err(error), &[]),
    }
}

async fn prove(
    state: &AppState,
    context: &AccountFormContext,
    form: &ConfirmForm,
) -> Result<identity::Renewed, AccountFormError> {
    let code = || OneTimeCode::parse(&form.proof).map_err(|_| FormOutcome::ProofWrong);
    if form.proof.trim().is_empty() {
        // Sent by a slip: that is no try.
        return Err(FormOutcome::ProofMissing.into());
    }
    let proof = match form.kind.as_str() {
        "factor" => Proof::FactorCode(code()?),
        "mail" => Proof::MailedCode(code()?),
        _ => {
            let password = Password::presented(form.proof.clone());
            Proof::Password(password.map_err(|_| FormOutcome::ProofWrong)?)
        }
    };
    let (auth, client) = (&context.auth, &context.client);
    Ok(state.identity.confirm(auth, proof, client).await?)
}

/// `POST /account/confirm/mail`: mails a code to bring.
pub async fn mail(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<ProofMailForm>,
) -> Response {
    let to = Section::parse(&form.to);
    let (auth, client) = (&context.auth, &context.client);
    let mailed = state.identity.mail_proof(auth, client).await;
    match mailed.map_err(AccountFormError::from) {
        Ok(()) => again(&context, to, FormOutcome::Mailed, "mail"),
        Err(AccountFormError::Rejected(outcome)) => again(&context, to, outcome, "mail"),
        Err(error) => context.answer(to, Err(error), &[]),
    }
}

/// `POST /account/confirm/text`: texts a code to bring, to the phone that is a second factor.
pub async fn text(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<ProofMailForm>,
) -> Response {
    let to = Section::parse(&form.to);
    let (auth, client) = (&context.auth, &context.client);
    let texted = state.identity.text_proof(auth, None, client).await;
    match texted.map_err(AccountFormError::from) {
        Ok(_) => again(&context, to, PhoneOutcome::Texted.into(), "factor"),
        Err(AccountFormError::Rejected(outcome)) => again(&context, to, outcome, "factor"),
        Err(error) => context.answer(to, Err(error), &[]),
    }
}

/// The same page once more, with what waits.
fn again(context: &AccountFormContext, to: Section, outcome: FormOutcome, kind: &str) -> Response {
    let mut typed = waiting(context);
    typed.push(("kind", kind));
    let path = format!("/account/confirm?to={}", to.id());
    context.redirect(&path, Section::Confirm, outcome, &typed)
}

/// What was typed into the form that waits for the proof.
fn waiting(context: &AccountFormContext) -> Vec<(&str, &str)> {
    let typed = context.flash.iter().flat_map(|flash| &flash.typed);
    typed
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| *name != "kind")
        .collect()
}

impl From<ConfirmError> for AccountFormError {
    fn from(error: ConfirmError) -> Self {
        match error {
            ConfirmError::ReauthenticationNotValid => FormOutcome::ProofWrong.into(),
            ConfirmError::SessionNotFound => Self::SignedOut,
            ConfirmError::Failed(error) => error.into(),
        }
    }
}

impl From<MailReauthenticationError> for AccountFormError {
    fn from(error: MailReauthenticationError) -> Self {
        match error {
            MailReauthenticationError::MailOff => FormOutcome::NoMail.into(),
            MailReauthenticationError::EmailNotConfirmed => FormOutcome::NoAddress.into(),
            MailReauthenticationError::MailedJustNow => FormOutcome::MailedJustNow.into(),
            MailReauthenticationError::Failed(error) => error.into(),
        }
    }
}
