use std::{fmt, time::Duration};

use secrecy::{ExposeSecret as _, SecretString};

use super::{
    CodeFor, Email, Error, Identity, Surroundings, Token, UserId, browser_session::RECOVERY,
    change::Change, mail::CodeLetter, surroundings::micros,
};

/// One user is mailed one code of a purpose in this time, however often it is asked for.
pub(super) const MAILED_EVERY: Duration = Duration::from_mins(1);

/// What a mailed code is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To prove the address of a new account.
    Confirm,
    /// To sign in without the password that was forgotten.
    Recovery,
    /// To sign in.
    SignIn,
    /// To prove the address an account shall have.
    NewAddress,
    /// To agree to that, at the address it has.
    OldAddress,
    /// To confirm a sensitive change.
    Reauthenticate,
    /// To confirm that an account is one's own, and join a provider's identity to it.
    Join,
}

impl Purpose {
    /// Its name in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Recovery => "recovery",
            Self::SignIn => "sign_in",
            Self::NewAddress => "new_address",
            Self::OldAddress => "old_address",
            Self::Reauthenticate => "reauthenticate",
            Self::Join => "join",
        }
    }

    /// The purpose of this name.
    pub fn parse(name: &str) -> Option<Self> {
        [
            Self::Confirm,
            Self::Recovery,
            Self::SignIn,
            Self::NewAddress,
            Self::OldAddress,
        ]
        .into_iter()
        .find(|purpose| purpose.as_str() == name)
    }

    /// What somebody who brings it from a mail asks for; none for what is typed where it is asked for, and has no link.
    pub fn code_for(self) -> Option<CodeFor> {
        match self {
            Self::Confirm => Some(CodeFor::SignUp),
            Self::Recovery => Some(CodeFor::Recovery),
            Self::SignIn => Some(CodeFor::SignIn),
            Self::NewAddress | Self::OldAddress => Some(CodeFor::EmailChange),
            Self::Reauthenticate | Self::Join => None,
        }
    }

    /// Whether it takes two such proofs, and neither signs anybody in in a browser.
    pub fn is_change_of_address(self) -> bool {
        matches!(self, Self::NewAddress | Self::OldAddress)
    }

    /// The name of the proof in a session.
    pub fn method(self) -> &'static str {
        match self {
            Self::Confirm => "email/signup",
            Self::Recovery => RECOVERY,
            Self::NewAddress | Self::OldAddress => "email_change",
            Self::SignIn | Self::Reauthenticate | Self::Join => "otp",
        }
    }

    /// How long a code of this purpose counts.
    pub fn lifetime(self) -> Duration {
        match self {
            Self::Confirm => Duration::from_hours(24),
            _ => Duration::from_mins(30),
        }
    }

    /// Where the user's row tells when such a code was last sent.
    fn note(self) -> &'static str {
        match self {
            Self::Confirm => "UPDATE users SET confirmation_sent_at = $1 WHERE id = $2",
            Self::Recovery | Self::SignIn => "UPDATE users SET recovery_sent_at = $1 WHERE id = $2",
            Self::NewAddress | Self::OldAddress => {
                "UPDATE users SET email_change_sent_at = $1 WHERE id = $2"
            }
            Self::Reauthenticate | Self::Join => {
                "UPDATE users SET reauthentication_sent_at = $1 WHERE id = $2"
            }
        }
    }
}

/// A code of eight digits: five guesses a minute, for a whole day, hit one with a chance of 1 to 13 000.
pub(super) struct Code(SecretString);

impl Code {
    pub fn new(surroundings: &Surroundings) -> Self {
        let number = u64::from_be_bytes(surroundings.bytes()) % 100_000_000;
        Self(format!("{number:08}").into())
    }

    /// The code in the clear, for its mail.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code([redacted])")
    }
}

impl Identity {
    /// What is stored of a code. It has few digits, so a hash without a key would tell it.
    pub(super) fn code_hash(&self, user: &UserId, purpose: Purpose, code: &str) -> String {
        let label = format!("{} code of {}", purpose.as_str(), user.0);
        self.vault.fingerprint(&label, code)
    }
}

impl Change<'_> {
    /// Mails a new code to the address, unless one was mailed just now. Answers whether it was.
    pub async fn send_code(
        &mut self,
        user: &UserId,
        purpose: Purpose,
        target: &Email,
    ) -> Result<bool, Error> {
        let (now, identity) = (self.now, self.identity);
        let code = Code::new(&identity.surroundings);
        let link = purpose.code_for().map(|_| identity.surroundings.token());
        let sent = sqlx::query(
            "INSERT INTO one_time_codes (user_id, purpose, target, code_hash, sent_at, expire_at, link_hash) VALUES ($1, $2, $3, $4, $5, $6, $8) \
             ON CONFLICT (user_id, purpose) DO UPDATE SET target = excluded.target, code_hash = excluded.code_hash, attempts = 0, \
             sent_at = excluded.sent_at, expire_at = excluded.expire_at, link_hash = excluded.link_hash, used_at = NULL, code_challenge = NULL, redirect_to = NULL \
             WHERE one_time_codes.sent_at <= $7 OR one_time_codes.target <> excluded.target",
        )
        .bind(&user.0)
        .bind(purpose.as_str())
        .bind(target.lower())
        .bind(identity.code_hash(user, purpose, code.expose()))
        .bind(now)
        .bind(now + micros(purpose.lifetime()))
        .bind(now - micros(MAILED_EVERY))
        .bind(link.as_ref().map(Token::hash))
        .execute(self.connection())
        .await?;
        if sent.rows_affected() == 0 {
            return Ok(false);
        }
        sqlx::query(purpose.note())
            .bind(now)
            .bind(&user.0)
            .execute(self.connection())
            .await?;
        let link = link.map(|link| identity.link_address(&link));
        let letter = CodeLetter::new(purpose, target, &code, &identity.rules.origin);
        self.post(&letter.with_link(link.as_deref())).await?;
        Ok(true)
    }

    /// Forgets every code of the user: what was mailed before a new password or address opens nothing after it.
    pub async fn drop_codes(&mut self, user: &UserId) -> Result<(), Error> {
        sqlx::query("DELETE FROM one_time_codes WHERE user_id = $1")
            .bind(&user.0)
            .execute(self.connection())
            .await?;
        self.drop_auth_codes(user).await
    }
}
