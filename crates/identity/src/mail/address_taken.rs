use std::time::Duration;

use super::mail_template::{Letterhead, MailTemplate, paragraph};
use crate::Email;

/// A mail to the owner of an address that someone tries to add to another account. It has no code: the address stays.
pub(crate) struct AddressTaken<'a> {
    recipient: &'a Email,
    letterhead: Letterhead<'a>,
}

impl<'a> AddressTaken<'a> {
    /// A mail to `recipient`.
    pub fn new(recipient: &'a Email, letterhead: Letterhead<'a>) -> Self {
        Self {
            recipient,
            letterhead,
        }
    }

    fn paragraphs(&self) -> [String; 2] {
        let text = self.letterhead.language.messages();
        [text.mail_address_taken(), text.mail_address_taken_mend()]
    }
}

impl MailTemplate for AddressTaken<'_> {
    fn recipient(&self) -> &Email {
        self.recipient
    }

    fn subject(&self) -> String {
        let text = self.letterhead.language.messages();
        text.mail_address_taken_subject()
    }

    fn text(&self) -> String {
        let [words, mend] = self.paragraphs();
        self.letterhead.text(&[&words, &mend])
    }

    fn html(&self) -> String {
        let body = self.paragraphs().map(|words| paragraph(&words)).concat();
        self.letterhead.html(&self.subject(), &body)
    }

    /// It does not expire.
    fn lifetime(&self) -> Option<Duration> {
        None
    }
}
