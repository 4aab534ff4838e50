use std::time::Duration;

use jiff::Timestamp;

use super::{
    claims_template::ClaimsTemplate, signing_algorithm::SigningAlgorithm,
    template_name::TemplateName,
};

/// A template for tokens that a service accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JwtTemplate {
    /// Its identifier.
    pub id: String,
    /// The name by which tokens are asked for.
    pub name: TemplateName,
    /// The claims, beside the default ones.
    pub claims: ClaimsTemplate,
    /// The time for which a token is valid.
    pub lifetime: Duration,
    /// How far a token is valid before it was issued, for verifiers whose clock is behind.
    pub allowed_clock_skew: Duration,
    /// Whether a key of the template's own signs, and not the server's.
    pub has_own_key: bool,
    /// The signature algorithm.
    pub signing_algorithm: SigningAlgorithm,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}
