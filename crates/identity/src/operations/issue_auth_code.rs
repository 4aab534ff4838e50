use std::time::Duration;

use secrecy::SecretString;
use url::Url;

use crate::{
    Action, AppLink, AuthPolicy, Error, Token, UserId,
    audit::Event,
    env::micros,
    model::code_purpose::CodePurpose,
    store::auth_codes::{self, AuthCode},
    unit_of_work::UnitOfWork,
};

/// The lifetime of an authorization code.
const LIFETIME: Duration = Duration::from_mins(5);

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
        let new = AuthCode {
            challenge: app.challenge.clone(),
            method: purpose.method(),
            expire_at: now + micros(LIFETIME),
        };
        auth_codes::insert(self.connection(), &code, user, &new).await?;
        Ok(address(&identity.policy, app.redirect_to.as_deref(), &code))
    }

    /// Deletes all authorization codes of this user.
    pub async fn drop_auth_codes(&mut self, user: &UserId) -> Result<(), Error> {
        Ok(auth_codes::delete_of_user(self.connection(), user).await?)
    }
}

/// The log event of an issued authorization code.
pub(crate) fn issued(user: &UserId, purpose: CodePurpose) -> Event {
    let event = if purpose.is_change_of_address() {
        Event::new(Action::Updated, user).with("email", "changed")
    } else {
        Event::new(Action::AuthCodeIssued, user)
    };
    event.with("method", purpose.method().as_str())
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
