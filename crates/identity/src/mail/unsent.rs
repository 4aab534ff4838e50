use crate::{Error, Identity, store::mails};

const REASON: &str = "it could not be sent for a day";

impl Identity {
    /// Sets aside the mails that were written by `until` and are still here. Their words are forgotten; to whom they were is
    /// kept while an account has the address, for its user's export.
    pub(crate) async fn set_aside_unsent_mails(&self, until: i64) -> Result<(), Error> {
        let database = self.database.in_background();
        let now = self.env.now();
        loop {
            let unsent = mails::refuse_unsent(database.pool(), REASON, until, now).await?;
            if unsent.is_empty() {
                return Ok(());
            }
            for mail in unsent {
                let (mail, channel, subject) = (mail.id, mail.channel, mail.subject);
                tracing::warn!(mail, channel, subject, "a mail was set aside: {REASON}");
            }
        }
    }
}
