use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::api::clerk::{body::Fields, error::ClerkError};
use identity::{ClaimsTemplate, InvalidClaims, SigningAlgorithm, TemplateKey, TemplateName};
use secrecy::SecretString;

/// A JWT template in Clerk's format. Its signing key is never among it.
#[derive(Serialize, ToSchema)]
#[schema(as = ClerkJwtTemplate)]
pub struct JwtTemplate {
    object: &'static str,
    id: String,
    name: String,
    claims: Map<String, Value>,
    /// In seconds.
    lifetime: u64,
    /// In seconds.
    allowed_clock_skew: u64,
    custom_signing_key: bool,
    signing_algorithm: &'static str,
    created_at: i64,
    updated_at: i64,
}

impl From<identity::JwtTemplate> for JwtTemplate {
    fn from(template: identity::JwtTemplate) -> Self {
        Self {
            object: "jwt_template",
            id: template.id,
            name: template.name.as_str().to_owned(),
            claims: template.claims.as_map().clone(),
            lifetime: template.lifetime.as_secs(),
            allowed_clock_skew: template.allowed_clock_skew.as_secs(),
            custom_signing_key: template.has_own_key,
            signing_algorithm: template.signing_algorithm.as_str(),
            created_at: template.created_at.as_millisecond(),
            updated_at: template.updated_at.as_millisecond(),
        }
    }
}

/// A list of templates, or a page of it with the total number.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = ClerkJwtTemplates)]
pub enum JwtTemplates {
    List(Vec<JwtTemplate>),
    Page {
        data: Vec<JwtTemplate>,
        total_count: i64,
    },
}

#[rustfmt::skip]
impl ClerkError {
    pub const NO_SUCH_TEMPLATE: Self = Self::new(404, "resource_not_found", "JWT template not found", "There is no JWT template with this ID or name");
    pub const TEMPLATE_NAME_EXISTS: Self = Self::form("form_identifier_exists", "name", "already exists", "Another JWT template has this name.");
    pub const CLAIMS_TOO_LARGE: Self = Self::form("form_param_exceeds_allowed_size", "claims", "exceeds allowed size", "claims is limited to 8 KB and 16 levels.");
}

impl ClerkError {
    pub fn template_lifetime() -> Self {
        Self::value("lifetime", "must be a number from 30 to 315360000.")
    }

    pub fn template_clock_skew() -> Self {
        Self::value("allowed_clock_skew", "must be a number from 0 to 60.")
    }
}

/// What a request says of the key that signs.
pub struct KeyFields {
    pub has_own: Option<bool>,
    pub algorithm: Option<SigningAlgorithm>,
    pub key: Option<SecretString>,
}

/// Takes `name`.
pub fn name(fields: &mut Fields) -> Result<Option<TemplateName>, ClerkError> {
    let name = fields.text("name")?.given();
    let name = name.map(|name| TemplateName::parse(&name)).transpose();
    name.map_err(|_| {
        let problem = "must have 1 to 64 letters, digits, hyphens and underscores.";
        ClerkError::value("name", problem)
    })
}

/// Takes `claims`.
pub fn claims(fields: &mut Fields) -> Result<Option<ClaimsTemplate>, ClerkError> {
    let claims = fields.object("claims")?.given();
    let claims = claims.map(ClaimsTemplate::parse).transpose();
    claims.map_err(|invalid| match invalid {
        InvalidClaims::UnknownShortcode(code) => {
            let problem = format!("must not contain {code}: this shortcode does not exist.");
            ClerkError::value("claims", &problem)
        }
        InvalidClaims::DefaultClaim(name) => {
            let problem = format!("must not contain {name}: every token has this claim already.");
            ClerkError::value("claims", &problem)
        }
        InvalidClaims::TooLarge => ClerkError::CLAIMS_TOO_LARGE,
    })
}

/// Takes `custom_signing_key`, `signing_algorithm` and `signing_key`.
pub fn key(fields: &mut Fields) -> Result<KeyFields, ClerkError> {
    let has_own = fields.flag("custom_signing_key")?.given();
    let algorithm = fields.text("signing_algorithm")?.given();
    let key = fields.text("signing_key")?.given().map(SecretString::from);
    let algorithm = algorithm.map(|name| {
        SigningAlgorithm::parse(&name).ok_or_else(|| {
            let names: Vec<_> = SigningAlgorithm::names().collect();
            let problem = format!("must be one of {}.", names.join(", "));
            ClerkError::value("signing_algorithm", &problem)
        })
    });
    let fields = KeyFields {
        has_own,
        algorithm: algorithm.transpose()?,
        key,
    };
    if fields.has_own != Some(true) {
        if fields.key.is_some() {
            let problem = "must be true for a signing_key.";
            return Err(ClerkError::value("custom_signing_key", problem));
        }
        if fields
            .algorithm
            .is_some_and(|it| it != SigningAlgorithm::DEFAULT)
        {
            let problem = "must be RS256 unless custom_signing_key is true.";
            return Err(ClerkError::value("signing_algorithm", problem));
        }
    }
    Ok(fields)
}

/// The key of a template's own.
pub fn own_key(
    algorithm: Option<SigningAlgorithm>,
    key: &SecretString,
) -> Result<TemplateKey, ClerkError> {
    let algorithm = algorithm.ok_or_else(|| ClerkError::missing("signing_algorithm"))?;
    TemplateKey::parse(algorithm, key).map_err(|_| {
        let problem = format!(
            "must be a private key for {} as PEM (PKCS #8), or for HS256, HS384 and HS512 a secret of at least 32, 48 and 64 bytes.",
            algorithm.as_str()
        );
        ClerkError::value("signing_key", &problem)
    })
}
