use jiff::Timestamp;
use secrecy::ExposeSecret as _;

use super::{Email, Error, Identity, change::Change, letter::Letter, surroundings::instant};

/// A mail that waits to be sent.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Its number.
    pub id: String,
    /// To whom.
    pub recipient: String,
    /// What it is about.
    pub subject: String,
    /// Its words, in plain text. They may hold a code that opens an account.
    pub text: String,
    /// When it was written.
    pub created_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    recipient: String,
    subject: String,
    content: String,
    created_at: i64,
}

impl Change<'_> {
    /// Writes a mail. It is sent once the change is kept, and not before.
    pub async fn post(&mut self, recipient: &Email, letter: &Letter<'_>) -> Result<(), Error> {
        let (now, identity) = (self.now, self.identity);
        let id = identity.surroundings.id();
        let content = identity.vault.seal(&label(&id), letter.text().as_bytes())?;
        sqlx::query("INSERT INTO mails (id, recipient, subject, content, created_at) VALUES ($1, $2, $3, $4, $5)")
            .bind(&id)
            .bind(recipient.as_str())
            .bind(letter.subject())
            .bind(content)
            .bind(now)
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl Identity {
    /// The mails that wait, the newest first, at most 100.
    ///
    /// # Errors
    /// The store's.
    pub async fn waiting_mails(&self) -> Result<Vec<Mail>, Error> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT id, recipient, subject, content, created_at FROM mails ORDER BY created_at DESC, id DESC LIMIT 100",
        )
        .fetch_all(self.database.pool())
        .await?;
        rows.into_iter().map(|row| self.read_mail(row)).collect()
    }

    fn read_mail(&self, row: Row) -> Result<Mail, Error> {
        let content = self.vault.open(&label(&row.id), &row.content)?;
        let text = String::from_utf8(content.expose_secret().to_vec());
        Ok(Mail {
            text: text.map_err(|_| Error::Unreadable("a mail"))?,
            id: row.id,
            recipient: row.recipient,
            subject: row.subject,
            created_at: instant(row.created_at),
        })
    }
}

fn label(mail: &str) -> String {
    format!("mail {mail}")
}
