use axum::{
    Form,
    extract::State,
    http::{HeaderName, HeaderValue},
    response::{IntoResponse as _, Redirect, Response},
};
use display_error_chain::DisplayErrorChain;
use serde::Deserialize;

use super::{form_context::AccountFormContext, form_error::AccountFormError};
use crate::{
    account::{FormOutcome, Section},
    server::AppState,
};
use identity::DeleteOwnAccountError;
use messages::Language;

/// The word as it was typed.
#[derive(Deserialize)]
pub struct DeleteForm {
    #[serde(default)]
    word: String,
}

/// `POST /account/delete`
pub async fn leave(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<DeleteForm>,
) -> Response {
    let fields = [("word", form.word.as_str())];
    if !is_confirmed(&form.word) {
        return context.answer(
            Section::Delete,
            Err(FormOutcome::WordMissing.into()),
            &fields,
        );
    }
    let student = state.profiles.find_timeback_id(&context.user).await;
    let student = student.ok().flatten();
    match state.identity.leave(&context.auth, &context.client).await {
        Ok(()) => {
            forget_refused(&state, student).await;
            tracing::info!("a user deleted their account");
            let clear_site = (
                HeaderName::from_static("clear-site-data"),
                HeaderValue::from_static("\"cache\", \"storage\""),
            );
            let answer = ([clear_site], Redirect::to("/account/deleted")).into_response();
            context.signed_out(answer)
        }
        Err(error) => context.answer(Section::Delete, Err(error.into()), &fields),
    }
}

/// Whether this is the word that confirms the deletion, in any of the languages. Nobody deletes their account by accident.
fn is_confirmed(typed: &str) -> bool {
    let typed = typed.trim().to_lowercase();
    let languages = Language::ALL.into_iter();
    languages
        .map(|language| language.messages().account_delete_word())
        .any(|word| word == typed)
}

/// Forgets what Timeback refused of this student. It would go by itself after a month: nobody has to wait for it here.
async fn forget_refused(state: &AppState, student: Option<String>) {
    let Some(student) = student else { return };
    if let Err(error) = state.outbox.forget_refused_of(&student).await {
        tracing::error!(
            error = %DisplayErrorChain::new(&error),
            "could not delete the rejected events of a deleted user"
        );
    }
}

impl From<DeleteOwnAccountError> for AccountFormError {
    fn from(error: DeleteOwnAccountError) -> Self {
        match error {
            DeleteOwnAccountError::ReauthenticationNeeded
            | DeleteOwnAccountError::InsufficientAal => Self::ConfirmFirst,
            DeleteOwnAccountError::UserNotFound => Self::SignedOut,
            DeleteOwnAccountError::Failed(error) => error.into(),
        }
    }
}
