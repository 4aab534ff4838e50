use std::time::Duration;

use crate::{
    AppLink, Email, Error, Identity, Token, UserId,
    env::micros,
    mail::CodeMail,
    model::{code_purpose::CodePurpose, mailed_code::MailedCode},
    store::{
        app_links,
        one_time_codes::{self, CodeKey, NewCode},
        users,
    },
    unit_of_work::UnitOfWork,
};

/// The interval in which a user is mailed at most one code of a purpose.
pub(crate) const MAILED_EVERY: Duration = Duration::from_mins(1);

impl Identity {
    /// The stored hash of a code. It is keyed: a code has so few digits that a plain hash could be reversed.
    pub(crate) fn code_hash(&self, user: &UserId, purpose: &str, code: &str) -> String {
        let label = format!("{purpose} code of {}", user.0);
        self.vault.fingerprint(&label, code)
    }
}

/// A new code, and the token of its link, where there is one.
pub(crate) struct Issued {
    pub code: MailedCode,
    pub link: Option<Token>,
}

impl UnitOfWork<'_> {
    /// Mails a new code to the address, unless one was mailed a moment ago. Returns whether it was.
    pub async fn send_code(
        &mut self,
        user: &UserId,
        purpose: CodePurpose,
        target: &Email,
    ) -> Result<bool, Error> {
        let long_ago = self.now - micros(MAILED_EVERY);
        let Some(issued) = self.issue_code(user, purpose, target, long_ago).await? else {
            return Ok(false);
        };
        let identity = self.identity;
        let link = issued.link.map(|link| identity.link_address(&link));
        let letterhead = self.letterhead(user).await?;
        let mail = CodeMail::new(purpose, target, &issued.code, letterhead);
        self.enqueue_mail(&mail.with_link(link.as_deref())).await?;
        Ok(true)
    }

    /// Mails a code, as [`send_code`](Self::send_code) does. If an app asks, the mail's link redirects to it; a mail
    /// that was sent a moment ago keeps its redirect.
    pub async fn send_code_for(
        &mut self,
        app: Option<&AppLink>,
        user: &UserId,
        purpose: CodePurpose,
        target: &Email,
    ) -> Result<bool, Error> {
        let is_sent = self.send_code(user, purpose, target).await?;
        let Some(app) = app.filter(|_| is_sent) else {
            return Ok(is_sent);
        };
        let wanted = app.redirect_to.as_deref();
        let redirect_to = wanted.and_then(|wanted| self.identity.policy.allowed(wanted));
        let (connection, redirect_to) = (self.connection(), redirect_to.map(String::from));
        app_links::set(connection, user, purpose, &app.challenge, redirect_to).await?;
        Ok(true)
    }

    /// Creates a new code for the address, replacing the previous one, unless that was created after `long_ago`.
    pub async fn issue_code(
        &mut self,
        user: &UserId,
        purpose: CodePurpose,
        target: &Email,
        long_ago: i64,
    ) -> Result<Option<Issued>, Error> {
        let (now, identity) = (self.now, self.identity);
        let code = MailedCode::new(&identity.env);
        let link = purpose.flow().map(|_| identity.env.token());
        let key = CodeKey {
            user,
            purpose: purpose.as_str(),
            target: &target.lower(),
        };
        let new = NewCode {
            key,
            hash: identity.code_hash(user, purpose.as_str(), code.expose()),
            is_only: !purpose.is_per_address(),
            link: link.as_ref(),
            sent_at: now,
            expire_at: now + micros(purpose.lifetime()),
        };
        if !one_time_codes::save(self.connection(), new, long_ago).await? {
            return Ok(None);
        }
        users::record_code(self.connection(), user, purpose, now).await?;
        Ok(Some(Issued { code, link }))
    }

    /// Deletes all codes of the user: codes mailed before a change of password or address are not valid after it.
    pub async fn drop_codes(&mut self, user: &UserId) -> Result<(), Error> {
        one_time_codes::delete(self.connection(), user).await?;
        self.drop_auth_codes(user).await
    }
}
