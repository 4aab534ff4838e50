//! Mailing a code in constant work: the time until the answer does not reveal whether the address has an account. Each
//! path runs the same statements on the same tables; what differs is which of them are committed.

use crate::{
    AppLink, Email, Error, Metadata, UserId,
    env::micros,
    operations::issue_code::{CodePurpose, MAILED_EVERY},
    unit_of_work::UnitOfWork,
};

/// The recipient of a code.
#[derive(Debug)]
pub(crate) enum Recipient<'a> {
    /// A user, who is mailed a code unless one was mailed a moment ago.
    User(&'a UserId),
    /// A new user, for whom an account is created.
    Newcomer(&'a Metadata),
    /// No user: nothing is mailed.
    Nobody,
}

/// Whether a code was mailed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Mailed {
    /// A code was mailed to this user.
    To(UserId),
    /// No mail was written.
    Nothing,
}

impl UnitOfWork<'_> {
    /// Creates a user and mails a code, in savepoints of which one, both or neither is rolled back.
    pub async fn mail_alike(
        &mut self,
        app: Option<&AppLink>,
        recipient: Recipient<'_>,
        purpose: CodePurpose,
        email: &Email,
    ) -> Result<Mailed, Error> {
        let nobody = UserId(self.identity.env.id());
        let user = match recipient {
            Recipient::User(user) => user,
            Recipient::Newcomer(_) | Recipient::Nobody => &nobody,
        };
        let was_mailed = self.was_mailed_just_now(user, purpose, email).await?;
        let none = Metadata::default();
        self.savepoint("SAVEPOINT equal_work").await?;
        let mailed = match recipient {
            Recipient::User(user) if !was_mailed => {
                self.create_user(email, None, &none).await?;
                self.savepoint(UNDO).await?;
                self.send_code_for(app, user, purpose, email).await?;
                Mailed::To(user.clone())
            }
            Recipient::Newcomer(metadata) => {
                self.savepoint(UNDO).await?;
                let user = self.create_user(email, None, metadata).await?;
                self.send_code_for(app, &user, purpose, email).await?;
                Mailed::To(user)
            }
            Recipient::User(_) | Recipient::Nobody => {
                let user = self.create_user(email, None, &none).await?;
                self.send_code_for(app, &user, purpose, email).await?;
                self.savepoint(UNDO).await?;
                Mailed::Nothing
            }
        };
        self.savepoint("RELEASE SAVEPOINT equal_work").await?;
        Ok(mailed)
    }

    /// Whether a code of this purpose was mailed to this address a moment ago.
    async fn was_mailed_just_now(
        &mut self,
        user: &UserId,
        purpose: CodePurpose,
        target: &Email,
    ) -> Result<bool, Error> {
        let now = self.now;
        let row: Option<(String,)> = sqlx::query_as(
            "SELECT user_id FROM one_time_codes WHERE user_id = $1 AND purpose = $2 AND target = $3 AND sent_at > $4",
        )
        .bind(&user.0)
        .bind(purpose.as_str())
        .bind(target.lower())
        .bind(now - micros(MAILED_EVERY))
        .fetch_optional(self.connection())
        .await?;
        Ok(row.is_some())
    }

    async fn savepoint(&mut self, statement: &'static str) -> Result<(), Error> {
        sqlx::raw_sql(statement).execute(self.connection()).await?;
        Ok(())
    }
}

const UNDO: &str = "ROLLBACK TO SAVEPOINT equal_work";
