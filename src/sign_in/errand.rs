/// What a mail with a code and a link was sent for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errand {
    /// To confirm the address of a new account.
    SignUp,
    /// To sign in.
    SignIn,
    /// To set a new password.
    Recovery,
    /// To change the account's address.
    EmailChange,
}

impl Errand {
    /// The errand that an address means with `for`.
    pub fn parse(name: &str) -> Option<Self> {
        [
            Self::SignUp,
            Self::SignIn,
            Self::Recovery,
            Self::EmailChange,
        ]
        .into_iter()
        .find(|errand| errand.name() == name)
    }

    /// Its name in an address.
    pub fn name(self) -> &'static str {
        match self {
            Self::SignUp => "sign_up",
            Self::SignIn => "sign_in",
            Self::Recovery => "recovery",
            Self::EmailChange => "email_change",
        }
    }

    /// What it is, above a form.
    pub fn heading(self) -> &'static str {
        match self {
            Self::SignUp => "Confirm your address",
            Self::SignIn => "Sign in with a code",
            Self::Recovery => "Set a new password",
            Self::EmailChange => "Change your address",
        }
    }

    /// What the form's button does.
    pub fn button(self) -> &'static str {
        match self {
            Self::SignUp => "Confirm and sign in",
            Self::SignIn => "Sign in",
            Self::Recovery => "Go on",
            Self::EmailChange => "Change the address",
        }
    }

    /// To whom a mail is on its way, without saying who has an account.
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
