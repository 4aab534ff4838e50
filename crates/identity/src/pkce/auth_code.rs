use std::time::Duration;

use secrecy::SecretString;
use url::Url;

use super::{AppLink, CodeChallenge};
use crate::{
    Action, AuthPolicy, Error, Token, UserId, audit::Event, env::micros,
    operations::issue_code::CodePurpose, unit_of_work::UnitOfWork,
};

/// The lifetime of an authorization code.
const LIFETIME: Duration = Duration::from_mins(5);

/// An authorization code that was exchanged, and is used up.
pub(super) struct Spent {
    pub challenge: CodeChallenge,
    /// The authentication method of its user.
    pub method: String,
    pub expire_at: i64,
}

impl UnitOfWork<'_> {
    /// Issues an authorization code for the app whose link the user has followed. Returns the redirect URI, with the
    /// code in it.
    pub async fn issue_auth_code(
        &mut self,
        user: &UserId,
        purpose: CodePurpose,
        app: &AppLink,
    ) -> Result<SecretString, Error> {
        let (now, identity) = (self.now, self.identity);
        let code = identity.env.token();
        sqlx::query(
            "INSERT INTO auth_codes (code_hash, user_id, code_challenge, method, expire_at) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(code.hash())
        .bind(&user.0)
        .bind(app.challenge.as_str())
        .bind(purpose.method())
        .bind(now + micros(LIFETIME))
        .execute(self.connection())
        .await?;
        Ok(address(&identity.policy, app.redirect_to.as_deref(), &code))
    }

    /// Deletes all authorization codes of this user.
    pub async fn drop_auth_codes(&mut self, user: &UserId) -> Result<(), Error> {
        sqlx::query("DELETE FROM auth_codes WHERE user_id = $1")
            .bind(&user.0)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Takes an authorization code, which is used up when the unit of work is committed, whatever the result.
    pub(super) async fn take_auth_code(&mut self, code: &Token) -> Result<Option<Spent>, Error> {
        let row: Option<(String, String, i64)> = sqlx::query_as(
            "DELETE FROM auth_codes WHERE code_hash = $1 RETURNING code_challenge, method, expire_at",
        )
        .bind(code.hash())
        .fetch_optional(self.connection())
        .await?;
        Ok(row.map(|(challenge, method, expire_at)| Spent {
            challenge: CodeChallenge::stored(challenge),
            method,
            expire_at,
        }))
    }
}

/// The log event of an issued authorization code.
pub(crate) fn issued(user: &UserId, purpose: CodePurpose) -> Event {
    let event = if purpose.is_change_of_address() {
        Event::new(Action::Updated, user).with("email", "changed")
    } else {
        Event::new(Action::AuthCodeIssued, user)
    };
    event.with("method", purpose.method())
}

/// The redirect URI, as far as it is allowed now, with the code.
fn address(policy: &AuthPolicy, wanted: Option<&str>, code: &Token) -> SecretString {
    let front_page = || format!("{}/?code={}", policy.origin, code.expose());
    wanted
        .and_then(|wanted| policy.allowed(wanted))
        .map_or_else(front_page, |url| with_code(url, code).into())
        .into()
}

/// The URL with our `code` parameter in place of any other.
fn with_code(mut url: Url, code: &Token) -> Url {
    let pairs = url.query_pairs().into_owned();
    let others: Vec<_> = pairs.filter(|(name, _)| name != "code").collect();
    url.query_pairs_mut()
        .clear()
        .extend_pairs(others)
        .append_pair("code", code.expose());
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_joins_what_the_address_says_and_stands_for_itself() {
        let code = Token::parse(&"A".repeat(43)).unwrap();
        for (address, expected) in [
            ("https://app.example", "https://app.example/?code=CODE"),
            (
                "https://app.example/in?a=b%26c&code=mine#d",
                "https://app.example/in?a=b%26c&code=CODE#d",
            ),
        ] {
            let address = with_code(Url::parse(address).unwrap(), &code);
            let expected = expected.replace("CODE", code.expose());
            assert_eq!(address.as_str(), expected);
        }
    }
}
