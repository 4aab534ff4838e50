use secrecy::SecretString;

use crate::{
    Action, ClientInfo, CodeFlow, Identity, OneTimeCode, SignInName, SignedIn, Token,
    VerificationError, VerifyCodeError,
    audit::Event,
    operations::{issue_auth_code::issued, proof::Proof},
};

/// The result of a valid code or link in a browser.
#[derive(Debug)]
pub enum Confirmed {
    /// The user is signed in.
    SignedIn(SignedIn),
    /// The browser is redirected to the app that asked for the mail, with an authorization code. No session begins
    /// here.
    LedBack(SecretString),
    /// The account has its new address.
    AddressChanged,
    /// The other address still has to confirm the change.
    HalfChanged,
}

impl Identity {
    /// Uses the code that was mailed to this address, or to that of the username, in a browser.
    ///
    /// # Errors
    /// As [`verify_code`](Self::verify_code).
    pub async fn enter_code(
        &self,
        name: impl Into<SignInName>,
        flow: CodeFlow,
        code: &OneTimeCode,
        previous: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<Confirmed, VerifyCodeError> {
        let target = self.resolve_sign_in_name(&name.into()).await?;
        let proof = self.prove_by_code(&target, flow, code, client).await?;
        Ok(self.finish(proof, previous, client).await?)
    }

    /// Uses the mailed link of this token, in a browser.
    ///
    /// # Errors
    /// As [`verify_code`](Self::verify_code).
    pub async fn follow_link(
        &self,
        link: &Token,
        previous: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<Confirmed, VerificationError> {
        let proof = self.prove_by_link(link, client).await?;
        self.finish(proof, previous, client).await
    }

    async fn finish(
        &self,
        mut proof: Proof<'_>,
        previous: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<Confirmed, VerificationError> {
        let is_whole = proof.finish().await?;
        let (mut uow, user) = (proof.uow, proof.user);
        if let Some(app) = proof.app.filter(|_| is_whole) {
            let purpose = proof.purpose;
            let address = uow.issue_auth_code(&user, purpose, &app).await?;
            let event = issued(&user, purpose);
            uow.commit(event, client).await?;
            return Ok(Confirmed::LedBack(address));
        }
        if proof.purpose.is_change_of_address() {
            let extent = if is_whole { "changed" } else { "half" };
            let event = Event::new(Action::Updated, &user).with("email", extent);
            uow.commit(event, client).await?;
            return Ok(if is_whole {
                Confirmed::AddressChanged
            } else {
                Confirmed::HalfChanged
            });
        }
        let method = proof.purpose.method();
        let signed_in = uow.admit(&user, method, previous, client).await?;
        let event = Event::new(Action::SignedIn, &user)
            .in_session(&signed_in.session)
            .with("method", method.as_str());
        uow.commit(event, client).await?;
        Ok(Confirmed::SignedIn(signed_in))
    }
}
