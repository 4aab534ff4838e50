use super::one_time_code::{Code, Purpose};

/// The mail that brings a code.
pub(super) struct Letter<'a> {
    purpose: Purpose,
    code: &'a Code,
    /// Where to go instead of typing the code.
    link: Option<&'a str>,
}

impl<'a> Letter<'a> {
    pub fn new(purpose: Purpose, code: &'a Code, link: Option<&'a str>) -> Self {
        Self {
            purpose,
            code,
            link,
        }
    }

    /// What it is about.
    pub fn subject(&self) -> &'static str {
        match self.purpose {
            Purpose::Confirm => "Confirm your e-mail address",
            Purpose::Recovery => "Set a new password",
            Purpose::SignIn => "Your code to sign in",
            Purpose::NewAddress | Purpose::OldAddress => "Change your e-mail address",
            Purpose::Reauthenticate => "Confirm that it is you",
        }
    }

    /// Its words.
    pub fn text(&self) -> String {
        let what = match self.purpose {
            Purpose::Confirm => "To confirm your address, enter this code:",
            Purpose::Recovery => "To set a new password, enter this code:",
            Purpose::SignIn => "To sign in, enter this code:",
            Purpose::NewAddress => "To use this address from now on, enter this code:",
            Purpose::OldAddress => "To use another address from now on, enter this code:",
            Purpose::Reauthenticate => "To confirm the change you are making, enter this code:",
        };
        let link = self.link.map_or(String::new(), |link| {
            format!("Or open this page, and press its button:\n\n    {link}\n\n")
        });
        format!(
            "{what}\n\n    {}\n\n{link}Nobody of us will ever ask you for it. If you did not ask for it, there is nothing to do.\n",
            self.code.expose()
        )
    }
}
