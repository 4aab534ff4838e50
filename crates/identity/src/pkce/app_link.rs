use super::{CodeChallenge, redirect::host};
use crate::{
    Email, Error, Identity, MailedLink, UserId, model::code_purpose::CodePurpose, store::app_links,
    unit_of_work::UnitOfWork,
};

/// An app's wish for the link of a mail: to be redirected to, with an authorization code (PKCE).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppLink {
    /// The code challenge.
    pub challenge: CodeChallenge,
    /// The redirect URI. Without one, or where it is not allowed, the front page is used.
    pub redirect_to: Option<String>,
}

impl AppLink {
    /// The app link of a stored mail; none without a challenge.
    pub(crate) fn stored(challenge: Option<String>, redirect_to: Option<String>) -> Option<Self> {
        Some(Self {
            challenge: CodeChallenge::stored(challenge?),
            redirect_to,
        })
    }
}

impl Identity {
    /// The host of the app that the link redirects to, if it does.
    pub fn destination(&self, link: &MailedLink) -> Option<String> {
        let wanted = link.app.as_ref()?.redirect_to.as_deref()?;
        let url = self.policy.allowed(wanted)?;
        Some(host(&url).to_owned())
    }
}

impl UnitOfWork<'_> {
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
}
