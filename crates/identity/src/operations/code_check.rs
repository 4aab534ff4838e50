//! Verification of mailed codes.

use aws_lc_rs::constant_time::verify_slices_are_equal;

use crate::{
    Email, Error, OneTimeCode, UserId, operations::issue_code::CodePurpose,
    unit_of_work::UnitOfWork,
};

/// Wrong attempts after which a code is invalidated.
const TRIES: i64 = 5;

#[derive(sqlx::FromRow)]
struct Row {
    code_hash: String,
    attempts: i64,
    expire_at: i64,
    used_at: Option<i64>,
}

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
        let row: Option<Row> = sqlx::query_as(
            "SELECT code_hash, attempts, expire_at, used_at FROM one_time_codes WHERE user_id = $1 AND purpose = $2 AND target = $3",
        )
        .bind(&user.0)
        .bind(purpose.as_str())
        .bind(target.lower())
        .fetch_optional(self.connection())
        .await?;
        let now = self.now;
        let open =
            row.filter(|row| row.used_at.is_none() && row.expire_at > now && row.attempts < TRIES);
        // The same work where there is no code: the time until the answer does not tell who was mailed one.
        let presented = self.identity.code_hash(user, purpose, code);
        let expected = open.as_ref().map_or("", |row| row.code_hash.as_str());
        let is_right = verify_slices_are_equal(presented.as_bytes(), expected.as_bytes()).is_ok();
        sqlx::query(
            "UPDATE one_time_codes SET attempts = attempts + 1, used_at = $1 \
             WHERE user_id = $2 AND purpose = $3 AND target = $4 AND used_at IS NULL AND expire_at > $5 AND attempts < $6",
        )
        .bind(is_right.then_some(now))
        .bind(&user.0)
        .bind(purpose.as_str())
        .bind(target.lower())
        .bind(now)
        .bind(TRIES)
        .execute(self.connection())
        .await?;
        Ok(is_right)
    }

    /// Whether a code of this purpose, to any address, was used.
    pub async fn has_used_code(
        &mut self,
        user: &UserId,
        purpose: CodePurpose,
    ) -> Result<bool, Error> {
        let row: Option<(Option<i64>,)> = sqlx::query_as(
            "SELECT used_at FROM one_time_codes WHERE user_id = $1 AND purpose = $2",
        )
        .bind(&user.0)
        .bind(purpose.as_str())
        .fetch_optional(self.connection())
        .await?;
        Ok(row.is_some_and(|(used_at,)| used_at.is_some()))
    }
}
