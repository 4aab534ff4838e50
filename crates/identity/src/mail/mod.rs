//! The mail queue: mails are written in the unit of work they are about, and kept until they are delivered.

mod address_taken;
mod code_mail;
mod delivery;
mod mail_template;
mod security_notice;
mod unsent;

use std::fmt;

use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretSlice};
use serde::{Deserialize, Serialize};

pub use self::delivery::{MailDepth, MailRefusal};
use self::mail_template::MailTemplate;
pub(super) use self::{
    address_taken::AddressTaken, code_mail::CodeMail, security_notice::SecurityEvent,
};
use super::{
    Error, Identity,
    env::{instant, micros},
    store::mails::{self, QueuedMail},
    unit_of_work::UnitOfWork,
};

/// A queued mail.
#[derive(Clone)]
pub struct Mail {
    /// Its identifier, the same at every attempt to deliver it.
    pub id: String,
    /// The recipient.
    pub recipient: String,
    /// The subject.
    pub subject: String,
    /// The text, in plain text. It may contain a code that grants access to an account.
    pub text: String,
    /// The same text, as an HTML document.
    pub html: String,
    /// When it was queued.
    pub created_at: Timestamp,
    /// The number of failed attempts to deliver it.
    pub attempts: u32,
}

/// The encrypted part of a mail.
#[derive(Serialize, Deserialize)]
struct Content {
    text: String,
    html: String,
}

impl UnitOfWork<'_> {
    /// Queues a mail. It is sent only after the unit of work is committed.
    pub async fn enqueue_mail(&mut self, template: &impl MailTemplate) -> Result<(), Error> {
        let (now, identity) = (self.now, self.identity);
        let id = identity.env.id();
        let content = Content {
            text: template.text(),
            html: template.html(),
        };
        let content = serde_json::json!(content).to_string();
        let new = mails::NewMail {
            id: &id,
            recipient: &template.recipient().mailbox(),
            subject: template.subject(),
            content: &identity.vault.seal(&label(&id), content.as_bytes())?,
            created_at: now,
            expire_at: template.lifetime().map(|lifetime| now + micros(lifetime)),
        };
        mails::create(self.connection(), new).await?;
        Ok(())
    }
}

impl Identity {
    /// The queued mails, the newest first, at most 100.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn waiting_mails(&self) -> Result<Vec<Mail>, Error> {
        let rows = mails::list_waiting(self.database.pool()).await?;
        rows.into_iter().map(|row| self.read_mail(row)).collect()
    }

    fn read_mail(&self, row: QueuedMail) -> Result<Mail, Error> {
        let content = self.vault.open(&label(&row.id), &row.content)?;
        let content = Content::read(&content).ok_or(Error::Unreadable("a mail"))?;
        Ok(Mail {
            text: content.text,
            html: content.html,
            id: row.id,
            recipient: row.recipient,
            subject: row.subject,
            created_at: instant(row.created_at),
            attempts: u32::try_from(row.attempts).unwrap_or_default(),
        })
    }
}

impl Content {
    fn read(content: &SecretSlice<u8>) -> Option<Self> {
        serde_json::from_slice(content.expose_secret()).ok()
    }
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mail({})", self.id)
    }
}

fn label(mail: &str) -> String {
    format!("mail {mail}")
}
