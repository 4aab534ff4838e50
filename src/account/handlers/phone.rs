use axum::{Form, extract::State, response::Response};
use serde::Deserialize;

use super::{
    factor::show_new_codes, form_context::AccountFormContext, form_error::AccountFormError,
};
use crate::{
    account::{PhoneOutcome, Section},
    server::AppState,
};
use identity::{OneTimeCode, UserPhone};

/// A number as it was typed.
#[derive(Deserialize)]
pub struct AddPhoneForm {
    #[serde(default)]
    phone: String,
}

/// Which number.
#[derive(Deserialize)]
pub struct PhoneForm {
    #[serde(default)]
    phone_id: String,
}

/// The code from a text message.
#[derive(Deserialize)]
pub struct PhoneCodeForm {
    #[serde(default)]
    phone_id: String,
    #[serde(default)]
    phone_code: String,
}

/// `POST /account/phone`: adds a number, and texts it a code.
pub async fn add(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<AddPhoneForm>,
) -> Response {
    match create(&state, &context, &form.phone).await {
        Ok(phone) => text_to(&state, &context, &phone.id).await,
        Err(error) => context.answer(Section::Phone, Err(error), &[("phone", &form.phone)]),
    }
}

async fn create(
    state: &AppState,
    context: &AccountFormContext,
    typed: &str,
) -> Result<UserPhone, AccountFormError> {
    let number = state.identity.parse_phone_number(typed)?;
    let (auth, client) = (&context.auth, &context.client);
    let created = state.identity.create_phone_number(auth, &number, client);
    Ok(created.await?)
}

/// `POST /account/phone/text`: texts a code to a number that is not verified.
pub async fn text(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<PhoneForm>,
) -> Response {
    text_to(&state, &context, &form.phone_id).await
}

async fn text_to(state: &AppState, context: &AccountFormContext, id: &str) -> Response {
    let (auth, client) = (&context.auth, &context.client);
    let texted = state.identity.prepare_phone_verification(auth, id, client);
    let typed = [("phone_id", id)];
    match texted.await {
        Ok(_) => context.tell(Section::Phone, PhoneOutcome::Texted.into(), &typed),
        Err(error) => context.answer(Section::Phone, Err(error.into()), &typed),
    }
}

/// `POST /account/phone/code`: verifies a number.
pub async fn verify(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<PhoneCodeForm>,
) -> Response {
    let (auth, client, id) = (&context.auth, &context.client, &form.phone_id);
    let Ok(code) = OneTimeCode::parse(&form.phone_code) else {
        let wrong = PhoneOutcome::CodeWrong.into();
        return context.tell(Section::Phone, wrong, &[("phone_id", id)]);
    };
    let verified = state
        .identity
        .attempt_phone_verification(auth, id, &code, client)
        .await;
    let outcome = verified.map(|_| PhoneOutcome::Verified.into());
    let outcome = outcome.map_err(AccountFormError::from);
    context.answer(Section::Phone, outcome, &[("phone_id", id)])
}

/// `POST /account/phone/primary`
pub async fn make_primary(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<PhoneForm>,
) -> Response {
    let (auth, client) = (&context.auth, &context.client);
    let changed = state
        .identity
        .set_primary_phone(auth, &form.phone_id, client)
        .await;
    let outcome = changed.map(|_| PhoneOutcome::Primary.into());
    let outcome = outcome.map_err(AccountFormError::from);
    context.answer(Section::Phone, outcome, &[])
}

/// `POST /account/phone/reserve`: sign-in asks for a code that is texted to the number. With the first second factor come
/// backup codes.
pub async fn reserve(
    State(state): State<AppState>,
    mut context: AccountFormContext,
    Form(form): Form<PhoneForm>,
) -> Response {
    let (auth, client) = (&context.auth, &context.client);
    let reserved = state
        .identity
        .reserve_own_phone(auth, &form.phone_id, client);
    let renewed = match reserved.await {
        Ok(renewed) => renewed,
        Err(error) => return context.answer(Section::Factor, Err(error.into()), &[]),
    };
    if let Some(renewed) = &renewed {
        context.auth = renewed.auth.clone();
    }
    let own = state.identity.own_account(&context.auth).await;
    let answer = match own {
        Ok(Some(own)) if own.backup_codes == 0 => show_new_codes(&state, &context).await,
        _ => context.tell(Section::Factor, PhoneOutcome::Reserved.into(), &[]),
    };
    match renewed {
        Some(renewed) => context.renewed(&renewed, answer),
        None => answer,
    }
}

/// `POST /account/phone/release`: sign-in asks for no code of the number any more.
pub async fn release(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<PhoneForm>,
) -> Response {
    let (auth, client) = (&context.auth, &context.client);
    let released = state
        .identity
        .reserve_phone_number(auth, &form.phone_id, false, client)
        .await;
    let outcome = released.map(|_| PhoneOutcome::Released.into());
    let outcome = outcome.map_err(AccountFormError::from);
    context.answer(Section::Factor, outcome, &[])
}

/// `POST /account/phone/remove`
pub async fn remove(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<PhoneForm>,
) -> Response {
    let (auth, client) = (&context.auth, &context.client);
    let removed = state
        .identity
        .remove_phone_number(auth, &form.phone_id, client)
        .await;
    let outcome = removed.map(|()| PhoneOutcome::Removed.into());
    let outcome = outcome.map_err(AccountFormError::from);
    context.answer(Section::Phone, outcome, &[])
}
