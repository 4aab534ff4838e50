use std::time::Duration;

use crate::{
    ClientInfo, Error, PhoneNumber, TooManyTexts, UserId,
    env::micros,
    mail::CodeText,
    model::{text_purpose::TextPurpose, texted_code::TextedCode},
    store::one_time_codes::{self, CodeKey, NewCode},
    unit_of_work::UnitOfWork,
};

/// The interval in which a number is texted at most one code of a purpose.
const TEXTED_EVERY: Duration = Duration::from_mins(1);

/// Why no code was texted.
#[derive(Debug, thiserror::Error)]
pub enum TextCodeError {
    /// No text messages are sent.
    #[error("no text messages are sent")]
    SmsOff,
    /// Such a code was texted less than a minute ago, and is still good.
    #[error("a code was texted a moment ago")]
    TextedJustNow,
    /// The rate limit of text messages is reached.
    #[error(transparent)]
    TooManyTexts(#[from] TooManyTexts),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(TextCodeError);

impl UnitOfWork<'_> {
    /// Texts a new code of six digits, which works once, for ten minutes, and in place of the one before.
    ///
    /// # Errors
    /// [`TextCodeError`] says when. The unit of work must not be committed then.
    pub(crate) async fn text_code(
        &mut self,
        user: &UserId,
        purpose: TextPurpose,
        number: &PhoneNumber,
        client: &ClientInfo,
    ) -> Result<(), TextCodeError> {
        let (now, identity) = (self.now, self.identity);
        if !identity.policy.phone.has_sms {
            return Err(TextCodeError::SmsOff);
        }
        let code = TextedCode::new(&identity.env);
        let new = NewCode {
            key: CodeKey {
                user,
                purpose: purpose.as_str(),
                target: number.as_str(),
            },
            hash: identity.code_hash(user, purpose.as_str(), code.expose()),
            // Each number has a code of its own to verify it; of the second factor there is one code, to whichever phone.
            is_only: purpose == TextPurpose::SecondFactor,
            link: None,
            sent_at: now,
            expire_at: now + micros(TextPurpose::LIFETIME),
        };
        let since = now - micros(TEXTED_EVERY);
        if !one_time_codes::save(self.connection(), new, since).await? {
            return Err(TextCodeError::TextedJustNow);
        }
        identity
            .limits
            .text(number, user.as_str(), client.address)
            .await?;
        let message = CodeText {
            purpose,
            language: self.language_of(user).await?,
            recipient: number,
            code: &code,
        };
        Ok(self.enqueue_text(&message).await?)
    }
}
