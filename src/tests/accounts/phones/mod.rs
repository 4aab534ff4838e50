//! Phone numbers: verified by texted codes, one user's each, and second factors.

mod admin;
mod factor;
mod factor_changes;
mod limits;
mod verification;

use std::time::Duration;

use identity::{
    AttemptPhoneVerificationError, AuthContext, Channel, Grant, PhoneNumber,
    PreparePhoneVerificationError, SecondFactorError, SignedIn, TextSecondFactorError, Token,
    UserPhone,
};

use super::school::{MAYA, PASSWORD, School, client, email, one_time, presented};
use crate::store::Store;

pub const NUMBER: &str = "+12015550123";
pub const OTHER: &str = "+447400123456";

pub fn number(e164: &str) -> PhoneNumber {
    PhoneNumber::parse(e164, None).unwrap()
}

impl School {
    /// The user and session of this grant.
    pub async fn auth(&self, grant: &Grant) -> AuthContext {
        self.authenticate(grant).await.unwrap()
    }

    pub async fn add_number(&self, auth: &AuthContext, e164: &str) -> UserPhone {
        let added = self
            .identity
            .create_phone_number(auth, &number(e164), &client())
            .await;
        added.unwrap()
    }

    pub async fn text(
        &self,
        auth: &AuthContext,
        phone: &UserPhone,
    ) -> Result<UserPhone, PreparePhoneVerificationError> {
        self.identity
            .prepare_phone_verification(auth, &phone.id, &client())
            .await
    }

    pub async fn verify_number(
        &self,
        auth: &AuthContext,
        phone: &UserPhone,
        code: &str,
    ) -> Result<UserPhone, AttemptPhoneVerificationError> {
        self.identity
            .attempt_phone_verification(auth, &phone.id, &one_time(code), &client())
            .await
    }

    /// A number that the user of this session verified.
    pub async fn verified_number(&self, auth: &AuthContext, e164: &str) -> UserPhone {
        let phone = self.add_number(auth, e164).await;
        self.text(auth, &phone).await.unwrap();
        let code = self.texted_code(e164).await;
        let verified = self.verify_number(auth, &phone, &code).await.unwrap();
        // The next text is newer.
        self.clock.pass(Duration::from_secs(1));
        verified
    }

    /// The texts to this number, the newest first.
    pub async fn texts(&self, e164: &str) -> Vec<String> {
        let mails = self.identity.waiting_mails().await.unwrap();
        let texts = mails
            .into_iter()
            .filter(|it| it.channel == Channel::Sms && it.recipient == e164);
        texts.map(|it| it.text).collect()
    }

    /// The code in the newest text to this number.
    pub async fn texted_code(&self, e164: &str) -> String {
        self.texts(e164).await[0][..6].to_owned()
    }
}

/// Another code of the same form.
pub fn wrong(code: &str) -> String {
    let number: u32 = code.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}

async fn enter(school: &School) -> SignedIn {
    let signed_in = school
        .identity
        .sign_in_browser(&email(MAYA), &presented(PASSWORD), None, &client())
        .await;
    signed_in.unwrap()
}

async fn reserve(
    school: &School,
    auth: &AuthContext,
    phone: &UserPhone,
) -> (AuthContext, UserPhone) {
    let reserved = school
        .identity
        .reserve_phone_number(auth, &phone.id, true, &client())
        .await;
    let reserved = reserved.unwrap();
    (reserved.auth, reserved.phone)
}

/// Maya, who reserved her phone number.
struct Stage {
    school: School,
    auth: AuthContext,
    phone: UserPhone,
}

impl Stage {
    async fn new(store: Store) -> Self {
        let school = School::on(store).await;
        let auth = school.auth(&school.sign_up(MAYA).await).await;
        let phone = school.verified_number(&auth, NUMBER).await;
        let (auth, phone) = reserve(&school, &auth, &phone).await;
        Self {
            school,
            auth,
            phone,
        }
    }

    async fn enter(&self) -> SignedIn {
        enter(&self.school).await
    }

    async fn text(&self, token: &Token) -> Result<UserPhone, TextSecondFactorError> {
        let identity = &self.school.identity;
        identity.text_second_factor(token, None, &client()).await
    }

    async fn show(&self, token: &Token, code: &str) -> Result<SignedIn, SecondFactorError> {
        let identity = &self.school.identity;
        identity
            .show_second_factor(token, &one_time(code), &client())
            .await
    }

    /// A browser's session after password and texted code.
    async fn signed_in(&self) -> AuthContext {
        let waiting = self.enter().await;
        self.text(&waiting.token).await.unwrap();
        let code = self.school.texted_code(NUMBER).await;
        let raised = self.show(&waiting.token, &code).await.unwrap();
        let session = self
            .school
            .identity
            .find_session(&raised.token, &identity::ClientInfo::default())
            .await;
        session.unwrap().unwrap().auth_context()
    }
}
