use qrcode::{QrCode, render::svg};
use secrecy::{ExposeSecret as _, SecretSlice, SecretString};
use url::form_urlencoded::byte_serialize;

use super::{label, totp};
use crate::{
    Action, AuthContext, ClientInfo, Error, Identity, UserId,
    audit::Event,
    operations::find_account,
    store::factors::{self, NewFactor},
    unit_of_work::UnitOfWork,
};

/// The most verified factors of one user, and the most unverified ones beside them.
const MOST: usize = 10;

/// A factor that waits for its first code. Its secret is shown once.
#[derive(Debug)]
pub struct Enrollment {
    /// The factor's identifier.
    pub id: String,
    /// The name that the user gave it.
    pub friendly_name: String,
    /// The secret in base32, to type into an app.
    pub secret: SecretString,
    /// The secret as an `otpauth:` URI, for a QR code.
    pub uri: SecretString,
}

impl Enrollment {
    /// The enrolment of a factor with this secret, for the app of `account` at `issuer`.
    pub(crate) fn new(
        id: String,
        friendly_name: String,
        secret: &[u8],
        issuer: &str,
        account: &str,
    ) -> Self {
        let secret = totp::base32(secret);
        Self {
            id,
            friendly_name,
            uri: uri(issuer, account, &secret).into(),
            secret: secret.into(),
        }
    }

    /// The URI as a QR code, in SVG; none when its names are too long for one.
    ///
    /// Clients make a data URI of it by prefixing `data:image/svg+xml;utf-8,`, so it contains no `#`, which would end
    /// the URI, and no `%`.
    pub fn qr_code(&self) -> Option<SecretString> {
        let code = QrCode::new(self.uri.expose_secret()).ok()?;
        let picture = code
            .render::<svg::Color<'_>>()
            .dark_color(svg::Color("black"))
            .light_color(svg::Color("white"))
            .min_dimensions(240, 240)
            .build();
        Some(picture.into())
    }
}

/// Why the enrolment of a factor did not begin.
#[derive(Debug, thiserror::Error)]
pub enum EnrolFactorError {
    /// The user has to reauthenticate first.
    #[error("the last authentication is too long ago")]
    ReauthenticationNeeded,
    /// The session has not shown the user's second factor.
    #[error("the second factor was not shown")]
    InsufficientAal,
    /// Another factor of the user has this name.
    #[error("another factor has this name")]
    FactorNameConflict,
    /// The user has the maximum number of factors.
    #[error("there are too many factors")]
    TooManyFactors,
    /// The user does not exist any more.
    #[error("the user does not exist")]
    UserNotFound,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(EnrolFactorError);

impl Identity {
    /// Begins to enrol a TOTP app. `issuer` is the name of this service in the app. An unverified factor of the same
    /// name is replaced.
    ///
    /// # Errors
    /// [`EnrolFactorError`] says when.
    pub async fn enrol_totp(
        &self,
        auth: &AuthContext,
        friendly_name: &str,
        issuer: &str,
        client: &ClientInfo,
    ) -> Result<Enrollment, EnrolFactorError> {
        let user = &auth.user;
        if !self.is_recent(auth) {
            return Err(EnrolFactorError::ReauthenticationNeeded);
        }
        let mut uow = self.begin(&user.lock_key()).await?;
        if uow.lacks_second_factor(auth).await? {
            return Err(EnrolFactorError::InsufficientAal);
        }
        uow.make_room(user, friendly_name).await?;
        let account = find_account::read(uow.connection(), user).await?;
        let account = account.ok_or(EnrolFactorError::UserNotFound)?;
        let secret: SecretSlice<u8> = self.env.bytes::<20>().to_vec().into();
        let (id, now) = (self.env.id(), uow.now);
        let new = NewFactor {
            id: &id,
            user,
            friendly_name,
            secret: &self.vault.seal(&label(&id), secret.expose_secret())?,
            now,
        };
        factors::insert(uow.connection(), &new).await?;
        let event = Event::new(Action::FactorEnrolled, user).in_session(&auth.session);
        uow.commit(event.with("factor", id.as_str()), client)
            .await?;
        let name = account.email.as_ref().map_or("", |email| email.as_str());
        let (friendly_name, secret) = (friendly_name.to_owned(), secret.expose_secret());
        Ok(Enrollment::new(id, friendly_name, secret, issuer, name))
    }
}

impl UnitOfWork<'_> {
    /// Makes room for another factor of this name. Only verified factors count against the maximum; of the unverified
    /// ones the one of the same name is deleted, and the oldest when there are too many.
    async fn make_room(
        &mut self,
        user: &UserId,
        friendly_name: &str,
    ) -> Result<(), EnrolFactorError> {
        let enrolled = factors::list(self.connection(), user).await?;
        let (in_use, waiting): (Vec<_>, Vec<_>) = enrolled.iter().partition(|it| it.is_verified);
        if in_use.iter().any(|it| it.friendly_name == friendly_name) {
            return Err(EnrolFactorError::FactorNameConflict);
        }
        if in_use.len() >= MOST {
            return Err(EnrolFactorError::TooManyFactors);
        }
        let (replaced, others): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .partition(|it| it.friendly_name == friendly_name);
        let surplus = (others.len() + 1).saturating_sub(MOST);
        for factor in replaced.iter().chain(others.iter().take(surplus)) {
            factors::delete(self.connection(), &factor.id).await?;
        }
        Ok(())
    }
}

/// The `otpauth:` URI that authenticator apps read from a QR code.
fn uri(issuer: &str, account: &str, secret: &str) -> String {
    let text = |text: &str| {
        byte_serialize(text.as_bytes())
            .collect::<String>()
            .replace('+', "%20")
    };
    format!(
        "otpauth://totp/{issuer}:{account}?algorithm=SHA1&digits=6&issuer={issuer}&period=30&secret={secret}",
        issuer = text(issuer),
        account = text(account),
    )
}
