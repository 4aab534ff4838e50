use serde::Serialize;

use super::token::token;
use crate::{
    api::clerk::{
        error::ClerkError, frontend::browser::Browser, session::Session, session_tokens::Token,
        users::user::User,
    },
    server::pictures,
};
use identity::{ActiveSession, AuthMethod, SignInMethod};

/// The browser's session with its user, in the format of Clerk's Frontend API.
#[derive(Serialize)]
pub struct SessionResource {
    #[serde(flatten)]
    session: Session,
    user: User,
    public_user_data: PublicUserData,
    /// Minutes since the first factor and since the second; -1 for none.
    factor_verification_age: [i64; 2],
    last_active_token: Token,
}

/// What a list of people shows of the user.
#[derive(Serialize)]
struct PublicUserData {
    first_name: Option<String>,
    last_name: Option<String>,
    image_url: String,
    has_image: bool,
    identifier: String,
    user_id: String,
}

impl SessionResource {
    /// The session as it is now; `None` when it has ended meanwhile.
    pub async fn of(browser: &Browser, active: &ActiveSession) -> Result<Option<Self>, ClerkError> {
        let identity = &browser.state.identity;
        let session = identity.find_user_session(&active.id).await?;
        let user = identity.find_user(&active.user.id).await?;
        let (Some(session), Some(user)) = (session, user) else {
            return Ok(None);
        };
        let auth = active.auth_context();
        let token = token(browser, &auth, None).await?;
        let now = (identity.clock())();
        let image_url = pictures::url(&browser.state, &user);
        let user = User::for_browser(&user, image_url, identity);
        Ok(Some(Self {
            session: session.into(),
            public_user_data: PublicUserData::of(&user, active),
            user,
            factor_verification_age: ages(&active.amr, now.as_second()),
            last_active_token: token,
        }))
    }

    /// Its identifier.
    pub fn id(&self) -> &str {
        self.session.id()
    }

    /// When it began, in milliseconds since 1970.
    pub fn created_at(&self) -> i64 {
        self.session.created_at()
    }

    /// When it was last used, in milliseconds since 1970.
    pub fn updated_at(&self) -> i64 {
        self.session.updated_at()
    }
}

impl PublicUserData {
    fn of(user: &User, active: &ActiveSession) -> Self {
        let (first_name, last_name) = user.names();
        let (image_url, has_image) = user.image();
        Self {
            first_name,
            last_name,
            image_url,
            has_image,
            identifier: active.user.email.as_str().to_owned(),
            user_id: active.user.id.as_str().to_owned(),
        }
    }
}

/// Minutes since the newest first factor and the newest second factor at `now`, in seconds since 1970.
fn ages(amr: &[SignInMethod], now: i64) -> [i64; 2] {
    let age = |is_second: bool| {
        let newest = amr
            .iter()
            .filter(|it| (it.method == AuthMethod::Totp) == is_second)
            .map(|it| it.timestamp)
            .max();
        newest.map_or(-1, |at| (now - at).max(0) / 60)
    };
    [age(false), age(true)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_age_of_a_factor_is_in_minutes_and_none_is_minus_one() {
        let shown = |method, timestamp| SignInMethod { method, timestamp };
        let password = shown(AuthMethod::Password, 1_000);
        assert_eq!(ages(&[password], 1_119), [1, -1]);
        let totp = shown(AuthMethod::Totp, 1_060);
        assert_eq!(ages(&[totp, password], 1_120), [2, 1]);
        assert_eq!(ages(&[], 1_000), [-1, -1]);
    }
}
