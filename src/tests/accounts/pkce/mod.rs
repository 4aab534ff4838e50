//! PKCE: mailed links that redirect to an app with an authorization code, and the exchange of these codes.

mod codes;
mod links;

use identity::{AppLink, CodeChallenge, CodeFlow, Confirmed, ExchangeError, Grant, Token};
use secrecy::ExposeSecret as _;

use super::school::{MAYA, School, client, email};

/// The app's redirect URI, a page of the dashboard.
const APP: &str = "https://school.example/app";

/// Verifier and challenge of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn app() -> AppLink {
    AppLink {
        challenge: CodeChallenge::parse(CHALLENGE, "s256").unwrap(),
        redirect_to: Some(APP.to_owned()),
    }
}

impl School {
    /// The app requests a mail to Maya.
    async fn ask(&self, flow: CodeFlow) {
        self.identity
            .mail_code(&email(MAYA), flow, Some(&app()), &client())
            .await
            .unwrap();
    }

    /// Confirms the link of the last mail to this address.
    async fn press(&self, address: &str) -> Confirmed {
        let link = self.link(address).await;
        let followed = self.identity.follow_link(&link, None, &client()).await;
        followed.unwrap()
    }

    /// The code that the link of the last mail to Maya returns to the app.
    async fn led_back(&self) -> Token {
        code(&self.press(MAYA).await)
    }

    async fn exchange(&self, code: &Token, verifier: &str) -> Result<Grant, ExchangeError> {
        self.identity
            .exchange_auth_code(code, &verifier.into(), &client())
            .await
    }
}

/// The code in the redirect URI.
fn code(confirmed: &Confirmed) -> Token {
    let Confirmed::LedBack(address) = confirmed else {
        panic!("no app is led back: {confirmed:?}");
    };
    let code = address.expose_secret().strip_prefix(APP).unwrap();
    Token::parse(code.strip_prefix("?code=").unwrap()).unwrap()
}
