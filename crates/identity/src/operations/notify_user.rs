use crate::{Error, UserId, mail::SecurityEvent, unit_of_work::UnitOfWork};

impl UnitOfWork<'_> {
    /// Notifies the user at their verified address. Without one, or where no mail is sent, it does nothing.
    pub async fn notify_user(&mut self, user: &UserId, event: SecurityEvent) -> Result<(), Error> {
        match self.find_proved_email(user).await? {
            Some(email) => self.notify_address(user, &email, event).await,
            None => Ok(()),
        }
    }
}
