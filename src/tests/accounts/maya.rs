//! Maya, who has an authenticator app.

use std::time::Duration;

use identity::{
    AnswerChallengeError, AuthContext, Challenge, ClientInfo, EnrolFactorError, Enrollment, Grant,
    OneTimeCode,
};
use secrecy::ExposeSecret as _;

use super::{
    authenticator::Authenticator,
    school::{MAYA, School, client},
};
use crate::store::Store;

/// The period of her app's codes.
pub const STEP: Duration = Duration::from_secs(30);

/// Maya, her app and her session.
pub struct Maya {
    pub school: School,
    app: Authenticator,
    pub factor: String,
    pub grant: Grant,
}

impl Maya {
    pub async fn enrolled(store: Store) -> Self {
        let school = School::on(store).await;
        let grant = school.sign_up(MAYA).await;
        let enrolled = enrol(&school, &grant, "phone").await.unwrap();
        Self {
            app: Authenticator::new(enrolled.secret.expose_secret()),
            factor: enrolled.id,
            school,
            grant,
        }
    }

    /// With a session that was verified with her app.
    pub async fn raised(store: Store) -> Self {
        let mut maya = Self::enrolled(store).await;
        maya.grant = maya.answer_now(&maya.grant).await.unwrap();
        maya.school.clock.pass(STEP);
        maya
    }

    /// Enrols another app, in the verified session.
    pub async fn add_app(&mut self, name: &str) {
        let enrolled = enrol(&self.school, &self.grant, name).await.unwrap();
        self.app = Authenticator::new(enrolled.secret.expose_secret());
        self.factor = enrolled.id;
        self.grant = self.answer_now(&self.grant).await.unwrap();
    }

    /// The app's current code.
    pub fn code(&self) -> String {
        self.app.code(self.school.clock.now().as_second())
    }

    pub async fn auth(&self, grant: &Grant) -> AuthContext {
        self.school.authenticate(grant).await.unwrap()
    }

    pub async fn challenge(&self, grant: &Grant) -> Challenge {
        let auth = self.auth(grant).await;
        let identity = &self.school.identity;
        identity
            .challenge(&auth, &self.factor, &client())
            .await
            .unwrap()
    }

    pub async fn answer(
        &self,
        grant: &Grant,
        challenge: &Challenge,
        code: &str,
        client: &ClientInfo,
    ) -> Result<Grant, AnswerChallengeError> {
        let auth = self.auth(grant).await;
        self.answer_as(&auth, challenge, code, client).await
    }

    pub async fn answer_as(
        &self,
        auth: &AuthContext,
        challenge: &Challenge,
        code: &str,
        client: &ClientInfo,
    ) -> Result<Grant, AnswerChallengeError> {
        let identity = &self.school.identity;
        let (factor, challenge) = (&self.factor, &challenge.id);
        let code = &OneTimeCode::parse(code).map_err(|_| AnswerChallengeError::CodeRefused)?;
        identity
            .answer_challenge(auth, factor, challenge, code, client)
            .await
    }

    pub async fn answer_now(&self, grant: &Grant) -> Result<Grant, AnswerChallengeError> {
        let challenge = self.challenge(grant).await;
        self.answer(grant, &challenge, &self.code(), &client())
            .await
    }
}

/// Starts to enrol an app in this session.
pub async fn enrol(
    school: &School,
    grant: &Grant,
    name: &str,
) -> Result<Enrollment, EnrolFactorError> {
    let auth = school.authenticate(grant).await.unwrap();
    school
        .identity
        .enrol_totp(&auth, name, "School", &client())
        .await
}
