//! The queue of mails and text messages: they are written in the unit of work they are about, and kept until they are
//! delivered.

mod address_taken;
mod code_mail;
mod code_text;
mod delivery;
mod language;
mod mail_template;
mod security_notice;
mod unsent;

use std::{fmt, time::Duration};

use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretSlice};
use serde::{Deserialize, Serialize};

pub use self::delivery::{MailDepth, MailRefusal};
use self::mail_template::MailTemplate;
pub(super) use self::{
    address_taken::AddressTaken, code_mail::CodeMail, code_text::CodeText,
    security_notice::SecurityEvent,
};
use super::{
    Channel, Error, Identity,
    env::{instant, micros},
    model::text_purpose::TextPurpose,
    store::mails::{self, QueuedMail},
    unit_of_work::UnitOfWork,
};

/// A queued mail, or a queued text message, which has no subject and no HTML.
#[derive(Clone)]
pub struct Mail {
    /// Its identifier, the same at every attempt to deliver it.
    pub id: String,
    /// Whether it is a mail or a text message.
    pub channel: Channel,
    /// The recipient: an e-mail address, or a phone number in E.164 form.
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

/// What is said of a mail or text message outside its encrypted part.
struct Envelope<'a> {
    channel: Channel,
    recipient: &'a str,
    subject: &'a str,
    lifetime: Option<Duration>,
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
        let content = Content {
            text: template.text(),
            html: template.html(),
        };
        let envelope = Envelope {
            channel: Channel::Email,
            recipient: &template.recipient().mailbox(),
            subject: &template.subject(),
            lifetime: template.lifetime(),
        };
        self.enqueue(&envelope, &content).await
    }

    /// Queues a text message. It is sent only after the unit of work is committed.
    pub async fn enqueue_text(&mut self, message: &CodeText<'_>) -> Result<(), Error> {
        let content = Content {
            text: message.text(),
            html: String::new(),
        };
        let envelope = Envelope {
            channel: Channel::Sms,
            recipient: message.recipient.as_str(),
            subject: "",
            lifetime: Some(TextPurpose::LIFETIME),
        };
        self.enqueue(&envelope, &content).await
    }

    async fn enqueue(&mut self, envelope: &Envelope<'_>, content: &Content) -> Result<(), Error> {
        let (now, identity) = (self.now, self.identity);
        let id = identity.env.id();
        let content = serde_json::json!(content).to_string();
        let new = mails::NewMail {
            id: &id,
            channel: envelope.channel,
            recipient: envelope.recipient,
            subject: envelope.subject,
            content: &identity.vault.seal(&label(&id), content.as_bytes())?,
            created_at: now,
            expire_at: envelope.lifetime.map(|lifetime| now + micros(lifetime)),
        };
        mails::create(self.connection(), new).await?;
        Ok(())
    }
}

impl Identity {
    /// The queued mails and text messages, the newest first, at most 100.
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
            channel: Channel::parse(&row.channel).ok_or(Error::Unreadable("a mail"))?,
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
