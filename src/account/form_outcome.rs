use serde::{Deserialize, Serialize};

use crate::ui::FormMessage;

/// The outcome of a form: a closed set, each with fixed words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormOutcome {
    /// The name is saved.
    NameSaved,
    /// The name is none.
    NameInvalid,
    /// Codes were mailed to the new address and the one in use.
    EmailAsked,
    /// One of both addresses agreed.
    EmailHalf,
    /// The new address is in its place.
    EmailChanged,
    /// The address in use stays.
    EmailKept,
    /// The text is no address.
    EmailInvalid,
    /// The address is somebody else's.
    EmailTaken,
    /// Somebody else has an account with the user's own address.
    AddressTaken,
    /// A mail is on its way.
    Mailed,
    /// A mail was sent a moment ago.
    MailedJustNow,
    /// There is no address to mail to.
    NoAddress,
    /// No mail is sent here.
    NoMail,
    /// A password opens nothing here.
    NoPasswords,
    /// The code is not right.
    CodeWrong,
    /// The password is saved.
    PasswordSaved,
    /// The current password is not right.
    PasswordWrong,
    /// The new password is too short.
    PasswordShort,
    /// The new password is one that is guessed early.
    PasswordGuessable,
    /// The new password is too long.
    PasswordLong,
    /// The new password is the old one.
    PasswordSame,
    /// The app counts from now on.
    FactorAdded,
    /// The app counts no more.
    FactorRemoved,
    /// The app that waited was dropped.
    FactorDropped,
    /// There is an app of this name.
    FactorNameTaken,
    /// The app's name is none.
    FactorNameInvalid,
    /// There are as many apps as may be.
    FactorsTooMany,
    /// There is no such app.
    FactorGone,
    /// A session ended.
    SessionEnded,
    /// All other sessions ended.
    OthersEnded,
    /// There is no such session.
    SessionGone,
    /// The word that confirms the deletion was not typed.
    WordMissing,
    /// It must be proved first that it is the user.
    ConfirmFirst,
    /// It was proved that it is the user.
    Confirmed,
    /// No proof was entered.
    ProofMissing,
    /// The proof was not right.
    ProofWrong,
    /// It was asked for too often.
    TooOften,
    /// Too many are waiting.
    Busy,
    /// It could not be done; the log knows more.
    Failed,
}

impl FormOutcome {
    /// The message that the page shows.
    pub fn message(self) -> FormMessage {
        match self.place() {
            Some((field, called)) => FormMessage::field_error(field, called, self.words()),
            None if self.is_good() => FormMessage::success(self.words()),
            None => FormMessage::error(self.words()),
        }
    }

    /// The words of the message; where something is wrong, they say how to correct it.
    #[rustfmt::skip]
    fn words(self) -> &'static str {
        match self {
            Self::NameSaved => "Your name is saved.",
            Self::NameInvalid => "A name has one line of at most 100 characters.",
            Self::EmailAsked => "We sent a code to the new address, and one to the address you have. Enter both below.",
            Self::EmailHalf => "That address agreed. Now enter the code we sent to the other one.",
            Self::EmailChanged => "Your e-mail address is changed.",
            Self::EmailKept => "Your e-mail address stays as it is.",
            Self::EmailInvalid => "That does not look like an e-mail address. It needs a name, an @ and a place, like maya@example.com.",
            Self::EmailTaken => "Somebody else uses that address. Take another one, or sign in with that one.",
            Self::AddressTaken => "Somebody else has an account here with your e-mail address. Please ask your school to sort that out.",
            Self::Mailed => "The mail is on its way. It can take a minute.",
            Self::MailedJustNow => "We sent you a mail a moment ago. Look there, or try again in a minute.",
            Self::NoAddress => "We have no address to send a mail to. Please sign out and in again instead.",
            Self::NoMail => "This dashboard sends no mail. Please sign out and in again instead.",
            Self::NoPasswords => "At this school everybody signs in with Timeback, so no password can be set here.",
            Self::CodeWrong => "That code is not right, or too old. Codes work once; take the newest one.",
            Self::PasswordSaved => "Your password is saved. You are signed out everywhere else.",
            Self::PasswordWrong => "That is not your current password. Please type it again.",
            Self::PasswordShort => "A password needs at least 8 characters. Three or four words make a good one.",
            Self::PasswordGuessable => "That password is easy to guess: one that many people use, or your own address. Take another one; a few words in a row are easy to remember.",
            Self::PasswordLong => "That password is too long. Take one of at most 128 characters.",
            Self::PasswordSame => "That is the password you have. Choose another one.",
            Self::FactorAdded => "Your authenticator app is set up. You will be asked for its code.",
            Self::FactorRemoved => "That authenticator app counts no more.",
            Self::FactorDropped => "Nothing was set up.",
            Self::FactorNameTaken => "You have an app of that name. Give this one another name.",
            Self::FactorNameInvalid => "Give the app a name of one line, at most 100 characters.",
            Self::FactorsTooMany => "You have as many apps as you may have. Remove one first.",
            Self::FactorGone => "That app is not there any more.",
            Self::SessionEnded => "That device is signed out.",
            Self::OthersEnded => "You are signed out everywhere else.",
            Self::SessionGone => "That device was signed out already.",
            Self::WordMissing => "Type the word delete to go on.",
            Self::ConfirmFirst => "Please show first that it is you.",
            Self::Confirmed => "Thank you. For five minutes you can make changes like this.",
            Self::ProofMissing => "Nothing is entered here yet.",
            Self::ProofWrong => "That is not right. Please try again; after five wrong tries you are signed out.",
            Self::TooOften => "That was too often. Please wait a few minutes, and try again.",
            Self::Busy => "Many people are signing in right now. Please try again in a moment.",
            Self::Failed => "Something went wrong on our side. Please try again.",
        }
    }

    /// Whether the form succeeded.
    fn is_good(self) -> bool {
        matches!(
            self,
            Self::NameSaved
                | Self::EmailAsked
                | Self::EmailHalf
                | Self::EmailChanged
                | Self::EmailKept
                | Self::Mailed
                | Self::PasswordSaved
                | Self::FactorAdded
                | Self::FactorRemoved
                | Self::FactorDropped
                | Self::SessionEnded
                | Self::OthersEnded
                | Self::Confirmed
        )
    }

    /// Whether the user's other sessions may be known to somebody who knew what was changed.
    pub fn touches_ways_in(self) -> bool {
        matches!(
            self,
            Self::PasswordSaved | Self::FactorAdded | Self::FactorRemoved
        )
    }

    /// The field it is about, and what a sentence calls that; none when it is about the whole form.
    fn place(self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::NameInvalid => ("first_name", "your name"),
            Self::EmailInvalid | Self::EmailTaken => ("new_email", "the new address"),
            Self::CodeWrong => ("code", "the code"),
            Self::PasswordWrong => ("current_password", "your current password"),
            Self::PasswordShort
            | Self::PasswordGuessable
            | Self::PasswordLong
            | Self::PasswordSame => ("new_password", "the new password"),
            Self::FactorNameTaken | Self::FactorNameInvalid => ("factor_name", "the app's name"),
            Self::WordMissing => ("word", "the word"),
            Self::ProofMissing | Self::ProofWrong => ("proof", "what you entered"),
            _ => return None,
        })
    }
}
