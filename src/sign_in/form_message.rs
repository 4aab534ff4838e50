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
            "This address has an account already. Sign in with it, or take another address.",
        ),
        SignInFailure::PasswordMissing => ("password", "Enter your password."),
        SignInFailure::CredentialsWrong => (
            "password",
            "Address and password do not fit together. Look at both, and try again.",
        ),
        SignInFailure::PasswordShort => ("password", "Take a password of at least 8 characters."),
        SignInFailure::PasswordGuessable => (
            "password",
            "That password is easy to guess: one that many people use, or your own address. Take another one; a few words in a row are easy to remember.",
        ),
        SignInFailure::PasswordLong => (
            "password",
            "That password is too long. Take one of at most 128 characters.",
        ),
        SignInFailure::PasswordSame => (
            "password",
            "That is the password you had. Take another one.",
        ),
        SignInFailure::CodeWrong => (
            "code",
            "This code does not count: it is wrong, too old, or was used. Take the one from the newest mail, or ask for another.",
        ),
        SignInFailure::CodeMissing => ("code", "Enter the code."),
        SignInFailure::FactorCodeWrong => (
            "code",
            "This code does not count: it is wrong, or was used. Enter what your app shows now, or a backup code you have not used.",
        ),
        _ => return None,
    })
}

fn explanation(failure: SignInFailure) -> &'static str {
    match failure {
        SignInFailure::Cancelled => "You did not finish signing in. You can try again.",
        SignInFailure::Expired => {
            "That took too long, or began in another browser. Please sign in again."
        }
        SignInFailure::NoEmail => {
            "Your account has no confirmed e-mail address, so we cannot find you in Timeback. Please ask your teacher."
        }
        SignInFailure::TimebackUnavailable => {
            "Timeback's sign-in is not answering right now. Please try again in a moment."
        }
        SignInFailure::FactorExpired => {
            "That took too long, or there were too many wrong codes. Please sign in again."
        }
        SignInFailure::LinkInvalid => {
            "This link does not work any more: it is too old, or was used."
        }
        SignInFailure::Banned => "This account may not be used. Please ask your school.",
        SignInFailure::NoMail => "This dashboard sends no mail. Please ask your teacher.",
        SignInFailure::TooOften => "That was too often. Please wait a few minutes, and try again.",
        SignInFailure::NotLinked => {
            "Then please sign in with the account that is yours, or ask your teacher who has the other one."
        }
        SignInFailure::AnotherPerson => {
            "The account with your e-mail address here belongs to another Timeback user. Please ask your school's administrator to remove it, so that you can have one of your own."
        }
        SignInFailure::SessionEnded => {
            "You are signed out: it was too long ago, or there were too many wrong tries. Please sign in again."
        }
        SignInFailure::Closed => "At this school everybody signs in with Timeback.",
        SignInFailure::Busy => {
            "Many people are signing in right now. Please try again in a moment."
        }
        SignInFailure::Broken => "Something went wrong on our side. Please try again in a moment.",
        _ => "Signing in did not work. Please try again.",
    }
}
