use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use identity::Factor;

/// An MFA factor.
#[derive(Serialize, ToSchema)]
#[schema(as = Factor)]
pub struct FactorEntry {
    #[schema(format = "uuid")]
    id: String,
    #[schema(example = "Phone")]
    friendly_name: String,
    #[schema(example = "totp")]
    factor_type: &'static str,
    /// `unverified` until the first code is verified, then `verified`. Only a verified factor is required at sign-in.
    #[schema(example = "verified")]
    status: &'static str,
    created_at: Timestamp,
    updated_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_challenged_at: Option<Timestamp>,
}

impl From<&Factor> for FactorEntry {
    fn from(factor: &Factor) -> Self {
        Self {
            id: factor.id.clone(),
            friendly_name: factor.friendly_name.clone(),
            factor_type: "totp",
            status: if factor.is_verified {
                "verified"
            } else {
                "unverified"
            },
            created_at: factor.created_at,
            updated_at: factor.updated_at,
            last_challenged_at: factor.last_challenged_at,
        }
    }
}

/// A newly enrolled, unverified factor.
#[derive(Serialize, ToSchema)]
pub struct Enrolled {
    #[schema(format = "uuid")]
    pub id: String,
    #[schema(example = "totp")]
    pub r#type: &'static str,
    #[schema(example = "Phone")]
    pub friendly_name: String,
    pub totp: TotpSecret,
}

/// Secret for the authenticator app, returned only once.
#[derive(Serialize, ToSchema)]
pub struct TotpSecret {
    /// The `uri` as a QR code, in SVG without `#` and `%`. Prefix it with `data:image/svg+xml;utf-8,` to use it as an
    /// image source.
    pub qr_code: String,
    /// Secret, base32-encoded.
    #[schema(example = "JBSWY3DPEHPK3PXP")]
    pub secret: String,
    /// `otpauth` URI with the secret.
    #[schema(
        example = "otpauth://totp/Timeback%20dashboard:maya%40example.com?secret=JBSWY3DPEHPK3PXP"
    )]
    pub uri: String,
}

/// An MFA challenge.
#[derive(Serialize, ToSchema)]
#[schema(as = Challenge)]
pub struct ChallengeBody {
    #[schema(format = "uuid")]
    pub id: String,
    #[schema(example = "totp")]
    pub r#type: &'static str,
    /// Expiry, as Unix time in seconds.
    #[schema(example = 1_790_000_000)]
    pub expires_at: i64,
}

/// An unenrolled factor.
#[derive(Serialize, ToSchema)]
pub struct Unenrolled {
    #[schema(format = "uuid")]
    pub id: String,
}

/// Single-use backup codes, to use in place of the authenticator app.
#[derive(Serialize, ToSchema)]
pub struct BackupCodes {
    pub codes: Vec<String>,
}
