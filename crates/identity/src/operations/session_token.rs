use std::time::Duration;

use jiff::Timestamp;
use secrecy::SecretString;
use serde_json::{Map, Value};

use super::jwt_template::{
    DEFAULT_CLOCK_SKEW, DEFAULT_LIFETIME, LIFETIMES,
    shipped::{ShippedTemplate, firebase_claims, hasura_claims},
};
use crate::{
    Aal, AuthContext, Error, Identity, SessionId, TemplateKey, TemplateName,
    env::{instant, micros},
    model::shortcode::TokenSubject,
    session_claims::{self, DefaultClaims},
    store::{
        jwt_templates::{self, StoredTemplate},
        sessions::token_subjects::{self, TokenSession},
    },
};

/// A token of a session: for Clerk's clients, or for a service.
#[derive(Debug)]
pub struct SessionToken {
    /// The token.
    pub jwt: SecretString,
    /// When it expires.
    pub expires_at: Timestamp,
}

/// Why a session's token could not be issued.
#[derive(Debug, thiserror::Error)]
pub enum SessionTokenError {
    /// The session is not active, or not the user's.
    #[error("there is no such session")]
    NoSuchSession,
    /// The user is banned.
    #[error("the user is banned")]
    UserBanned,
    /// The user has a second factor, and has not shown it in this session.
    #[error("the session needs the second factor")]
    SecondFactorRequired,
    /// There is no template of this name.
    #[error("there is no such template")]
    NoSuchTemplate,
    /// The template is for Firebase, and no service account is configured.
    #[error("no service account is configured for Firebase")]
    NoServiceAccount,
    /// The lifetime is not within 30 seconds and 10 years.
    #[error("not a lifetime")]
    InvalidLifetime,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(SessionTokenError);

/// What a token is issued by.
enum Template {
    /// The session token itself.
    None,
    Stored(Box<StoredTemplate>),
    Shipped(ShippedTemplate),
}

/// A token that is asked for.
struct Request<'a> {
    session: &'a SessionId,
    template: Template,
    origin: Option<&'a str>,
    lifetime: Option<Duration>,
}

impl Identity {
    /// Issues a token of the user's own session: the session token, or one by the template of this name. `origin` is
    /// that of the page that asks for it, if a page does.
    ///
    /// # Errors
    /// [`SessionTokenError`] says when.
    pub async fn session_token(
        &self,
        auth: &AuthContext,
        template: Option<&str>,
        origin: Option<&str>,
    ) -> Result<SessionToken, SessionTokenError> {
        let found = self.find_token_session(&auth.session).await?;
        if found.user != auth.user {
            return Err(SessionTokenError::NoSuchSession);
        }
        // A token from before the session was raised is worth less than the session.
        if found.has_factor && auth.aal != Aal::Two {
            return Err(SessionTokenError::SecondFactorRequired);
        }
        let request = Request {
            session: &auth.session,
            template: self.find_template(template).await?,
            origin,
            lifetime: None,
        };
        self.issue(&found, &request).await
    }

    /// Issues a token of any active session, for an administrator, who may choose its lifetime.
    ///
    /// # Errors
    /// [`SessionTokenError`] says when.
    pub async fn session_token_for(
        &self,
        session: &SessionId,
        template: Option<&str>,
        lifetime: Option<Duration>,
    ) -> Result<SessionToken, SessionTokenError> {
        if lifetime.is_some_and(|lifetime| !LIFETIMES.contains(&lifetime)) {
            return Err(SessionTokenError::InvalidLifetime);
        }
        let found = self.find_token_session(session).await?;
        let request = Request {
            session,
            template: self.find_template(template).await?,
            origin: None,
            lifetime,
        };
        self.issue(&found, &request).await
    }

    /// Finds a session that may have tokens now.
    async fn find_token_session(
        &self,
        session: &SessionId,
    ) -> Result<TokenSession, SessionTokenError> {
        let (pool, now) = (self.database.pool(), self.env.now());
        let found = token_subjects::find(pool, session, now).await?;
        let found = found.ok_or(SessionTokenError::NoSuchSession)?;
        if found.banned_until.is_some_and(|until| until > now) {
            return Err(SessionTokenError::UserBanned);
        }
        if found.has_factor && found.aal != Aal::Two {
            return Err(SessionTokenError::SecondFactorRequired);
        }
        Ok(found)
    }

    async fn find_template(&self, name: Option<&str>) -> Result<Template, SessionTokenError> {
        let Some(name) = name else {
            return Ok(Template::None);
        };
        let name = TemplateName::parse(name).map_err(|_| SessionTokenError::NoSuchTemplate)?;
        let mut connection = self.database.pool().acquire().await?;
        if let Some(stored) = jwt_templates::find_named(&mut connection, &name).await? {
            return Ok(Template::Stored(Box::new(stored)));
        }
        let shipped = ShippedTemplate::parse(name.as_str());
        let shipped = shipped.ok_or(SessionTokenError::NoSuchTemplate)?;
        Ok(Template::Shipped(shipped))
    }

    async fn issue(
        &self,
        found: &TokenSession,
        request: &Request<'_>,
    ) -> Result<SessionToken, SessionTokenError> {
        let (lifetime, skew) = match &request.template {
            Template::Stored(it) => (it.template.lifetime, it.template.allowed_clock_skew),
            Template::None | Template::Shipped(_) => (DEFAULT_LIFETIME, DEFAULT_CLOCK_SKEW),
        };
        let now = instant(self.env.now()).as_second();
        let lifetime = request.lifetime.unwrap_or(lifetime);
        let defaults = DefaultClaims {
            issuer: &self.policy.session_issuer,
            user: &found.user,
            session: request.session,
            origin: request.origin,
            issued_at: now,
            not_before: now.saturating_sub_unsigned(skew.as_secs()),
            expires_at: now.saturating_add_unsigned(lifetime.as_secs()),
        };
        let jwt = match &request.template {
            Template::None => {
                let claims = defaults.session_token(found.aal, &found.amr);
                self.sign_session_token(&claims, &defaults).await?
            }
            Template::Shipped(ShippedTemplate::Hasura) => {
                let claims = defaults.with(&self.env.id(), hasura_claims(&found.user));
                self.sign_session_token(&claims, &defaults).await?
            }
            Template::Shipped(ShippedTemplate::Firebase) => self.sign_for_firebase(&defaults)?,
            Template::Stored(stored) => self.sign_by(stored, &defaults).await?,
        };
        let expires_at = instant(defaults.expires_at.saturating_mul(1_000_000));
        Ok(SessionToken { jwt, expires_at })
    }

    /// Signs a token with the server's key, whose public half stays published until the token expires.
    async fn sign_session_token(
        &self,
        claims: &Map<String, Value>,
        defaults: &DefaultClaims<'_>,
    ) -> Result<SecretString, Error> {
        let keys = self.signing_keys_with_rsa().await?;
        let key = keys.rsa.as_ref().ok_or(Error::Unreadable("signing keys"))?;
        let expire_at = defaults
            .expires_at
            .saturating_mul(micros(Duration::from_secs(1)));
        self.keep_published(&key.id, expire_at).await?;
        session_claims::sign(key, claims)
    }

    fn sign_for_firebase(
        &self,
        defaults: &DefaultClaims<'_>,
    ) -> Result<SecretString, SessionTokenError> {
        let account = self.service_account.as_ref();
        let account = account.ok_or(SessionTokenError::NoServiceAccount)?;
        let claims = firebase_claims(
            account,
            defaults.user,
            defaults.session,
            defaults.issued_at,
            defaults.expires_at,
        );
        Ok(account.sign(&claims)?)
    }

    async fn sign_by(
        &self,
        stored: &StoredTemplate,
        defaults: &DefaultClaims<'_>,
    ) -> Result<SecretString, SessionTokenError> {
        let user = self.find_user(defaults.user).await?;
        let user = user.ok_or(SessionTokenError::NoSuchSession)?;
        let subject = TokenSubject {
            user: &user,
            session: defaults.session,
            origin: &self.policy.origin,
        };
        let template = &stored.template;
        let claims = template.claims.resolve(&subject);
        let claims = defaults.with(&self.env.id(), claims);
        let Some(sealed) = &stored.key else {
            return Ok(self.sign_session_token(&claims, defaults).await?);
        };
        let algorithm = template.signing_algorithm;
        let key = TemplateKey::open(algorithm, &template.id, sealed, &self.vault)?;
        Ok(key.sign(&claims)?)
    }
}
