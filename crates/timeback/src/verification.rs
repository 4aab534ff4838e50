//! Verification of Timeback users.

use serde::{Deserialize, Serialize};

/// Result of `verify`. In JSON `{"verified":true,"timebackId":"…"}` or `{"verified":false}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Wire", into = "Wire")]
pub enum Verification {
    /// Exactly one Timeback user has the address.
    Verified {
        /// The user's OneRoster `sourcedId`.
        timeback_id: String,
    },
    /// No Timeback user has the address.
    Unverified,
}

impl Verification {
    /// Whether the user exists in Timeback.
    pub fn is_verified(&self) -> bool {
        matches!(self, Self::Verified { .. })
    }

    /// The user's Timeback id, when verified.
    pub fn timeback_id(&self) -> Option<&str> {
        match self {
            Self::Verified { timeback_id } => Some(timeback_id),
            Self::Unverified => None,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wire {
    verified: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    timeback_id: Option<String>,
}

impl From<Verification> for Wire {
    fn from(verification: Verification) -> Self {
        match verification {
            Verification::Verified { timeback_id } => Self {
                verified: true,
                timeback_id: Some(timeback_id),
            },
            Verification::Unverified => Self {
                verified: false,
                timeback_id: None,
            },
        }
    }
}

impl TryFrom<Wire> for Verification {
    type Error = &'static str;

    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        match wire {
            Wire {
                verified: true,
                timeback_id: Some(timeback_id),
            } => Ok(Self::Verified { timeback_id }),
            Wire {
                verified: true,
                timeback_id: None,
            } => Err("a verified user has a timebackId"),
            Wire {
                verified: false, ..
            } => Ok(Self::Unverified),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_results_have_the_official_json() {
        let known = Verification::Verified {
            timeback_id: "tb_abc123".into(),
        };
        let json = serde_json::to_string(&known).unwrap();
        assert_eq!(json, r#"{"verified":true,"timebackId":"tb_abc123"}"#);
        assert_eq!(serde_json::from_str::<Verification>(&json).unwrap(), known);
        assert_eq!(
            serde_json::to_string(&Verification::Unverified).unwrap(),
            r#"{"verified":false}"#
        );
    }

    #[test]
    fn a_verified_user_without_an_id_is_rejected() {
        assert!(serde_json::from_str::<Verification>(r#"{"verified":true}"#).is_err());
    }
}
