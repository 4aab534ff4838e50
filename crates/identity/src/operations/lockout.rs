//! The lock of an account after wrong passwords and codes.
//!
//! While it is locked, no password and no code of an authenticator app is accepted, not even the right one, and the
//! answer is that to a wrong one: otherwise it would tell a guesser that there is such an account, or that the guess was
//! right. The user is told by mail. A mailed code to recover the account unlocks it.

use crate::{
    Error, UserId, env::micros, mail::SecurityEvent, store::lockouts, unit_of_work::UnitOfWork,
};

impl UnitOfWork<'_> {
    /// Whether the account is locked.
    pub async fn is_locked(&mut self, user: &UserId) -> Result<bool, Error> {
        let now = self.now;
        Ok(lockouts::is_locked(self.connection(), user, now).await?)
    }

    /// Counts a wrong proof of this user, who may be nobody. The last one allowed locks the account. Returns whether it
    /// did.
    pub async fn count_wrong_proof(&mut self, user: &UserId) -> Result<bool, Error> {
        let (now, identity) = (self.now, self.identity);
        let Some(lockout) = identity.policy.lockout else {
            return Ok(false);
        };
        let counted = lockouts::count_failure(self.connection(), user, now).await?;
        if counted.is_none_or(|failures| failures < i64::from(lockout.attempts)) {
            return Ok(false);
        }
        let until = now.saturating_add(micros(lockout.duration));
        lockouts::lock(self.connection(), user, until).await?;
        self.notify_user(user, SecurityEvent::Locked).await?;
        Ok(true)
    }

    /// Forgets the wrong proofs of a user who has authenticated: with the second factor, if they have one.
    pub async fn forget_wrong_proofs(&mut self, user: &UserId) -> Result<(), Error> {
        if self.has_verified_factor(user).await? {
            return Ok(());
        }
        self.unlock(user).await
    }

    /// Unlocks the account, and forgets its wrong proofs.
    pub async fn unlock(&mut self, user: &UserId) -> Result<(), Error> {
        Ok(lockouts::clear(self.connection(), user).await?)
    }
}
