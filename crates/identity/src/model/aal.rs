use serde::{Deserialize, Serialize};

/// An authenticator assurance level (NIST SP 800-63B): how many factors were verified in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Aal {
    /// One factor: a password, a mailed code, or a provider's sign-in.
    #[serde(rename = "aal1")]
    One,
    /// A second factor as well.
    #[serde(rename = "aal2")]
    Two,
}

impl Aal {
    /// The level as tokens and the database spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::One => "aal1",
            Self::Two => "aal2",
        }
    }
}

impl From<String> for Aal {
    /// The level as stored. Whatever is not `aal2` counts as the lower one.
    fn from(stored: String) -> Self {
        if stored == Self::Two.as_str() {
            Self::Two
        } else {
            Self::One
        }
    }
}
