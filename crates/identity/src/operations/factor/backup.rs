use secrecy::SecretString;

use super::totp;
use crate::{
    Action, AuthContext, ClientInfo, Denied, Error, Identity, OneTimeCode, Refusal, UserId,
    audit::Event, mail::SecurityEvent, store::backup_codes, unit_of_work::UnitOfWork,
};

/// The number of backup codes that are generated at once.
const GIVEN: usize = 10;

impl Identity {
    /// Generates new backup codes, each of 120 bits, and deletes the previous ones. They are shown once.
    ///
    /// # Errors
    /// Returns [`Refusal::FactorNotFound`] without a verified factor, and [`InsufficientAal`](Refusal::InsufficientAal)
    /// when it was not shown in this session.
    pub async fn renew_backup_codes(
        &self,
        auth: &AuthContext,
        client: &ClientInfo,
    ) -> Result<Vec<SecretString>, Denied> {
        let user = &auth.user;
        let mut uow = self.begin(&user.lock_key()).await?;
        uow.require_second_factor(auth).await?;
        if !uow.has_verified_factor(user).await? {
            return Err(Refusal::FactorNotFound.into());
        }
        // The first ones come with the factor, of which the user is told.
        if backup_codes::delete_of_user(uow.connection(), user).await? {
            uow.notify_user(user, SecurityEvent::BackupCodesRenewed)
                .await?;
        }
        let mut codes = Vec::new();
        for _ in 0..GIVEN {
            let code = totp::base32(&self.env.bytes::<15>());
            let hash = self.backup_hash(user, &code);
            backup_codes::insert(uow.connection(), user, &hash).await?;
            let grouped: Vec<_> = code
                .as_bytes()
                .chunks(4)
                .map(String::from_utf8_lossy)
                .collect();
            codes.push(grouped.join("-").into());
        }
        let event = Event::new(Action::BackupCodesRenewed, user).in_session(&auth.session);
        uow.commit(event, client).await?;
        Ok(codes)
    }

    fn backup_hash(&self, user: &UserId, code: &str) -> String {
        let label = format!("backup code of {}", user.0);
        self.vault.fingerprint(&label, code)
    }
}

impl UnitOfWork<'_> {
    /// Verifies a backup code, and uses it up.
    pub async fn take_backup_code(
        &mut self,
        user: &UserId,
        code: &OneTimeCode,
    ) -> Result<bool, Error> {
        let Some(letters) = code.of_backup() else {
            return Ok(false);
        };
        let (now, hash) = (self.now, self.identity.backup_hash(user, letters));
        Ok(backup_codes::take(self.connection(), user, &hash, now).await?)
    }
}
