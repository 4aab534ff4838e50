use secrecy::SecretString;
use serde_json::Map;

use crate::{
    Action, ClientInfo, CodeFlow, Denied, Email, Error, Identity, OneTimeCode, Password, SignedIn,
    Token, UserId,
    audit::Event,
    operations::{
        browser_session::Beginning,
        proof::Proof,
        sign_up::{Registered, signed_up},
    },
    pkce,
    unit_of_work::UnitOfWork,
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
    /// Signs a user up in a browser, and signs them in where addresses need no verification. Returns `None` when the
    /// address waits for verification; the same for an address that already has an account, so as not to reveal it.
    ///
    /// # Errors
    /// As [`sign_up`](Self::sign_up).
    pub async fn sign_up_browser(
        &self,
        email: &Email,
        password: &Password,
        previous: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<Option<SignedIn>, Denied> {
        match self
            .register(email, password, Map::new(), None, client)
            .await?
        {
            Registered::Unconfirmed(_) => Ok(None),
            Registered::Believed(mut uow, user) => {
                let signed_in = uow.admit(&user, "password", previous, client).await?;
                let event = signed_up(&user).in_session(&signed_in.session);
                uow.commit(event, client).await?;
                Ok(Some(signed_in))
            }
        }
    }

    /// Signs a user in, in a browser, by address and password. The session of `previous` ends.
    ///
    /// # Errors
    /// As [`sign_in_with_password`](Self::sign_in_with_password).
    pub async fn sign_in_browser(
        &self,
        email: &Email,
        password: &Password,
        previous: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<SignedIn, Denied> {
        let (mut uow, user) = self.check_credentials(email, password, client).await?;
        let signed_in = uow.admit(&user, "password", previous, client).await?;
        let event = Event::new(Action::SignedIn, &user)
            .in_session(&signed_in.session)
            .with("provider", "email");
        uow.commit(event, client).await?;
        Ok(signed_in)
    }

    /// Uses the code that was mailed to this address, in a browser.
    ///
    /// # Errors
    /// As [`verify_code`](Self::verify_code).
    pub async fn enter_code(
        &self,
        email: &Email,
        flow: CodeFlow,
        code: &OneTimeCode,
        previous: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<Confirmed, Denied> {
        let proof = self.prove_by_code(email, flow, code, client).await?;
        self.finish(proof, previous, client).await
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
    ) -> Result<Confirmed, Denied> {
        let proof = self.prove_by_link(link).await?;
        self.finish(proof, previous, client).await
    }

    async fn finish(
        &self,
        mut proof: Proof<'_>,
        previous: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<Confirmed, Denied> {
        let is_whole = proof.finish().await?;
        let (mut uow, user) = (proof.uow, proof.user);
        if let Some(app) = proof.app.filter(|_| is_whole) {
            let purpose = proof.purpose;
            let address = uow.issue_auth_code(&user, purpose, &app).await?;
            let event = pkce::issued(&user, purpose);
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
            .with("method", method);
        uow.commit(event, client).await?;
        Ok(Confirmed::SignedIn(signed_in))
    }
}

impl UnitOfWork<'_> {
    /// Begins a browser session for a user who authenticated with us by `method`.
    async fn admit(
        &mut self,
        user: &UserId,
        method: &str,
        previous: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<SignedIn, Error> {
        let identity = self.find_own_identity(user).await?;
        self.note_sign_in(user).await?;
        let beginning = Beginning {
            user,
            identity: &identity,
            method,
            previous,
        };
        self.begin_session(beginning, client).await
    }
}
