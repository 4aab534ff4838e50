use std::time::Duration;

use super::{DEFAULT_CLOCK_SKEW, DEFAULT_LIFETIME, LARGEST_CLOCK_SKEW, LIFETIMES, LOCK_KEY};
use crate::{
    Action, Administrator, ClaimsTemplate, ClientInfo, Error, Identity, JwtTemplate,
    SigningAlgorithm, TemplateKey, TemplateName,
    audit::Event,
    env::instant,
    store::jwt_templates::{self, StoredTemplate},
};

/// A template to create.
#[derive(Debug, Clone)]
pub struct NewTemplate {
    /// The name by which tokens are asked for.
    pub name: TemplateName,
    /// The claims, beside the default ones.
    pub claims: ClaimsTemplate,
    /// The time for which a token is valid: from 30 seconds to 10 years. Default: 60 seconds.
    pub lifetime: Option<Duration>,
    /// How far a token is valid before it was issued: up to 60 seconds. Default: 5 seconds.
    pub allowed_clock_skew: Option<Duration>,
    /// Its own signing key. Default: the server's.
    pub key: Option<TemplateKey>,
}

/// Why a template could not be created.
#[derive(Debug, thiserror::Error)]
pub enum CreateTemplateError {
    /// Another template has the name.
    #[error("another template has the name")]
    NameExists,
    /// The lifetime is not within 30 seconds and 10 years.
    #[error("not a lifetime")]
    InvalidLifetime,
    /// The clock skew is larger than 60 seconds.
    #[error("the clock skew is too large")]
    InvalidClockSkew,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(CreateTemplateError);

impl Identity {
    /// Creates a template.
    ///
    /// # Errors
    /// [`CreateTemplateError`] says when.
    pub async fn create_jwt_template(
        &self,
        new: NewTemplate,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<JwtTemplate, CreateTemplateError> {
        let lifetime = new.lifetime.unwrap_or(DEFAULT_LIFETIME);
        let allowed_clock_skew = new.allowed_clock_skew.unwrap_or(DEFAULT_CLOCK_SKEW);
        if !LIFETIMES.contains(&lifetime) {
            return Err(CreateTemplateError::InvalidLifetime);
        }
        if allowed_clock_skew > LARGEST_CLOCK_SKEW {
            return Err(CreateTemplateError::InvalidClockSkew);
        }
        let mut uow = self.begin(LOCK_KEY).await?;
        let (id, now) = (self.env.id(), instant(uow.now));
        let key = new.key.as_ref().map(|key| key.seal(&id, &self.vault));
        let algorithm = new.key.map(|key| key.algorithm);
        let stored = StoredTemplate {
            key: key.transpose()?,
            template: JwtTemplate {
                id,
                name: new.name,
                claims: new.claims,
                lifetime,
                allowed_clock_skew,
                has_own_key: algorithm.is_some(),
                signing_algorithm: algorithm.unwrap_or(SigningAlgorithm::DEFAULT),
                created_at: now,
                updated_at: now,
            },
        };
        if !jwt_templates::create(uow.connection(), &stored).await? {
            return Err(CreateTemplateError::NameExists);
        }
        let event = Event::of_nobody(Action::JwtTemplateCreated).by(admin);
        let event = event.with("template", stored.template.name.as_str());
        uow.commit(event, client).await?;
        Ok(stored.template)
    }
}
