use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::ui::FormMessage;

/// What the page's address says went wrong, in fixed words: what stands for them comes from where anybody can write.
///
/// It is in the address, not in a cookie as that of the account page is: redirects from Timeback's sign-in bring it
/// along, to browsers that may hold nothing of ours, and whoever reloads the page reads it again.
pub fn message_from_query() -> Option<FormMessage> {
    use_query_map().with_untracked(|query| query.get("error").map(|code| of(&code)))
}

fn of(code: &str) -> FormMessage {
    match field_error(code) {
        Some((field, words)) => FormMessage::field_error(field, field_label(field), words),
        None => FormMessage::error(explanation(code)),
    }
}

/// What a sentence calls the field.
fn field_label(field: &str) -> &'static str {
    match field {
        "email" => "the e-mail address",
        "password" => "the password",
        _ => "the code",
    }
}

fn field_error(code: &str) -> Option<(&'static str, &'static str)> {
    Some(match code {
        "email" => (
            "email",
            "Enter your e-mail address, like maya@school.example. Look for missing or extra characters.",
        ),
        "taken" => (
            "email",
            "This address has an account already. Sign in with it, or take another address.",
        ),
        "password" => ("password", "Enter your password."),
        "credentials" => (
            "password",
            "Address and password do not fit together. Look at both, and try again.",
        ),
        "short" => ("password", "Take a password of at least 8 characters."),
        "guessable" => (
            "password",
            "That password is easy to guess: one that many people use, or your own address. Take another one; a few words in a row are easy to remember.",
        ),
        "long" => (
            "password",
            "That password is too long. Take one of at most 128 characters.",
        ),
        "same" => (
            "password",
            "That is the password you had. Take another one.",
        ),
        "code" => (
            "code",
            "This code does not count: it is wrong, too old, or was used. Take the one from the newest mail, or ask for another.",
        ),
        "empty" => ("code", "Enter the code."),
        "factor" => (
            "code",
            "This code does not count: it is wrong, or was used. Enter what your app shows now, or a backup code you have not used.",
        ),
        _ => return None,
    })
}

fn explanation(code: &str) -> &'static str {
    match code {
        "cancelled" => "You did not finish signing in. You can try again.",
        "expired" => "That took too long, or began in another browser. Please sign in again.",
        "no_email" => {
            "Your account has no confirmed e-mail address, so we cannot find you in Timeback. Please ask your teacher."
        }
        "unavailable" => {
            "Timeback's sign-in is not answering right now. Please try again in a moment."
        }
        "second_factor" => {
            "That took too long, or there were too many wrong codes. Please sign in again."
        }
        "link" => "This link does not work any more: it is too old, or was used.",
        "banned" => "This account may not be used. Please ask your school.",
        "no_mail" => "This dashboard sends no mail. Please ask your teacher.",
        "often" => "That was too often. Please wait a few minutes, and try again.",
        "not_linked" => {
            "Then please sign in with the account that is yours, or ask your teacher who has the other one."
        }
        "another_person" => {
            "The account with your e-mail address here belongs to another Timeback user. Please ask your school's administrator to remove it, so that you can have one of your own."
        }
        "ended" => {
            "You are signed out: it was too long ago, or there were too many wrong tries. Please sign in again."
        }
        "closed" => "At this school everybody signs in with Timeback.",
        "busy" => "Many people are signing in right now. Please try again in a moment.",
        "broken" => "Something went wrong on our side. Please try again in a moment.",
        _ => "Signing in did not work. Please try again.",
    }
}
