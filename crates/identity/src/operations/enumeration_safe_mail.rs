//! Mailing a code in constant work: the time until the answer does not reveal whether the address has an account. Each
//! path runs the same statements on the same tables; what differs is which of them are committed.

use crate::{
    AppLink, Email, Error, Metadata, UserId,
    env::micros,
    model::code_purpose::CodePurpose,
    operations::issue_code::MAILED_EVERY,
    store::{
        one_time_codes::{self, CodeKey},
        savepoint,
    },
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
        savepoint::set(self.connection()).await?;
        let mailed = match recipient {
            Recipient::User(user) if !was_mailed => {
                self.create_user(email, None, &none).await?;
                savepoint::roll_back(self.connection()).await?;
                self.send_code_for(app, user, purpose, email).await?;
                Mailed::To(user.clone())
            }
            Recipient::Newcomer(metadata) => {
                savepoint::roll_back(self.connection()).await?;
                let user = self.create_user(email, None, metadata).await?;
                self.send_code_for(app, &user, purpose, email).await?;
                Mailed::To(user)
            }
            Recipient::User(_) | Recipient::Nobody => {
                let user = self.create_user(email, None, &none).await?;
                self.send_code_for(app, &user, purpose, email).await?;
                savepoint::roll_back(self.connection()).await?;
                Mailed::Nothing
            }
        };
        savepoint::release(self.connection()).await?;
        Ok(mailed)
    }

    /// Whether a code of this purpose was mailed to this address a moment ago.
    async fn was_mailed_just_now(
        &mut self,
        user: &UserId,
        purpose: CodePurpose,
        target: &Email,
    ) -> Result<bool, Error> {
        let since = self.now - micros(MAILED_EVERY);
        let key = CodeKey {
            user,
            purpose: purpose.as_str(),
            target: &target.lower(),
        };
        Ok(one_time_codes::was_sent(self.connection(), key, since).await?)
    }
}
