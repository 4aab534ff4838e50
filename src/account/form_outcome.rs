use serde::{Deserialize, Serialize};

use super::{PhoneOutcome, address_outcome::AddressOutcome, picture_outcome::PictureOutcome};
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
    /// The time zone is saved.
    TimeZoneSaved,
    /// No time zone has this name.
    TimeZoneUnknown,
    /// What became of the picture.
    Picture(PictureOutcome),
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
    /// What became of one of the user's addresses.
    Address(AddressOutcome),
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
    /// An account at a provider was disconnected.
    Disconnected,
    /// There is no such account at a provider.
    ConnectionGone,
    /// It is the user's last way to sign in.
    LastWayIn,
    /// The provider is not available.
    ProviderFailed,
    /// Of a form about phone numbers.
    Phone(PhoneOutcome),
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
            Self::NameInvalid => "A name is one line of up to 100 characters.",
            Self::TimeZoneSaved => "Your time zone is saved.",
            Self::TimeZoneUnknown => "We don't know that time zone. Choose one from the list.",
            Self::Picture(outcome) => outcome.words(),
            Self::EmailAsked => "We e-mailed a code to the new address and one to your current address. Enter both below.",
            Self::EmailHalf => "That address is confirmed. Now enter the code we sent to the other one.",
            Self::EmailChanged => "Your e-mail address has changed.",
            Self::EmailKept => "Your e-mail address stays the same.",
            Self::EmailInvalid => "That doesn't look like an e-mail address. It needs a name, an @ and a domain, like maya@example.com.",
            Self::EmailTaken => "That address already has an account. Use another one, or sign in with it.",
            Self::AddressTaken => "Someone else has an account here with your e-mail address. Please ask your school to fix this.",
            Self::Address(outcome) => outcome.words(),
            Self::Mailed => "The e-mail is on its way. It can take a minute.",
            Self::MailedJustNow => "We just e-mailed you. Check your inbox, or try again in a minute.",
            Self::NoAddress => "We have no address to e-mail. Please sign out and back in instead.",
            Self::NoMail => "This dashboard doesn't send e-mail. Please sign out and back in instead.",
            Self::NoPasswords => "At this school everyone signs in with Timeback, so you can't set a password here.",
            Self::CodeWrong => "That code is wrong or has expired. Codes work once; use the newest one.",
            Self::PasswordSaved => "Your password is saved. All your other devices have been signed out.",
            Self::PasswordWrong => "That's not your current password. Please try again.",
            Self::PasswordShort => "A password needs at least 8 characters. Three or four words work well.",
            Self::PasswordGuessable => "That password is easy to guess: it's common, or it's your own address. Choose another one; a few words are easy to remember.",
            Self::PasswordLong => "That password is too long. Use up to 128 characters.",
            Self::PasswordSame => "That's already your password. Choose another one.",
            Self::FactorAdded => "Your authenticator app is set up. You'll need its code to sign in.",
            Self::FactorRemoved => "That authenticator app was removed.",
            Self::FactorDropped => "Setup cancelled.",
            Self::FactorNameTaken => "You already have an app with that name. Give this one another name.",
            Self::FactorNameInvalid => "Give the app a name: one line, up to 100 characters.",
            Self::FactorsTooMany => "You've reached the limit of apps. Remove one first.",
            Self::FactorGone => "That app has already been removed.",
            Self::Disconnected => "That account is disconnected. You can't sign in with it any more.",
            Self::ConnectionGone => "That account was already disconnected.",
            Self::LastWayIn => "That's your only way to sign in. Set a password or connect another account first.",
            Self::ProviderFailed => "That provider isn't answering right now. Please try again in a moment.",
            Self::Phone(outcome) => outcome.words(),
            Self::SessionEnded => "That device is signed out.",
            Self::OthersEnded => "All your other devices have been signed out.",
            Self::SessionGone => "That device was already signed out.",
            Self::WordMissing => "Type the word delete to continue.",
            Self::ConfirmFirst => "Please confirm it's you first.",
            Self::Confirmed => "Thanks! You can make changes like this for the next five minutes.",
            Self::ProofMissing => "You haven't entered anything yet.",
            Self::ProofWrong => "That's not right. Please try again. After five wrong tries you'll be signed out.",
            Self::TooOften => "Too many tries. Please wait a few minutes, then try again.",
            Self::Busy => "A lot of people are signing in right now. Please try again in a moment.",
            Self::Failed => "Something went wrong on our side. Please try again.",
        }
    }

    /// Whether the form succeeded.
    pub fn is_good(self) -> bool {
        match self {
            Self::Phone(outcome) => outcome.is_good(),
            Self::Address(outcome) => outcome.is_good(),
            Self::Picture(outcome) => outcome.is_good(),
            Self::NameSaved
            | Self::TimeZoneSaved
            | Self::EmailAsked
            | Self::EmailHalf
            | Self::EmailChanged
            | Self::EmailKept
            | Self::Mailed
            | Self::PasswordSaved
            | Self::FactorAdded
            | Self::FactorRemoved
            | Self::FactorDropped
            | Self::Disconnected
            | Self::SessionEnded
            | Self::OthersEnded
            | Self::Confirmed => true,
            _ => false,
        }
    }

    /// Whether the user's other sessions may be known to somebody who knew what was changed.
    pub fn touches_ways_in(self) -> bool {
        matches!(
            self,
            Self::PasswordSaved
                | Self::FactorAdded
                | Self::FactorRemoved
                | Self::Disconnected
                | Self::Phone(PhoneOutcome::Released)
        )
    }

    /// The field it is about, and what a sentence calls that; none when it is about the whole form.
    fn place(self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::NameInvalid => ("first_name", "your name"),
            Self::TimeZoneUnknown => ("time_zone", "your time zone"),
            Self::Picture(outcome) => return outcome.place(),
            Self::EmailInvalid | Self::EmailTaken => ("new_email", "the new address"),
            Self::Address(outcome) => return outcome.place(),
            Self::CodeWrong => ("code", "the code"),
            Self::PasswordWrong => ("current_password", "your current password"),
            Self::PasswordShort
            | Self::PasswordGuessable
            | Self::PasswordLong
            | Self::PasswordSame => ("new_password", "the new password"),
            Self::FactorNameTaken | Self::FactorNameInvalid => ("factor_name", "the app's name"),
            Self::Phone(outcome) => return outcome.place(),
            Self::WordMissing => ("word", "the word"),
            Self::ProofMissing | Self::ProofWrong => ("proof", "what you entered"),
            _ => return None,
        })
    }
}
