//! The first factor of whoever came from a provider with the address of an account that is not linked.

use crate::{
    api::clerk::{
        error::ClerkError,
        frontend::{browser::Browser, form::Form, link_errors::not_linked, shared_errors::code},
    },
    server::browser_sign_in::require_same_person,
};
use identity::{LinkProof, Password, SignInAttempt};

/// Mails a code to the account's address.
pub async fn prepare(browser: &Browser, form: &Form) -> Result<(), ClerkError> {
    if form.required("strategy")? != "email_code" {
        return Err(ClerkError::STRATEGY_INVALID);
    }
    let token = browser.link_token().ok_or(ClerkError::NO_SUCH_SIGN_IN)?;
    let identity = &browser.state.identity;
    Ok(identity.mail_link_code(&token, &browser.client).await?)
}

/// Links the provider's account by the password of the user's account or the mailed code, and signs in.
pub async fn attempt(
    browser: &mut Browser,
    attempt: &mut SignInAttempt,
    form: &Form,
) -> Result<(), ClerkError> {
    let proof = proof(form)?;
    let token = browser.link_token().ok_or(ClerkError::NO_SUCH_SIGN_IN)?;
    require_same_person(&browser.state, &token)
        .await
        .map_err(not_linked)?;
    let identity = browser.state.identity.clone();
    let previous = browser.session_token.clone();
    let signed_in = identity
        .confirm_link(&token, &proof, previous.as_ref(), &browser.client)
        .await?;
    identity.record_sign_in(attempt, &signed_in).await?;
    browser.forget_link();
    browser.adopt(signed_in).await
}

fn proof(form: &Form) -> Result<LinkProof, ClerkError> {
    match form.required("strategy")? {
        "password" => {
            let password = Password::presented(form.required("password")?.to_owned());
            let password = password.map_err(|_| ClerkError::PASSWORD_INCORRECT)?;
            Ok(LinkProof::Password(password))
        }
        "email_code" => Ok(LinkProof::Code(code(form)?)),
        _ => Err(ClerkError::STRATEGY_INVALID),
    }
}
