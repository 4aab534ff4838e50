use secrecy::ExposeSecret as _;

use crate::{
    AuthContext, AuthMethod, ConfirmError, Error, Identity, OneTimeCode, Password, env::instant,
    model::code_purpose::CodePurpose, operations::factor, store::factors, unit_of_work::UnitOfWork,
};

/// A proof that it is the user who makes a sensitive change.
#[derive(Debug)]
pub enum Proof {
    /// The password. Not sufficient when the user has a second factor.
    Password(Password),
    /// A code of the user's authenticator app, one that was texted to their phone, or a backup code.
    FactorCode(OneTimeCode),
    /// A code that was mailed for this. Not sufficient when the user has a second factor.
    MailedCode(OneTimeCode),
}

/// A proof after the password hash, the slow part, was checked.
pub(super) enum Checked {
    Password(bool),
    FactorCode(OneTimeCode),
    MailedCode(OneTimeCode),
}

impl Checked {
    /// The authentication method that a session records for it; for the code of a factor the most usual one.
    pub fn method(&self) -> AuthMethod {
        match self {
            Self::Password(_) => AuthMethod::Password,
            Self::FactorCode(_) => AuthMethod::Totp,
            Self::MailedCode(_) => AuthMethod::Otp,
        }
    }
}

impl Identity {
    /// Checks a password before the unit of work begins: hashing is slow, and would block others.
    pub(super) async fn check(
        &self,
        auth: &AuthContext,
        proof: Proof,
    ) -> Result<Checked, ConfirmError> {
        Ok(match proof {
            Proof::Password(password) => {
                Checked::Password(self.has_password(auth, &password).await?)
            }
            // What has not the form of such a code is no guess of one.
            Proof::FactorCode(code) if code.of_mail().is_some() => {
                return Err(ConfirmError::ReauthenticationNotValid);
            }
            Proof::MailedCode(code) if code.of_mail().is_none() => {
                return Err(ConfirmError::ReauthenticationNotValid);
            }
            Proof::FactorCode(code) => Checked::FactorCode(code),
            Proof::MailedCode(code) => Checked::MailedCode(code),
        })
    }
}

impl Identity {
    /// Whether this is the user's password, where passwords are accepted.
    pub(super) async fn has_password(
        &self,
        auth: &AuthContext,
        password: &Password,
    ) -> Result<bool, Error> {
        let hash = self.find_password_hash(&auth.user).await?;
        let is_right = self.hasher.verify(password, hash).await?;
        Ok(is_right && self.policy.takes_passwords())
    }
}

impl UnitOfWork<'_> {
    /// Verifies the proof; a code is used up. Returns the authentication method that a session records for a right one.
    pub(super) async fn take_proof(
        &mut self,
        auth: &AuthContext,
        proof: &Checked,
    ) -> Result<Option<AuthMethod>, Error> {
        let has_factor = self.has_verified_factor(&auth.user).await?;
        let is_right = match proof {
            Checked::FactorCode(code) => return self.take_factor_code(auth, code).await,
            Checked::Password(is_right) => *is_right && !has_factor,
            Checked::MailedCode(_) if has_factor => false,
            Checked::MailedCode(code) => match self.find_reachable_email(auth).await? {
                Some(email) => {
                    let purpose = CodePurpose::Reauthenticate;
                    self.take_code(&auth.user, purpose, &email, code).await?
                }
                None => false,
            },
        };
        Ok(is_right.then(|| proof.method()))
    }

    /// Verifies a code of one of the user's apps or phones, or a backup code.
    async fn take_factor_code(
        &mut self,
        auth: &AuthContext,
        code: &OneTimeCode,
    ) -> Result<Option<AuthMethod>, Error> {
        let rows = factors::list_secrets(self.connection(), &auth.user).await?;
        let now = instant(self.now).as_second();
        if let Some(digits) = code.of_app() {
            for row in &rows {
                let label = factor::label(&row.id);
                let secret = self.identity.vault.open(&label, &row.secret)?;
                let step = factor::step_of(secret.expose_secret(), digits, now, row.last_step);
                if step.is_some() {
                    self.accept_factor(auth, &row.id, step).await?;
                    return Ok(Some(AuthMethod::Totp));
                }
            }
            let is_texted = self.take_phone_code(&auth.user, code).await?;
            return Ok(is_texted.then_some(AuthMethod::Sms));
        }
        let is_backup = self.has_verified_factor(&auth.user).await?
            && self.take_backup_code(&auth.user, code).await?;
        Ok(is_backup.then_some(AuthMethod::Totp))
    }
}
