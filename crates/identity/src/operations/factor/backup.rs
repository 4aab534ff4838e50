use secrecy::SecretString;

use super::totp;
use crate::{
    Action, AuthContext, ClientInfo, Error, Identity, OneTimeCode, UserId, audit::Event,
    mail::SecurityEvent, store::backup_codes, unit_of_work::UnitOfWork,
};

/// The number of backup codes that are generated at once.
const GIVEN: usize = 10;

/// Why no backup codes were generated.
#[derive(Debug, thiserror::Error)]
pub enum RenewBackupCodesError {
    /// The session has not shown the user's second factor.
    #[error("the second factor was not shown")]
    InsufficientAal,
    /// The user has no verified factor.
    #[error("there is no verified factor")]
    FactorNotFound,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(RenewBackupCodesError);

impl Identity {
    /// Generates new backup codes, each of 120 bits, and deletes the previous ones. They are shown once.
    ///
    /// # Errors
    /// [`RenewBackupCodesError`] says when.
    pub async fn renew_backup_codes(
        &self,
        auth: &AuthContext,
        client: &ClientInfo,
    ) -> Result<Vec<SecretString>, RenewBackupCodesError> {
        let user = &auth.user;
        let mut uow = self.begin(&user.lock_key()).await?.for_client(client);
        if uow.lacks_second_factor(auth).await? {
            return Err(RenewBackupCodesError::InsufficientAal);
        }
        if !uow.has_verified_factor(user).await? {
            return Err(RenewBackupCodesError::FactorNotFound);
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
