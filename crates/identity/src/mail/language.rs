use super::mail_template::Letterhead;
use crate::{Error, UserId, store::user_edits, unit_of_work::UnitOfWork};
use messages::Language;

impl<'a> UnitOfWork<'a> {
    /// The language to write to a user in: the one they have chosen, else that of the request.
    pub async fn language_of(&mut self, user: &UserId) -> Result<Language, Error> {
        let chosen = user_edits::find_locale(self.connection(), user).await?;
        let chosen = chosen.as_deref().and_then(Language::of_tag);
        Ok(chosen.unwrap_or(self.language))
    }

    /// What a mail to this user has in common with the others.
    pub async fn letterhead(&mut self, user: &UserId) -> Result<Letterhead<'a>, Error> {
        Ok(Letterhead {
            language: self.language_of(user).await?,
            site: &self.identity.policy.origin,
        })
    }
}
