use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{server::browser_sign_in::SignInFailure, ui::FormMessage};

/// What the page's address says went wrong, in fixed words: what stands for them comes from where anybody can write.
///
/// It is in the address, not in a cookie as that of the account page is: redirects from Timeback's sign-in bring it
/// along, to browsers that may hold nothing of ours, and whoever reloads the page reads it again.
pub fn message_from_query() -> Option<FormMessage> {
    let name = use_query_map().with_untracked(|query| query.get("error"))?;
    let failure = SignInFailure::parse(&name).unwrap_or(SignInFailure::Failed);
    Some(match field_error(failure) {
        Some((field, words)) => FormMessage::field_error(field, field_label(field), words),
        None => FormMessage::error(explanation(failure)),
    })
}

/// What a sentence calls the field.
fn field_label(field: &str) -> &'static str {
    match field {
        "email" => "the e-mail address",
        "password" => "the password",
        _ => "the code",
    }
}

fn field_error(failure: SignInFailure) -> Option<(&'static str, &'static str)> {
    Some(match failure {
        SignInFailure::EmailInvalid => (
            "email",
            "Enter your e-mail address, like maya@school.example. Look for missing or extra characters.",
        ),
        SignInFailure::EmailTaken => (
            "email",
            "This address already has an account. Sign in with it, or use another address.",
        ),
        SignInFailure::PasswordMissing => ("password", "Enter your password."),
        SignInFailure::CredentialsWrong => (
            "password",
            "That e-mail and password don't match. Check both and try again.",
        ),
        SignInFailure::PasswordCompromised => (
            "password",
            "Your school asked you to choose a new password. Use \u{201c}I forgot my password\u{201d} below: we'll e-mail you a code for it.",
        ),
        SignInFailure::PasswordShort => ("password", "Choose a password of at least 8 characters."),
        SignInFailure::PasswordGuessable => (
            "password",
            "That password is easy to guess: it's common, or it's your own address. Choose another one; a few words are easy to remember.",
        ),
        SignInFailure::PasswordLong => (
            "password",
            "That password is too long. Use up to 128 characters.",
        ),
        SignInFailure::PasswordSame => {
            ("password", "That's your old password. Choose another one.")
        }
        SignInFailure::CodeWrong => (
            "code",
            "That code is wrong, has expired, or was already used. Use the one from the newest e-mail, or ask for another.",
        ),
        SignInFailure::CodeMissing => ("code", "Enter the code."),
        SignInFailure::FactorCodeWrong => (
            "code",
            "That code is wrong or was already used. Enter the code your app shows now, the newest one we texted, or an unused backup code.",
        ),
        _ => return None,
    })
}

fn explanation(failure: SignInFailure) -> &'static str {
    match failure {
        SignInFailure::Cancelled => "You didn't finish signing in. You can try again.",
        SignInFailure::ProviderFailed => {
            "That sign-in didn't answer as expected. Please try again in a moment, or sign in another way."
        }
        SignInFailure::ProviderNoEmail => {
            "That account has no confirmed e-mail address, so we can't make an account for you from it. Create one here with your e-mail address, then connect the other on your account page."
        }
        SignInFailure::Expired => {
            "That took too long, or started in another browser. Please sign in again."
        }
        SignInFailure::NoEmail => {
            "Your account has no confirmed e-mail address, so we can't find you in Timeback. Please ask your teacher."
        }
        SignInFailure::TimebackUnavailable => {
            "Timeback's sign-in is not answering right now. Please try again in a moment."
        }
        SignInFailure::FactorExpired => {
            "That took too long, or there were too many wrong codes. Please sign in again."
        }
        SignInFailure::LinkInvalid => {
            "This link no longer works: it has expired or was already used."
        }
        SignInFailure::Banned => "This account is blocked. Please ask your school.",
        SignInFailure::NoMail => "This dashboard doesn't send e-mail. Please ask your teacher.",
        SignInFailure::NoSms => {
            "This dashboard doesn't send text messages. Enter a backup code, or ask your school."
        }
        SignInFailure::TextedJustNow => {
            "We just texted you. Check your phone, or try again in a minute."
        }
        SignInFailure::TooOften => "Too many tries. Please wait a few minutes, then try again.",
        SignInFailure::NotLinked => {
            "Please sign in with your own account, or ask your teacher whose the other one is."
        }
        SignInFailure::AddressReassigned => {
            "The account here with your e-mail address belongs to another Timeback user. Please ask your school's administrator to remove it so you can have your own."
        }
        SignInFailure::SessionEnded => {
            "You've been signed out, after too long or too many wrong tries. Please sign in again."
        }
        SignInFailure::Closed => "At this school everyone signs in with Timeback.",
        SignInFailure::Busy => {
            "A lot of people are signing in right now. Please try again in a moment."
        }
        SignInFailure::Broken => "Something went wrong on our side. Please try again in a moment.",
        _ => "Sign-in didn't work. Please try again.",
    }
}
