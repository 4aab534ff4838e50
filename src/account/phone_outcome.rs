use serde::{Deserialize, Serialize};

use super::form_outcome::FormOutcome;

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
    #[rustfmt::skip]
    pub fn words(self) -> &'static str {
        match self {
            Self::Texted => "We texted you a code. It can take a minute.",
            Self::TextedJustNow => "We just texted you. Check your phone, or try again in a minute.",
            Self::Verified => "Your phone number is confirmed.",
            Self::Primary => "That's your main number now.",
            Self::Reserved => "From now on we'll text a code to that number when you sign in.",
            Self::Released => "You no longer need a code from that number to sign in.",
            Self::Removed => "That phone number was removed.",
            Self::Invalid => "That doesn't look like a phone number. Start with + and the country code, like +1 201-555-0123.",
            Self::NoTexts => "We can't text that number. Use a mobile number.",
            Self::Duplicate => "You already have that number.",
            Self::Taken => "Someone else here has confirmed that number. Use another one, or ask your school.",
            Self::TooMany => "You've reached the limit of phone numbers. Remove one first.",
            Self::Gone => "That phone number has already been removed.",
            Self::NotVerified => "Confirm that number first.",
            Self::CodeWrong => "That code is wrong or has expired. Codes work once; use the newest one.",
            Self::NoSms => "This dashboard doesn't send text messages.",
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
    pub fn place(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Invalid | Self::NoTexts | Self::Duplicate | Self::TooMany => {
                Some(("new_phone", "the phone number"))
            }
            Self::CodeWrong => Some(("phone_code", "the code")),
            _ => None,
        }
    }
}
