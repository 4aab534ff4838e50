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
            Self::Recovery => "Continue",
            Self::EmailChange => "Change the address",
        }
    }

    /// Where its mail goes, without saying whether there is an account.
    pub fn promise(self) -> &'static str {
        match self {
            Self::SignUp => {
                "If this address can be used for a new account, we've e-mailed it an eight-digit code. Already have an account? Sign in instead."
            }
            Self::SignIn | Self::Recovery => {
                "If this address has an account, we've e-mailed it an eight-digit code."
            }
            Self::EmailChange => {
                "We e-mailed an eight-digit code to your new address and another to your current one. Enter both here."
            }
        }
    }
}
