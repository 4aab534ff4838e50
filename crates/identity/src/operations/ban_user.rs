use std::time::Duration;

use crate::{EndReason, Error, UserId, env::micros, store::user_edits, unit_of_work::UnitOfWork};

/// A change of an account's ban.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ban {
    /// Bans the user for this long.
    For(Duration),
    /// Lifts the ban.
    Lifted,
}

impl UnitOfWork<'_> {
    /// Bans the user for this long: all their sessions end, and until then they can neither sign in nor refresh a session.
    /// A ban that was there is replaced.
    pub async fn ban_user(&mut self, user: &UserId, span: Duration) -> Result<(), Error> {
        let until = self.now.saturating_add(micros(span));
        user_edits::set_ban(self.connection(), user, Some(until)).await?;
        self.end_sessions(user, None, EndReason::Banned).await?;
        Ok(())
    }

    /// Lifts the user's ban: they can sign in again. The sessions that it ended stay ended.
    pub async fn unban_user(&mut self, user: &UserId) -> Result<(), Error> {
        Ok(user_edits::set_ban(self.connection(), user, None).await?)
    }
}
