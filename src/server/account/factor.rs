use axum::{
    Form,
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use leptos::prelude::provide_context;
use serde::Deserialize;

use super::{ISSUER, trouble::Trouble, visitor::Visitor};
use crate::{
    account::{BackupCodes, Outcome, Section},
    server::{AppState, router::answer_with_page},
};
use identity::{OneTimeCode, PersonName};

/// The name of an app as it was typed.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    factor_name: String,
}

/// A code as it was typed.
#[derive(Deserialize)]
pub struct Brought {
    #[serde(default)]
    code: String,
}

/// Which app.
#[derive(Deserialize)]
pub struct Chosen {
    #[serde(default)]
    factor: String,
}

/// `POST /account/factor`: an app waits for its first code.
pub async fn begin(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(wanted): Form<Wanted>,
) -> Response {
    let typed = [("factor_name", wanted.factor_name.as_str())];
    match enrol(&state, &visitor, wanted.factor_name.trim()).await {
        Ok(()) => Redirect::to(&Section::Enrol.path()).into_response(),
        Err(trouble) => visitor.answer(Section::Factor, Err(trouble), &typed),
    }
}

async fn enrol(state: &AppState, visitor: &Visitor, name: &str) -> Result<(), Trouble> {
    if name.is_empty() || PersonName::parse(name).is_err() {
        return Err(Outcome::FactorNameInvalid.into());
    }
    let (auth, client) = (&visitor.auth, &visitor.client);
    let begun = state.identity.begin_own_factor(auth, name, ISSUER, client);
    Ok(begun.await?)
}

/// `POST /account/enrol`: its first code. With the first app come backup codes.
pub async fn finish(
    State(state): State<AppState>,
    mut visitor: Visitor,
    Form(brought): Form<Brought>,
) -> Response {
    let (auth, client) = (&visitor.auth, &visitor.client);
    let Ok(code) = OneTimeCode::parse(&brought.code) else {
        return visitor.answer(Section::Enrol, Err(Outcome::CodeWrong.into()), &[]);
    };
    let renewed = match state.identity.finish_own_factor(auth, &code, client).await {
        Ok(renewed) => renewed,
        Err(denied) => return visitor.answer(Section::Enrol, Err(denied.into()), &[]),
    };
    visitor.auth = renewed.auth.clone();
    let own = state.identity.own_account(&visitor.auth).await;
    let answer = match own {
        Ok(Some(own)) if own.backup_codes == 0 => show_new_codes(&state, &visitor).await,
        _ => visitor.tell(Section::Factor, Outcome::FactorAdded, &[]),
    };
    visitor.renewed(&renewed, answer)
}

/// `POST /account/factor/drop`: the app that waits is not set up.
pub async fn drop_waiting(State(state): State<AppState>, visitor: Visitor) -> Response {
    let (auth, client) = (&visitor.auth, &visitor.client);
    let dropped = state.identity.drop_waiting_factor(auth, client).await;
    let outcome = dropped.map(|()| Outcome::FactorDropped);
    visitor.answer(Section::Factor, outcome.map_err(Trouble::from), &[])
}

/// `POST /account/factor/remove`
pub async fn remove(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(chosen): Form<Chosen>,
) -> Response {
    let (auth, client) = (&visitor.auth, &visitor.client);
    let removed = state
        .identity
        .remove_own_factor(auth, &chosen.factor, client)
        .await;
    let outcome = removed.map(|()| Outcome::FactorRemoved);
    visitor.answer(Section::Factor, outcome.map_err(Trouble::from), &[])
}

/// `POST /account/backup-codes`: new ones, shown in the answer and nowhere else.
pub async fn renew_backup_codes(State(state): State<AppState>, visitor: Visitor) -> Response {
    if let Err(denied) = state.identity.require_confirmed(&visitor.auth).await {
        return visitor.answer(Section::Factor, Err(denied.into()), &[]);
    }
    show_new_codes(&state, &visitor).await
}

async fn show_new_codes(state: &AppState, visitor: &Visitor) -> Response {
    let (auth, client) = (&visitor.auth, &visitor.client);
    match state.identity.renew_backup_codes(auth, client).await {
        Ok(codes) => {
            let (codes, current_user) = (BackupCodes(codes), visitor.current_user.clone());
            let provide = move || provide_context(codes.clone());
            answer_with_page(state, "/account/backup-codes", current_user, provide).await
        }
        Err(denied) => visitor.answer(Section::Factor, Err(denied.into()), &[]),
    }
}
