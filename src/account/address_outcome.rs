use serde::{Deserialize, Serialize};

use super::form_outcome::FormOutcome;

/// The outcome of a form about one of the user's addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressOutcome {
    /// It was added, and a code was mailed to it.
    Added,
    /// It is confirmed.
    Verified,
    /// It is the primary address.
    MadePrimary,
    /// It was removed.
    Removed,
    /// The text is no address.
    Invalid,
    /// The user has it already.
    Known,
    /// It is another account's.
    Taken,
    /// There are as many as may be.
    TooMany,
    /// There is no such address.
    Gone,
    /// The code is not right.
    CodeWrong,
    /// It is not confirmed yet.
    Unverified,
    /// It is the primary address, which stays.
    Primary,
    /// A provider vouches for it, so it stays.
    Linked,
    /// The user could not sign in without it.
    LastWayIn,
}

impl From<AddressOutcome> for FormOutcome {
    fn from(outcome: AddressOutcome) -> Self {
        Self::Address(outcome)
    }
}

impl AddressOutcome {
    /// The words of the message; where something is wrong, they say how to correct it.
    #[rustfmt::skip]
    pub fn words(self) -> &'static str {
        match self {
            Self::Added => "We e-mailed a code to that address. Enter it below.",
            Self::Verified => "That address is confirmed. You can sign in with it.",
            Self::MadePrimary => "That's your main address now.",
            Self::Removed => "That address was removed.",
            Self::Invalid => "That doesn't look like an e-mail address. It needs a name, an @ and a domain, like maya@example.com.",
            Self::Known => "You already have that address. Add a different one.",
            Self::Taken => "That address already has an account. Use another one, or sign in with it.",
            Self::TooMany => "You can have up to ten addresses. Remove one first.",
            Self::Gone => "That address has already been removed.",
            Self::CodeWrong => "That code is wrong or has expired. Codes work once; use the newest one.",
            Self::Unverified => "Confirm that address first, with the code we e-mail to it.",
            Self::Primary => "That's your main address. Make another one your main address first.",
            Self::Linked => "That address comes from your Timeback sign-in, so it can't be changed here.",
            Self::LastWayIn => "You couldn't sign in without that address. Add another one first.",
        }
    }

    /// Whether the form succeeded.
    pub fn is_good(self) -> bool {
        matches!(
            self,
            Self::Added | Self::Verified | Self::MadePrimary | Self::Removed
        )
    }

    /// The field it is about, and what a sentence calls that; none when it is about the whole form.
    pub fn place(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Invalid | Self::Known | Self::Taken => Some(("another_email", "the address")),
            Self::CodeWrong => Some(("address_code", "the code")),
            _ => None,
        }
    }
}
