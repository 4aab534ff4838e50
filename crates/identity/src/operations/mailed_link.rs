use crate::{
    AppLink, CodeFlow, Email, Error, Identity, Token, UserId,
    model::{code_purpose::CodePurpose, redirect_allowlist::host},
    store::one_time_codes::{self, StoredLink},
    unit_of_work::UnitOfWork,
};

/// A valid link from a mail.
#[derive(Debug, Clone)]
pub struct MailedLink {
    /// The flow that it continues.
    pub flow: CodeFlow,
    /// The address it was mailed to.
    pub email: Email,
    pub(crate) user: UserId,
    pub(crate) purpose: CodePurpose,
    /// The app to redirect to, if one asked for the mail.
    pub(crate) app: Option<AppLink>,
}

impl Identity {
    /// Finds the link of this token. Returns `None` when it is expired, used or unknown. The link is not used up.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn find_link(&self, link: &Token) -> Result<Option<MailedLink>, Error> {
        let (pool, now) = (self.database.pool(), self.env.now());
        let stored = one_time_codes::find_link(pool, link, now).await?;
        Ok(stored.and_then(MailedLink::new))
    }

    /// The host of the app that the link redirects to, if it does.
    pub fn destination(&self, link: &MailedLink) -> Option<String> {
        let wanted = link.app.as_ref()?.redirect_to.as_deref()?;
        let url = self.policy.allowed(wanted)?;
        Some(host(&url).to_owned())
    }

    /// The URL of the link with this token.
    pub(crate) fn link_address(&self, link: &Token) -> String {
        format!("{}/confirm?token={}", self.policy.origin, link.expose())
    }
}

impl UnitOfWork<'_> {
    /// Uses the link up. Returns whether it was valid.
    pub async fn take_link(&mut self, link: &Token) -> Result<bool, Error> {
        let now = self.now;
        Ok(one_time_codes::use_link(self.connection(), link, now).await?)
    }
}

impl MailedLink {
    /// The link of a stored mail; none where its code has no link.
    fn new(stored: StoredLink) -> Option<Self> {
        Some(Self {
            flow: stored.purpose.flow()?,
            email: stored.target,
            user: stored.user,
            purpose: stored.purpose,
            app: stored.app,
        })
    }
}
