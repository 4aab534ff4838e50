use axum::{Form, extract::State, response::Response};
use serde::Deserialize;

use super::{trouble::Trouble, visitor::Visitor};
use crate::{
    account::{Outcome, Section},
    server::AppState,
};
use identity::{OneTimeCode, Password, Proof};

/// A proof as it was typed, and where its bearer came from.
#[derive(Deserialize)]
pub struct Brought {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    proof: String,
    #[serde(default)]
    to: String,
}

/// Where somebody came from.
#[derive(Deserialize)]
pub struct From {
    #[serde(default)]
    to: String,
}

/// `POST /account/confirm`: with a right proof, back to where one was, and what was typed there is there again.
pub async fn confirm(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(brought): Form<Brought>,
) -> Response {
    let to = Section::parse(&brought.to);
    match prove(&state, &visitor, &brought).await {
        Ok(renewed) => {
            let answer = visitor.tell(to, Outcome::Confirmed, &waiting(&visitor));
            visitor.renewed(&renewed, answer)
        }
        Err(Trouble::Told(outcome)) => again(&visitor, to, outcome, &brought.kind),
        Err(trouble) => visitor.answer(to, Err(trouble), &[]),
    }
}

async fn prove(
    state: &AppState,
    visitor: &Visitor,
    brought: &Brought,
) -> Result<identity::Renewed, Trouble> {
    let code = || OneTimeCode::parse(&brought.proof).map_err(|_| Outcome::ProofWrong);
    if brought.proof.trim().is_empty() {
        // Sent by a slip: that is no try.
        return Err(Outcome::ProofMissing.into());
    }
    let proof = match brought.kind.as_str() {
        "factor" => Proof::FactorCode(code()?),
        "mail" => Proof::MailedCode(code()?),
        _ => {
            let password = Password::presented(brought.proof.clone());
            Proof::Password(password.map_err(|_| Outcome::ProofWrong)?)
        }
    };
    let (auth, client) = (&visitor.auth, &visitor.client);
    Ok(state.identity.confirm(auth, proof, client).await?)
}

/// `POST /account/confirm/mail`: mails a code to bring.
pub async fn mail(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(from): Form<From>,
) -> Response {
    let to = Section::parse(&from.to);
    let (auth, client) = (&visitor.auth, &visitor.client);
    let mailed = state.identity.mail_proof(auth, client).await;
    match mailed.map_err(Trouble::from) {
        Ok(()) => again(&visitor, to, Outcome::Mailed, "mail"),
        Err(Trouble::Told(outcome)) => again(&visitor, to, outcome, "mail"),
        Err(trouble) => visitor.answer(to, Err(trouble), &[]),
    }
}

/// The same page once more, with what waits.
fn again(visitor: &Visitor, to: Section, outcome: Outcome, kind: &str) -> Response {
    let mut typed = waiting(visitor);
    typed.push(("kind", kind));
    let path = format!("/account/confirm?to={}", to.id());
    visitor.redirect(&path, Section::Confirm, outcome, &typed)
}

/// What was typed into the form that waits for the proof.
fn waiting(visitor: &Visitor) -> Vec<(&str, &str)> {
    let typed = visitor.notice.iter().flat_map(|notice| &notice.typed);
    typed
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| *name != "kind")
        .collect()
}
