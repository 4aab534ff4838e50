use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{server::browser_sign_in::SignInFailure, ui::FormMessage, viewer::use_language};
use messages::Messages;

/// What the page's address says went wrong, in fixed words: what stands for them comes from where anybody can write.
///
/// It is in the address, not in a cookie as that of the account page is: redirects from Timeback's sign-in bring it
/// along, to browsers that may hold nothing of ours, and whoever reloads the page reads it again.
pub fn message_from_query() -> Option<FormMessage> {
    let name = use_query_map().with_untracked(|query| query.get("error"))?;
    let failure = SignInFailure::parse(&name).unwrap_or(SignInFailure::Failed);
    let text = use_language().messages();
    Some(match field_error(failure, text) {
        Some((field, words)) => FormMessage::field_error(field, field_label(field, text), words),
        None => FormMessage::error(explanation(failure, text)),
    })
}

/// What a sentence calls the field.
fn field_label(field: &str, text: &Messages) -> String {
    match field {
        "email" => text.sign_in_field_email(),
        "password" => text.sign_in_field_password(),
        _ => text.sign_in_field_code(),
    }
}

fn field_error(failure: SignInFailure, text: &Messages) -> Option<(&'static str, String)> {
    Some(match failure {
        SignInFailure::EmailInvalid => ("email", text.sign_in_error_email()),
        SignInFailure::EmailTaken => ("email", text.sign_in_error_taken()),
        SignInFailure::PasswordMissing => ("password", text.sign_in_error_password()),
        SignInFailure::CredentialsWrong => ("password", text.sign_in_error_credentials()),
        SignInFailure::PasswordCompromised => ("password", text.sign_in_error_compromised()),
        SignInFailure::PasswordShort => ("password", text.sign_in_error_short()),
        SignInFailure::PasswordGuessable => ("password", text.sign_in_error_guessable()),
        SignInFailure::PasswordLong => ("password", text.sign_in_error_long()),
        SignInFailure::PasswordSame => ("password", text.sign_in_error_same()),
        SignInFailure::CodeWrong => ("code", text.sign_in_error_code()),
        SignInFailure::CodeMissing => ("code", text.sign_in_error_no_code()),
        SignInFailure::FactorCodeWrong => ("code", text.sign_in_error_factor_code()),
        _ => return None,
    })
}

fn explanation(failure: SignInFailure, text: &Messages) -> String {
    match failure {
        SignInFailure::Cancelled => text.sign_in_error_cancelled(),
        SignInFailure::ProviderFailed => text.sign_in_error_provider(),
        SignInFailure::ProviderNoEmail => text.sign_in_error_provider_email(),
        SignInFailure::Expired => text.sign_in_error_expired(),
        SignInFailure::NoEmail => text.sign_in_error_no_email(),
        SignInFailure::TimebackUnavailable => text.sign_in_error_timeback(),
        SignInFailure::FactorExpired => text.sign_in_error_factor_expired(),
        SignInFailure::LinkInvalid => text.sign_in_error_link(),
        SignInFailure::Banned => text.sign_in_error_banned(),
        SignInFailure::NoMail => text.sign_in_error_no_mail(),
        SignInFailure::NoSms => text.sign_in_error_no_sms(),
        SignInFailure::TextedJustNow => text.sign_in_error_texted(),
        SignInFailure::TooOften => text.sign_in_error_often(),
        SignInFailure::NotLinked => text.sign_in_error_not_linked(),
        SignInFailure::AddressReassigned => text.sign_in_error_reassigned(),
        SignInFailure::SessionEnded => text.sign_in_error_ended(),
        SignInFailure::Closed => text.sign_in_error_closed(),
        SignInFailure::Busy => text.sign_in_error_busy(),
        SignInFailure::Broken => text.sign_in_error_broken(),
        _ => text.sign_in_error(),
    }
}
