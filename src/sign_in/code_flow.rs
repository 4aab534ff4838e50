/// The flow that a mailed code or link continues, as pages show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeFlow {
    /// To confirm the address of a new account.
    SignUp,
    /// To sign in.
    SignIn,
    /// To set a new password.
    Recovery,
    /// To change the account's address.
    EmailChange,
}

impl CodeFlow {
    /// The flow of this name.
    pub fn parse(name: &str) -> Option<Self> {
        [
            Self::SignUp,
            Self::SignIn,
            Self::Recovery,
            Self::EmailChange,
        ]
        .into_iter()
        .find(|flow| flow.name() == name)
    }

    /// Its name in the query parameter `for`.
    pub fn name(self) -> &'static str {
        match self {
            Self::SignUp => "sign_up",
            Self::SignIn => "sign_in",
            Self::Recovery => "recovery",
            Self::EmailChange => "email_change",
        }
    }

    /// The heading above its form.
    pub fn heading(self) -> &'static str {
        match self {
            Self::SignUp => "Confirm your address",
            Self::SignIn => "Sign in with a code",
            Self::Recovery => "Set a new password",
            Self::EmailChange => "Change your address",
        }
    }

    /// The label of its button.
    pub fn button(self) -> &'static str {
        match self {
            Self::SignUp => "Confirm and sign in",
            Self::SignIn => "Sign in",
            Self::Recovery => "Go on",
            Self::EmailChange => "Change the address",
        }
    }

    /// Where its mail goes, without saying whether there is an account.
    pub fn promise(self) -> &'static str {
        match self {
            Self::SignUp => {
                "If a new account can have this address, a mail with a code of eight digits is on its way. You have an account already? Then sign in with it."
            }
            Self::SignIn | Self::Recovery => {
                "If this address has an account, a mail with a code of eight digits is on its way."
            }
            Self::EmailChange => {
                "A mail with a code of eight digits is on its way to your new address, and one to the address you have. Each is entered here."
            }
        }
    }
}
