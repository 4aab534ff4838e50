use std::time::Duration;

use super::{LARGEST_CLOCK_SKEW, LIFETIMES, LOCK_KEY};
use crate::{
    Action, Administrator, ClaimsTemplate, ClientInfo, Error, Identity, JwtTemplate,
    SigningAlgorithm, TemplateKey, TemplateName,
    audit::Event,
    env::instant,
    store::jwt_templates::{self, StoredTemplate},
};

/// A change of a template. Absent fields stay unchanged.
#[derive(Debug, Clone, Default)]
pub struct TemplateEdit {
    /// The name by which tokens are asked for.
    pub name: Option<TemplateName>,
    /// The claims, beside the default ones.
    pub claims: Option<ClaimsTemplate>,
    /// The time for which a token is valid: from 30 seconds to 10 years.
    pub lifetime: Option<Duration>,
    /// How far a token is valid before it was issued: up to 60 seconds.
    pub allowed_clock_skew: Option<Duration>,
    /// The key that signs.
    pub key: Option<TemplateKeyEdit>,
}

/// A change of the key that signs a template's tokens.
#[derive(Debug, Clone)]
pub enum TemplateKeyEdit {
    /// The server's key.
    Server,
    /// A key of the template's own.
    Own(TemplateKey),
    /// The key that the template has of its own, with the algorithm that it has.
    Kept(Option<SigningAlgorithm>),
}

/// Why a template could not be changed.
#[derive(Debug, thiserror::Error)]
pub enum UpdateTemplateError {
    /// There is no such template.
    #[error("there is no such template")]
    NoSuchTemplate,
    /// Another template has the name.
    #[error("another template has the name")]
    NameExists,
    /// The lifetime is not within 30 seconds and 10 years.
    #[error("not a lifetime")]
    InvalidLifetime,
    /// The clock skew is larger than 60 seconds.
    #[error("the clock skew is too large")]
    InvalidClockSkew,
    /// The template has no key of its own for the algorithm.
    #[error("the template has no such key")]
    NoOwnKey,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(UpdateTemplateError);

impl Identity {
    /// Changes a template.
    ///
    /// # Errors
    /// [`UpdateTemplateError`] says when.
    pub async fn update_jwt_template(
        &self,
        id: &str,
        edit: TemplateEdit,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<JwtTemplate, UpdateTemplateError> {
        let mut uow = self.begin(LOCK_KEY).await?;
        let now = instant(uow.now);
        let connection = uow.connection();
        let before = jwt_templates::find(connection, id).await?;
        let mut stored = before.ok_or(UpdateTemplateError::NoSuchTemplate)?;
        if let Some(name) = &edit.name
            && jwt_templates::is_name_taken(connection, name, id).await?
        {
            return Err(UpdateTemplateError::NameExists);
        }
        self.apply(&mut stored, edit)?;
        stored.template.updated_at = now;
        jwt_templates::update(connection, &stored).await?;
        let event = Event::of_nobody(Action::JwtTemplateUpdated).by(admin);
        let event = event.with("template", stored.template.name.as_str());
        uow.commit(event, client).await?;
        Ok(stored.template)
    }

    fn apply(
        &self,
        stored: &mut StoredTemplate,
        edit: TemplateEdit,
    ) -> Result<(), UpdateTemplateError> {
        let template = &mut stored.template;
        if let Some(name) = edit.name {
            template.name = name;
        }
        if let Some(claims) = edit.claims {
            template.claims = claims;
        }
        if let Some(lifetime) = edit.lifetime {
            if !LIFETIMES.contains(&lifetime) {
                return Err(UpdateTemplateError::InvalidLifetime);
            }
            template.lifetime = lifetime;
        }
        if let Some(skew) = edit.allowed_clock_skew {
            if skew > LARGEST_CLOCK_SKEW {
                return Err(UpdateTemplateError::InvalidClockSkew);
            }
            template.allowed_clock_skew = skew;
        }
        match edit.key {
            None => {}
            Some(TemplateKeyEdit::Server) => {
                stored.key = None;
                template.signing_algorithm = SigningAlgorithm::DEFAULT;
            }
            Some(TemplateKeyEdit::Own(key)) => {
                stored.key = Some(key.seal(&template.id, &self.vault)?);
                template.signing_algorithm = key.algorithm;
            }
            Some(TemplateKeyEdit::Kept(algorithm)) => {
                let is_same = algorithm.is_none_or(|it| it == template.signing_algorithm);
                if stored.key.is_none() || !is_same {
                    return Err(UpdateTemplateError::NoOwnKey);
                }
            }
        }
        template.has_own_key = stored.key.is_some();
        Ok(())
    }
}
