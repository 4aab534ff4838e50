use std::time::Duration;

use super::mail_template::{MailTemplate, document, escape};
use crate::Email;

/// A mail to the owner of an address that someone tries to add to another account. It has no code: the address stays.
pub(crate) struct AddressTaken<'a> {
    recipient: &'a Email,
    site: &'a str,
}

impl<'a> AddressTaken<'a> {
    /// A mail to `recipient` from the dashboard at `site`.
    pub fn new(recipient: &'a Email, site: &'a str) -> Self {
        Self { recipient, site }
    }
}

const WORDS: &str = "Someone tried to add this e-mail address to another account. It already belongs to your account, so nothing was changed.";
const MEND: &str =
    "If this was you, sign in with this address instead. If it wasn't, there's nothing to do.";

impl MailTemplate for AddressTaken<'_> {
    fn recipient(&self) -> &Email {
        self.recipient
    }

    fn subject(&self) -> &'static str {
        "This e-mail address already has an account"
    }

    fn text(&self) -> String {
        let site = self.site;
        format!("Hello,\n\n{WORDS}\n\n{MEND}\n\n-- \n{site}\n")
    }

    fn html(&self) -> String {
        let body = format!("<p>{WORDS}</p><p>{}</p>", escape(MEND));
        document(self.subject(), &body, self.site)
    }

    /// It does not expire.
    fn lifetime(&self) -> Option<Duration> {
        None
    }
}
