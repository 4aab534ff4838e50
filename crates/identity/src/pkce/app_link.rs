use super::{CodeChallenge, redirect::host};
use crate::{
    Email, Error, Identity, MailedLink, UserId, one_time_code::CodePurpose,
    unit_of_work::UnitOfWork,
};

/// What an app that asks for a mail wants of the mail's link: to be led back to, with a code that it alone can use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppLink {
    /// What it shows of the secret that it keeps.
    pub challenge: CodeChallenge,
    /// The address it wants to be led back to. Where that may not be, or none is said, it is the dashboard's front page.
    pub redirect_to: Option<String>,
}

impl AppLink {
    /// The link of a mail that was stored with this challenge; none without one: no app asked for it.
    pub(crate) fn stored(challenge: Option<String>, redirect_to: Option<String>) -> Option<Self> {
        Some(Self {
            challenge: CodeChallenge::stored(challenge?),
            redirect_to,
        })
    }
}

impl Identity {
    /// The host of the app that the link leads back to, if it leads to one.
    pub fn destination(&self, link: &MailedLink) -> Option<String> {
        let wanted = link.app.as_ref()?.redirect_to.as_deref()?;
        let url = self.policy.allowed(wanted)?;
        Some(host(&url).to_owned())
    }
}

impl UnitOfWork<'_> {
    /// Mails a code, as [`send_code`](Self::send_code) does. If it is an app that asks, the mail's link leads back there;
    /// a mail that was sent a moment ago keeps leading to whoever asked for it.
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
        sqlx::query("UPDATE one_time_codes SET code_challenge = $1, redirect_to = $2 WHERE user_id = $3 AND purpose = $4")
            .bind(app.challenge.as_str())
            .bind(redirect_to.map(String::from))
            .bind(&user.0)
            .bind(purpose.as_str())
            .execute(self.connection())
            .await?;
        Ok(true)
    }
}
