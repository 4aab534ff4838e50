//! The names and words of what a mailed code or link continues.

use identity::CodeFlow;
use serde::{Deserialize as _, Deserializer};

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
pub fn heading(flow: CodeFlow) -> &'static str {
    match flow {
        CodeFlow::SignUp => "Confirm your address",
        CodeFlow::SignIn => "Sign in with a code",
        CodeFlow::Recovery => "Set a new password",
        CodeFlow::EmailChange => "Change your address",
    }
}

/// The label of its button.
pub fn button(flow: CodeFlow) -> &'static str {
    match flow {
        CodeFlow::SignUp => "Confirm and sign in",
        CodeFlow::SignIn => "Sign in",
        CodeFlow::Recovery => "Continue",
        CodeFlow::EmailChange => "Change the address",
    }
}

/// Where its mail goes, without saying whether there is an account.
pub fn promise(flow: CodeFlow) -> &'static str {
    match flow {
        CodeFlow::SignUp => {
            "If this address can be used for a new account, we've e-mailed it an eight-digit code. Already have an account? Sign in instead."
        }
        CodeFlow::SignIn | CodeFlow::Recovery => {
            "If this address has an account, we've e-mailed it an eight-digit code."
        }
        CodeFlow::EmailChange => {
            "We e-mailed an eight-digit code to your new address and another to your current one. Enter both here."
        }
    }
}
