use axum::{
    Form,
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use leptos::prelude::provide_context;
use serde::Deserialize;

use super::{form_context::AccountFormContext, form_error::AccountFormError};
use crate::{
    account::{FormOutcome, ISSUER, Section, backup_codes::BackupCodes},
    server::{AppState, render::render},
};
use identity::{
    EnrolFactorError, FinishFactorError, OneTimeCode, PersonName, RemoveFactorError,
    RemoveOwnFactorError, RenewBackupCodesError, RenewOwnBackupCodesError,
};

/// The name of an app as it was typed.
#[derive(Deserialize)]
pub struct AddFactorForm {
    #[serde(default)]
    factor_name: String,
}

/// A code as it was typed.
#[derive(Deserialize)]
pub struct EnrolForm {
    #[serde(default)]
    code: String,
}

/// Which app.
#[derive(Deserialize)]
pub struct RemoveFactorForm {
    #[serde(default)]
    factor: String,
}

/// `POST /account/factor`: an app waits for its first code.
pub async fn begin(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<AddFactorForm>,
) -> Response {
    let typed = [("factor_name", form.factor_name.as_str())];
    match enrol(&state, &context, form.factor_name.trim()).await {
        Ok(()) => Redirect::to(&Section::Enrol.path()).into_response(),
        Err(error) => context.answer(Section::Factor, Err(error), &typed),
    }
}

async fn enrol(
    state: &AppState,
    context: &AccountFormContext,
    name: &str,
) -> Result<(), AccountFormError> {
    if name.is_empty() || PersonName::parse(name).is_err() {
        return Err(FormOutcome::FactorNameInvalid.into());
    }
    let (auth, client) = (&context.auth, &context.client);
    let begun = state.identity.begin_own_factor(auth, name, ISSUER, client);
    Ok(begun.await?)
}

/// `POST /account/enrol`: its first code. With the first app come backup codes.
pub async fn finish(
    State(state): State<AppState>,
    mut context: AccountFormContext,
    Form(form): Form<EnrolForm>,
) -> Response {
    let (auth, client) = (&context.auth, &context.client);
    let Ok(code) = OneTimeCode::parse(&form.code) else {
        return context.answer(Section::Enrol, Err(FormOutcome::CodeWrong.into()), &[]);
    };
    let renewed = match state.identity.finish_own_factor(auth, &code, client).await {
        Ok(renewed) => renewed,
        Err(error) => return context.answer(Section::Enrol, Err(error.into()), &[]),
    };
    context.auth = renewed.auth.clone();
    let own = state.identity.own_account(&context.auth).await;
    let answer = match own {
        Ok(Some(own)) if own.backup_codes == 0 => show_new_codes(&state, &context).await,
        _ => context.tell(Section::Factor, FormOutcome::FactorAdded, &[]),
    };
    context.renewed(&renewed, answer)
}

/// `POST /account/factor/drop`: the app that waits is not set up.
pub async fn drop_waiting(State(state): State<AppState>, context: AccountFormContext) -> Response {
    let (auth, client) = (&context.auth, &context.client);
    let dropped = state.identity.drop_waiting_factor(auth, client).await;
    let outcome = dropped.map(|()| FormOutcome::FactorDropped);
    context.answer(
        Section::Factor,
        outcome.map_err(AccountFormError::from),
        &[],
    )
}

/// `POST /account/factor/remove`
pub async fn remove(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<RemoveFactorForm>,
) -> Response {
    let (auth, client) = (&context.auth, &context.client);
    let removed = state
        .identity
        .remove_own_factor(auth, &form.factor, client)
        .await;
    let outcome = removed.map(|()| FormOutcome::FactorRemoved);
    context.answer(
        Section::Factor,
        outcome.map_err(AccountFormError::from),
        &[],
    )
}

/// `POST /account/backup-codes`: new ones, shown in the answer and nowhere else.
pub async fn renew_backup_codes(
    State(state): State<AppState>,
    context: AccountFormContext,
) -> Response {
    show_new_codes(&state, &context).await
}

/// Generates backup codes, and shows them.
pub(super) async fn show_new_codes(state: &AppState, context: &AccountFormContext) -> Response {
    let (auth, client) = (&context.auth, &context.client);
    match state.identity.renew_own_backup_codes(auth, client).await {
        Ok(codes) => {
            let (codes, reader) = (BackupCodes(codes), context.reader());
            let provide = move || provide_context(codes.clone());
            render(state, "/account/backup-codes", reader, provide).await
        }
        Err(error) => context.answer(Section::Factor, Err(error.into()), &[]),
    }
}

impl From<EnrolFactorError> for AccountFormError {
    fn from(error: EnrolFactorError) -> Self {
        match error {
            EnrolFactorError::ReauthenticationNeeded | EnrolFactorError::InsufficientAal => {
                Self::ConfirmFirst
            }
            EnrolFactorError::FactorNameConflict => FormOutcome::FactorNameTaken.into(),
            EnrolFactorError::TooManyFactors => FormOutcome::FactorsTooMany.into(),
            EnrolFactorError::UserNotFound => Self::SignedOut,
            EnrolFactorError::Failed(error) => error.into(),
        }
    }
}

impl From<FinishFactorError> for AccountFormError {
    fn from(error: FinishFactorError) -> Self {
        match error {
            FinishFactorError::ReauthenticationNeeded => Self::ConfirmFirst,
            FinishFactorError::FactorNotFound => FormOutcome::FactorGone.into(),
            FinishFactorError::CodeRefused => FormOutcome::CodeWrong.into(),
            FinishFactorError::SessionNotFound => Self::SignedOut,
            FinishFactorError::Failed(error) => error.into(),
        }
    }
}

impl From<RemoveOwnFactorError> for AccountFormError {
    fn from(error: RemoveOwnFactorError) -> Self {
        match error {
            RemoveOwnFactorError::ReauthenticationNeeded
            | RemoveOwnFactorError::Remove(RemoveFactorError::InsufficientAal) => {
                Self::ConfirmFirst
            }
            RemoveOwnFactorError::Remove(RemoveFactorError::FactorNotFound) => {
                FormOutcome::FactorGone.into()
            }
            RemoveOwnFactorError::Remove(RemoveFactorError::Failed(error))
            | RemoveOwnFactorError::Failed(error) => error.into(),
        }
    }
}

impl From<RenewOwnBackupCodesError> for AccountFormError {
    fn from(error: RenewOwnBackupCodesError) -> Self {
        match error {
            RenewOwnBackupCodesError::ReauthenticationNeeded
            | RenewOwnBackupCodesError::Renew(RenewBackupCodesError::InsufficientAal) => {
                Self::ConfirmFirst
            }
            RenewOwnBackupCodesError::Renew(RenewBackupCodesError::FactorNotFound) => {
                FormOutcome::FactorGone.into()
            }
            RenewOwnBackupCodesError::Renew(RenewBackupCodesError::Failed(error))
            | RenewOwnBackupCodesError::Failed(error) => error.into(),
        }
    }
}
