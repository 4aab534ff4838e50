use crate::{AuthContext, Error, Identity, Token, store::sessions::browsers};

impl Identity {
    /// The authenticated user and session of this token, whether or not a second factor is pending. It does not extend
    /// the session; [`find_session`](Self::find_session) does.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn find_browser_auth(&self, token: &Token) -> Result<Option<AuthContext>, Error> {
        browsers::find_auth(self.database.pool(), token, self.env.now()).await
    }
}
