use std::time::Duration;

/// The purpose of a code that is texted to a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextPurpose {
    /// To verify a user's phone number.
    VerifyNumber,
    /// To show the second factor, at sign-in or before a sensitive change.
    SecondFactor,
}

impl TextPurpose {
    /// The lifetime of a texted code.
    pub const LIFETIME: Duration = Duration::from_mins(10);

    /// Its name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::VerifyNumber => "phone",
            Self::SecondFactor => "phone_second_factor",
        }
    }
}
