use crate::{
    AppLink, CodeFlow, Email, Error, Identity, Token, UserId, operations::issue_code::CodePurpose,
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

#[derive(sqlx::FromRow)]
struct Row {
    user_id: String,
    purpose: String,
    target: String,
    code_challenge: Option<String>,
    redirect_to: Option<String>,
}

impl Identity {
    /// Finds the link of this token. Returns `None` when it is expired, used or unknown. The link is not used up.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn find_link(&self, link: &Token) -> Result<Option<MailedLink>, Error> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT user_id, purpose, target, code_challenge, redirect_to FROM one_time_codes WHERE link_hash = $1 AND used_at IS NULL AND expire_at > $2",
        )
        .bind(link.hash())
        .bind(self.env.now())
        .fetch_optional(self.database.pool())
        .await?;
        Ok(row.and_then(Row::into_link))
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
        let taken = sqlx::query("UPDATE one_time_codes SET used_at = $1 WHERE link_hash = $2 AND used_at IS NULL AND expire_at > $1")
            .bind(now)
            .bind(link.hash())
            .execute(self.connection())
            .await?;
        Ok(taken.rows_affected() > 0)
    }
}

impl Row {
    fn into_link(self) -> Option<MailedLink> {
        let purpose = CodePurpose::parse(&self.purpose)?;
        Some(MailedLink {
            flow: purpose.flow()?,
            email: Email::stored(&self.target),
            user: UserId(self.user_id),
            purpose,
            app: AppLink::stored(self.code_challenge, self.redirect_to),
        })
    }
}
