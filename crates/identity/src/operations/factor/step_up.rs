use secrecy::{ExposeSecret as _, SecretSlice};

use crate::{
    Aal, AuthContext, AuthMethod, Error, SignInMethod,
    env::instant,
    mail::SecurityEvent,
    operations::api_session::{ApiSession, label},
    store::{factors, sessions::api_clients},
    unit_of_work::UnitOfWork,
};

impl UnitOfWork<'_> {
    /// Whether the session has not shown the second factor that its user has.
    pub async fn lacks_second_factor(&mut self, auth: &AuthContext) -> Result<bool, Error> {
        Ok(auth.aal != Aal::Two && self.has_verified_factor(&auth.user).await?)
    }

    /// Accepts a valid code of the factor. Its time step cannot be used again, and wrong proofs before it are forgotten. The first code notifies the user, ends
    /// the sessions that have not shown the factor, and deletes unverified factors.
    pub async fn accept_factor(
        &mut self,
        auth: &AuthContext,
        factor: &str,
        step: Option<i64>,
    ) -> Result<(), Error> {
        let now = self.now;
        let connection = self.connection();
        if factors::verify(connection, factor, now).await? {
            self.notify_user(&auth.user, SecurityEvent::FactorAdded)
                .await?;
        }
        let connection = self.connection();
        factors::record_code(connection, factor, step, now).await?;
        factors::delete_waiting(connection, &auth.user).await?;
        self.unlock(&auth.user).await?;
        self.end_without_factor(auth).await
    }

    /// Raises the session to the second assurance level, with a new key: refresh tokens from before are not valid any
    /// more.
    pub async fn raise(&mut self, auth: &AuthContext) -> Result<Option<ApiSession>, Error> {
        let (now, identity) = (self.now, self.identity);
        let shown = SignInMethod {
            method: AuthMethod::Totp,
            timestamp: instant(now).as_second(),
        };
        let is_other = |it: &&SignInMethod| it.method != AuthMethod::Totp;
        let before = auth.amr.iter().filter(is_other).copied();
        let amr: Vec<_> = std::iter::once(shown).chain(before).collect();
        let key: SecretSlice<u8> = identity.env.bytes::<32>().to_vec().into();
        let sealed = identity
            .vault
            .seal(&label(&auth.session), key.expose_secret())?;
        let counter = api_clients::raise(self.connection(), &auth.session, &amr, &sealed).await?;
        Ok(counter.map(|counter| ApiSession {
            id: auth.session.clone(),
            user: auth.user.clone(),
            key,
            counter,
            aal: Aal::Two,
            amr,
        }))
    }
}
