use serde::{Deserialize, Serialize};

use super::form_outcome::FormOutcome;
use messages::Messages;

/// The outcome of a form about phone numbers: a closed set, each with fixed words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneOutcome {
    /// A code was texted.
    Texted,
    /// A code was texted a moment ago.
    TextedJustNow,
    /// The number was verified.
    Verified,
    /// The number is the primary one.
    Primary,
    /// The number is a second factor.
    Reserved,
    /// The number is no second factor any more.
    Released,
    /// The number was removed.
    Removed,
    /// The text is no phone number.
    Invalid,
    /// The number receives no texts.
    NoTexts,
    /// The user has the number already.
    Duplicate,
    /// Another user verified the number.
    Taken,
    /// There are as many numbers as may be.
    TooMany,
    /// There is no such number.
    Gone,
    /// The number is not verified.
    NotVerified,
    /// The code is not right.
    CodeWrong,
    /// No texts are sent here.
    NoSms,
}

impl From<PhoneOutcome> for FormOutcome {
    fn from(outcome: PhoneOutcome) -> Self {
        Self::Phone(outcome)
    }
}

impl PhoneOutcome {
    /// The words of the message; where something is wrong, they say how to correct it.
    pub fn words(self, text: &Messages) -> String {
        match self {
            Self::Texted => text.account_phone_texted(),
            Self::TextedJustNow => text.account_phone_texted_just_now(),
            Self::Verified => text.account_phone_verified(),
            Self::Primary => text.account_phone_is_main(),
            Self::Reserved => text.account_phone_reserved(),
            Self::Released => text.account_phone_released(),
            Self::Removed => text.account_phone_removed(),
            Self::Invalid => text.account_phone_invalid(),
            Self::NoTexts => text.account_phone_no_texts(),
            Self::Duplicate => text.account_phone_duplicate(),
            Self::Taken => text.account_phone_taken(),
            Self::TooMany => text.account_phones_too_many(),
            Self::Gone => text.account_phone_gone(),
            Self::NotVerified => text.account_phone_not_verified(),
            Self::CodeWrong => text.account_code_wrong(),
            Self::NoSms => text.account_phone_no_sms(),
        }
    }

    /// Whether the form succeeded.
    pub fn is_good(self) -> bool {
        matches!(
            self,
            Self::Texted
                | Self::Verified
                | Self::Primary
                | Self::Reserved
                | Self::Released
                | Self::Removed
        )
    }

    /// The field it is about, and what a sentence calls that; none when it is about the whole form.
    pub fn place(self, text: &Messages) -> Option<(&'static str, String)> {
        match self {
            Self::Invalid | Self::NoTexts | Self::Duplicate | Self::TooMany => {
                Some(("new_phone", text.account_check_phone()))
            }
            Self::CodeWrong => Some(("phone_code", text.account_check_code())),
            _ => None,
        }
    }
}
