mod file;
mod identifications;

use std::ops::Deref;

use web_sys::Blob;

use self::file::read;
use super::{
    GetUserTokenOptions, ImageResource, JwtService, SessionWithActivities, UpdatePasswordParams,
    UpdateUserParams, User, UserError, api, context::UserContext,
};

/// The signed-in user: their attributes (it derefs to [`User`]), and the methods that change them. What a method changes is
/// seen by every component that shares the user.
#[derive(Debug, Clone)]
pub struct UserResource {
    user: User,
    context: UserContext,
}

impl Deref for UserResource {
    type Target = User;

    fn deref(&self) -> &User {
        &self.user
    }
}

impl UserResource {
    pub(super) fn new(user: User, context: UserContext) -> Self {
        Self { user, context }
    }

    /// Reads the user anew.
    ///
    /// # Errors
    /// Returns a [`UserError`] when the user cannot be read; the last one stays.
    pub async fn reload(&self) -> Result<Self, UserError> {
        self.accept(api::get_user().await)
    }

    /// Updates the user.
    ///
    /// # Errors
    /// Returns the [`UserError`] of the first field that cannot be changed.
    pub async fn update(&self, params: UpdateUserParams) -> Result<Self, UserError> {
        self.accept(api::update_user(params).await)
    }

    /// Changes the password, or sets the first one. The user's other sessions end.
    ///
    /// # Errors
    /// Returns [`UserError::ReauthenticationNeeded`] when the last authentication is too long ago, and another [`UserError`]
    /// when a password is not accepted.
    pub async fn update_password(&self, params: UpdatePasswordParams) -> Result<Self, UserError> {
        self.accept(api::update_password(params).await)
    }

    /// Sets the picture to this file; without one, removes it.
    ///
    /// # Errors
    /// Returns a [`UserError`] when the file is no picture that is accepted.
    pub async fn set_profile_image(&self, file: Option<Blob>) -> Result<ImageResource, UserError> {
        let image = match file {
            Some(file) => api::set_profile_image(read(file).await?).await,
            None => api::remove_profile_image().await,
        };
        self.changed(image).await
    }

    /// The user's active sessions, the most recently used first.
    ///
    /// # Errors
    /// Returns a [`UserError`] when they cannot be read.
    pub async fn get_sessions(&self) -> Result<Vec<SessionWithActivities>, UserError> {
        self.context.notice(api::get_sessions().await)
    }

    /// Ends one of the user's sessions.
    ///
    /// # Errors
    /// Returns [`UserError::NoSuchSession`] when the session is not the user's or has ended.
    pub async fn revoke_session(&self, id: &str) -> Result<(), UserError> {
        self.context
            .notice(api::revoke_session(id.to_owned()).await)
    }

    /// A token of the user for a service. It is kept until `leeway_in_seconds` before it expires.
    ///
    /// # Errors
    /// Returns [`UserError::InvalidLeeway`] when the leeway is not less than 60 seconds, and another [`UserError`] when no
    /// token can be issued.
    pub async fn get_token(
        &self,
        service: JwtService,
        options: GetUserTokenOptions,
    ) -> Result<String, UserError> {
        let leeway = options.leeway()?;
        if let Some(jwt) = self.context.token(service, leeway) {
            return Ok(jwt);
        }
        let token = self.context.notice(api::create_token(service).await)?;
        self.context.keep_token(service, &token);
        Ok(token.jwt)
    }

    fn accept(&self, answer: Result<User, UserError>) -> Result<Self, UserError> {
        self.context.finish(answer.clone());
        answer.map(|user| Self::new(user, self.context))
    }

    /// Reads the user anew after a change of a part of them.
    async fn changed<T>(&self, part: Result<T, UserError>) -> Result<T, UserError> {
        let part = self.context.notice(part)?;
        self.context.finish(api::get_user().await);
        Ok(part)
    }
}
