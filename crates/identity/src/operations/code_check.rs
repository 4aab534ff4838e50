//! Verification of mailed and texted codes.

use aws_lc_rs::constant_time::verify_slices_are_equal;

use crate::{
    Email, Error, OneTimeCode, PhoneNumber, UserId,
    model::{code_purpose::CodePurpose, mailed_code::MAX_ATTEMPTS, text_purpose::TextPurpose},
    store::one_time_codes::{self, CodeKey},
    unit_of_work::UnitOfWork,
};

impl UnitOfWork<'_> {
    /// Verifies the code that was mailed to this address, and uses it up. A wrong attempt is counted, so the unit of
    /// work must be committed either way.
    pub async fn take_code(
        &mut self,
        user: &UserId,
        purpose: CodePurpose,
        target: &Email,
        code: &OneTimeCode,
    ) -> Result<bool, Error> {
        let Some(code) = code.of_mail() else {
            return Ok(false);
        };
        let key = CodeKey {
            user,
            purpose: purpose.as_str(),
            target: &target.lower(),
        };
        self.take_digits(key, code).await
    }

    /// Verifies the code that was texted to this number, and uses it up. A wrong attempt is counted, so the unit of work
    /// must be committed either way.
    pub async fn take_texted_code(
        &mut self,
        user: &UserId,
        purpose: TextPurpose,
        number: &PhoneNumber,
        code: &OneTimeCode,
    ) -> Result<bool, Error> {
        let Some(code) = code.of_app() else {
            return Ok(false);
        };
        let key = CodeKey {
            user,
            purpose: purpose.as_str(),
            target: number.as_str(),
        };
        let is_right = self.take_digits(key, code).await?;
        if is_right {
            // Another one may be asked for at once: only a code that is still good makes its user wait.
            one_time_codes::delete_one(self.connection(), key).await?;
        }
        Ok(is_right)
    }

    async fn take_digits(&mut self, key: CodeKey<'_>, code: &str) -> Result<bool, Error> {
        let (now, identity) = (self.now, self.identity);
        let stored = one_time_codes::find(self.connection(), key).await?;
        let open = stored
            .filter(|it| it.used_at.is_none() && it.expire_at > now && it.attempts < MAX_ATTEMPTS);
        // The same work where there is no code: the time until the answer does not tell who was mailed one.
        let presented = identity.code_hash(key.user, key.purpose, code);
        let expected = open.as_ref().map_or("", |stored| stored.hash.as_str());
        let is_right = verify_slices_are_equal(presented.as_bytes(), expected.as_bytes()).is_ok();
        let connection = self.connection();
        one_time_codes::record_attempt(connection, key, is_right, MAX_ATTEMPTS, now).await?;
        Ok(is_right)
    }

    /// Whether a code of this purpose, to any address, was used.
    pub async fn has_used_code(
        &mut self,
        user: &UserId,
        purpose: CodePurpose,
    ) -> Result<bool, Error> {
        Ok(one_time_codes::is_used(self.connection(), user, purpose).await?)
    }
}
