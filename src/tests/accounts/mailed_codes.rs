//! Mailed codes and links.

use std::time::Duration;

use identity::{
    CodeFlow, Grant, Mail, OneTimeCode, SignedUp, Token, VerificationError, Verified,
    VerifyCodeError,
};

use super::school::{MAYA, PASSWORD, School, client, email};
use crate::store::Store;

/// Time after which the next mail is newer.
const A_MOMENT: Duration = Duration::from_secs(1);

/// A school that verifies addresses by mail.
pub async fn strict(store: Store) -> School {
    School::with(store, |policy| policy.autoconfirm = false).await
}

impl School {
    /// Maya's account, unconfirmed.
    pub async fn claim(&self, address: &str) {
        let outcome = self.try_sign_up(address, PASSWORD).await.unwrap();
        assert!(matches!(outcome, SignedUp::Unconfirmed(_)));
        self.clock.pass(A_MOMENT);
    }

    /// Maya's account and her first session.
    pub async fn confirm(&self) -> Grant {
        self.claim(MAYA).await;
        let code = self.code(MAYA).await;
        let grant = self.enter(MAYA, CodeFlow::SignUp, &code).await.unwrap();
        self.clock.pass(A_MOMENT);
        grant
    }

    /// The code of the last mail with a code to this address.
    pub async fn code(&self, address: &str) -> String {
        let mails = self.identity.waiting_mails().await.unwrap();
        let is_it =
            |mail: &Mail| mail.recipient == address && mail.text.contains("enter this code");
        let mail = mails.into_iter().find(is_it);
        let text = mail.expect("a mail").text;
        let is_code = |word: &&str| word.len() == 8 && word.bytes().all(|b| b.is_ascii_digit());
        text.split_whitespace().find(is_code).unwrap().to_owned()
    }

    /// The token of the link in the last mail to this address.
    pub async fn link(&self, address: &str) -> Token {
        let mails = self.identity.waiting_mails().await.unwrap();
        let mail = mails.into_iter().find(|mail| mail.recipient == address);
        let text = mail.expect("a mail").text;
        let page = "https://school.example/confirm?token=";
        let (_, token) = text.split_once(page).unwrap();
        Token::parse(token.split_whitespace().next().unwrap()).unwrap()
    }

    pub async fn mail(&self, address: &str, flow: CodeFlow) {
        self.identity
            .mail_code(&email(address), flow, None, &client())
            .await
            .unwrap();
    }

    pub async fn mails(&self) -> usize {
        self.identity.waiting_mails().await.unwrap().len()
    }

    pub async fn verify(
        &self,
        address: &str,
        flow: CodeFlow,
        code: &str,
    ) -> Result<Verified, VerifyCodeError> {
        let code = OneTimeCode::parse(code).map_err(|_| VerificationError::CodeExpired)?;
        self.identity
            .verify_code(&email(address), flow, &code, &client())
            .await
    }

    pub async fn enter(
        &self,
        address: &str,
        flow: CodeFlow,
        code: &str,
    ) -> Result<Grant, VerifyCodeError> {
        match self.verify(address, flow, code).await? {
            Verified::SignedIn(grant) => Ok(*grant),
            Verified::HalfChanged => panic!("only half of a change"),
        }
    }
}
