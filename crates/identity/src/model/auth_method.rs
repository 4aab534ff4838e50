use serde::{Deserialize, Serialize};

/// An authentication method, as the claim `amr` and the audit log spell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AuthMethod {
    /// A password.
    #[serde(rename = "password")]
    Password,
    /// A mailed code or link.
    #[serde(rename = "otp")]
    Otp,
    /// A provider's sign-in.
    #[serde(rename = "oauth")]
    OAuth,
    /// An authenticator app, or a backup code in its place.
    #[serde(rename = "totp")]
    Totp,
    /// A code that was texted to a phone.
    #[serde(rename = "mfa/phone")]
    Sms,
    /// A mailed code or link for a user who forgot their password.
    #[serde(rename = "recovery")]
    Recovery,
    /// A mailed code or link that verified the address of a new account.
    #[serde(rename = "email/signup")]
    SignUp,
    /// A mailed code or link that accepted an invitation.
    #[serde(rename = "invite")]
    Invite,
    /// A mailed code or link that verified a new address.
    #[serde(rename = "email_change")]
    EmailChange,
}

impl AuthMethod {
    const ALL: [Self; 9] = [
        Self::Password,
        Self::Otp,
        Self::OAuth,
        Self::Totp,
        Self::Sms,
        Self::Recovery,
        Self::SignUp,
        Self::Invite,
        Self::EmailChange,
    ];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Otp => "otp",
            Self::OAuth => "oauth",
            Self::Totp => "totp",
            Self::Sms => "mfa/phone",
            Self::Recovery => "recovery",
            Self::SignUp => "email/signup",
            Self::Invite => "invite",
            Self::EmailChange => "email_change",
        }
    }

    /// Whether it is a second factor, which raises a session to the second assurance level.
    pub(crate) fn is_second_factor(self) -> bool {
        matches!(self, Self::Totp | Self::Sms)
    }

    /// The method of this name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_has_one_name_everywhere() {
        for method in AuthMethod::ALL {
            assert_eq!(AuthMethod::parse(method.as_str()), Some(method));
            assert_eq!(serde_json::to_value(method).unwrap(), method.as_str());
        }
        assert_eq!(AuthMethod::parse("telepathy"), None);
    }
}
