use std::time::Duration;

/// What a school allows, and how it calls itself.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Who issues access tokens: the URL of the API they are for.
    pub issuer: String,
    /// Where the school's pages are, without a slash at the end: what mails link to.
    pub origin: String,
    /// Whether mails are sent, or shown: without them nobody can be asked to prove an address.
    pub has_mail: bool,
    /// Whether an address is believed without a mail to it.
    pub autoconfirm: bool,
    /// How long after a refresh a token used before still opens: tabs that refresh at the same time are one user.
    pub reuse_interval: Duration,
}

impl Rules {
    /// Whether anybody can sign up: an address has to be believed, or proved by a mail.
    pub fn can_sign_up(&self) -> bool {
        self.autoconfirm || self.has_mail
    }
}
