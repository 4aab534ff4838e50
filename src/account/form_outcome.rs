use serde::{Deserialize, Serialize};

use super::{PhoneOutcome, address_outcome::AddressOutcome, picture_outcome::PictureOutcome};
use crate::ui::FormMessage;
use messages::Messages;

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
    pub fn message(self, text: &Messages) -> FormMessage {
        match self.place(text) {
            Some((field, called)) => FormMessage::field_error(field, called, self.words(text)),
            None if self.is_good() => FormMessage::success(self.words(text)),
            None => FormMessage::error(self.words(text)),
        }
    }

    /// The words of the message; where something is wrong, they say how to correct it.
    fn words(self, text: &Messages) -> String {
        match self {
            Self::NameSaved => text.account_name_saved(),
            Self::NameInvalid => text.account_name_invalid(),
            Self::TimeZoneSaved => text.account_time_zone_saved(),
            Self::TimeZoneUnknown => text.account_time_zone_unknown(),
            Self::Picture(outcome) => outcome.words(text),
            Self::EmailAsked => text.account_email_asked(),
            Self::EmailHalf => text.account_email_half(),
            Self::EmailChanged => text.account_email_changed(),
            Self::EmailKept => text.account_email_kept(),
            Self::EmailInvalid => text.account_email_invalid(),
            Self::EmailTaken => text.account_email_taken(),
            Self::AddressTaken => text.account_email_of_another(),
            Self::Address(outcome) => outcome.words(text),
            Self::Mailed => text.account_mailed(),
            Self::MailedJustNow => text.account_mailed_just_now(),
            Self::NoAddress => text.account_no_address(),
            Self::NoMail => text.account_no_mail(),
            Self::NoPasswords => text.account_no_passwords(),
            Self::CodeWrong => text.account_code_wrong(),
            Self::PasswordSaved => text.account_password_saved(),
            Self::PasswordWrong => text.account_password_wrong(),
            Self::PasswordShort => text.account_password_short(),
            Self::PasswordGuessable => text.account_password_guessable(),
            Self::PasswordLong => text.account_password_long(),
            Self::PasswordSame => text.account_password_same(),
            Self::FactorAdded => text.account_factor_added(),
            Self::FactorRemoved => text.account_factor_removed(),
            Self::FactorDropped => text.account_factor_dropped(),
            Self::FactorNameTaken => text.account_factor_name_taken(),
            Self::FactorNameInvalid => text.account_factor_name_invalid(),
            Self::FactorsTooMany => text.account_factors_too_many(),
            Self::FactorGone => text.account_factor_gone(),
            Self::Disconnected => text.account_disconnected(),
            Self::ConnectionGone => text.account_connection_gone(),
            Self::LastWayIn => text.account_last_way_in(),
            Self::ProviderFailed => text.account_provider_failed(),
            Self::Phone(outcome) => outcome.words(text),
            Self::SessionEnded => text.account_session_ended(),
            Self::OthersEnded => text.account_others_ended(),
            Self::SessionGone => text.account_session_gone(),
            Self::WordMissing => text.account_delete_word_missing(text.account_delete_word()),
            Self::ConfirmFirst => text.account_confirm_first(),
            Self::Confirmed => text.account_confirmed(),
            Self::ProofMissing => text.account_proof_missing(),
            Self::ProofWrong => text.account_proof_wrong(),
            Self::TooOften => text.account_too_often(),
            Self::Busy => text.account_busy(),
            Self::Failed => text.error_internal(),
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
    fn place(self, text: &Messages) -> Option<(&'static str, String)> {
        Some(match self {
            Self::NameInvalid => ("first_name", text.account_check_name()),
            Self::TimeZoneUnknown => ("time_zone", text.account_check_time_zone()),
            Self::Picture(outcome) => return outcome.place(text),
            Self::EmailInvalid | Self::EmailTaken => {
                ("new_email", text.account_check_new_address())
            }
            Self::Address(outcome) => return outcome.place(text),
            Self::CodeWrong => ("code", text.account_check_code()),
            Self::PasswordWrong => ("current_password", text.account_check_current_password()),
            Self::PasswordShort
            | Self::PasswordGuessable
            | Self::PasswordLong
            | Self::PasswordSame => ("new_password", text.account_check_new_password()),
            Self::FactorNameTaken | Self::FactorNameInvalid => {
                ("factor_name", text.account_check_factor_name())
            }
            Self::Phone(outcome) => return outcome.place(text),
            Self::WordMissing => ("word", text.account_check_word()),
            Self::ProofMissing | Self::ProofWrong => ("proof", text.account_check_proof()),
            _ => return None,
        })
    }
}
