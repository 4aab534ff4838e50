use serde::{Deserialize, Serialize};

use super::form_outcome::FormOutcome;
use messages::Messages;

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
    pub fn words(self, text: &Messages) -> String {
        match self {
            Self::Added => text.account_address_added(),
            Self::Verified => text.account_address_verified(),
            Self::MadePrimary => text.account_address_made_main(),
            Self::Removed => text.account_address_removed(),
            Self::Invalid => text.account_email_invalid(),
            Self::Known => text.account_address_known(),
            Self::Taken => text.account_email_taken(),
            Self::TooMany => text.account_addresses_too_many(),
            Self::Gone => text.account_address_gone(),
            Self::CodeWrong => text.account_code_wrong(),
            Self::Unverified => text.account_address_unverified(),
            Self::Primary => text.account_address_is_main(),
            Self::Linked => text.account_address_linked(),
            Self::LastWayIn => text.account_address_last_way_in(),
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
    pub fn place(self, text: &Messages) -> Option<(&'static str, String)> {
        match self {
            Self::Invalid | Self::Known | Self::Taken => {
                Some(("another_email", text.account_check_address()))
            }
            Self::CodeWrong => Some(("address_code", text.account_check_code())),
            _ => None,
        }
    }
}
