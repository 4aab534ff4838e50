//! The names and words of what a mailed code or link continues.

use serde::{Deserialize as _, Deserializer};

use identity::CodeFlow;
use messages::Messages;

/// The flow of this name.
pub fn parse(flow: &str) -> Option<CodeFlow> {
    [
        CodeFlow::SignUp,
        CodeFlow::SignIn,
        CodeFlow::Recovery,
        CodeFlow::EmailChange,
    ]
    .into_iter()
    .find(|known| name(*known) == flow)
}

/// The flow that a form's field names; to sign in when it names none.
///
/// # Errors
/// Returns the deserializer's error when the field is no text.
pub fn deserialize<'de, D: Deserializer<'de>>(field: D) -> Result<CodeFlow, D::Error> {
    let flow = String::deserialize(field)?;
    Ok(parse(&flow).unwrap_or(CodeFlow::SignIn))
}

/// Its name in the query parameter `for`.
pub fn name(flow: CodeFlow) -> &'static str {
    match flow {
        CodeFlow::SignUp => "sign_up",
        CodeFlow::SignIn => "sign_in",
        CodeFlow::Recovery => "recovery",
        CodeFlow::EmailChange => "email_change",
    }
}

/// The page on which its code is entered.
pub fn page(flow: CodeFlow) -> String {
    format!("/confirm?for={}", name(flow))
}

/// The heading above its form.
pub fn heading(flow: CodeFlow, text: &Messages) -> String {
    match flow {
        CodeFlow::SignUp => text.confirm_sign_up(),
        CodeFlow::SignIn => text.confirm_sign_in(),
        CodeFlow::Recovery => text.confirm_recovery(),
        CodeFlow::EmailChange => text.confirm_email_change(),
    }
}

/// The label of its button.
pub fn button(flow: CodeFlow, text: &Messages) -> String {
    match flow {
        CodeFlow::SignUp => text.confirm_sign_up_submit(),
        CodeFlow::SignIn => text.sign_in_submit(),
        CodeFlow::Recovery => text.sign_in_continue(),
        CodeFlow::EmailChange => text.confirm_email_change_submit(),
    }
}

/// Where its mail goes, without saying whether there is an account.
pub fn promise(flow: CodeFlow, text: &Messages) -> String {
    match flow {
        CodeFlow::SignUp => text.confirm_sign_up_sent(),
        CodeFlow::SignIn | CodeFlow::Recovery => text.confirm_sent(),
        CodeFlow::EmailChange => text.confirm_email_change_sent(),
    }
}
