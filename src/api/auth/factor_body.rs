use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use identity::Factor;

/// A factor as a user's profile shows it.
#[derive(Serialize, ToSchema)]
#[schema(as = Factor)]
pub struct FactorEntry {
    #[schema(format = "uuid")]
    id: String,
    #[schema(example = "Phone")]
    friendly_name: String,
    #[schema(example = "totp")]
    factor_type: &'static str,
    /// `verified` once a code of it was right; from then on it is asked for.
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

/// A factor that waits for its first code.
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

/// What an authenticator app needs, told once.
#[derive(Serialize, ToSchema)]
pub struct TotpSecret {
    /// The address as a QR code, in SVG without `#` and `%`: after `data:image/svg+xml;utf-8,` it is the source of an image.
    pub qr_code: String,
    /// In base 32.
    #[schema(example = "JBSWY3DPEHPK3PXP")]
    pub secret: String,
    #[schema(
        example = "otpauth://totp/Timeback%20dashboard:maya%40example.com?secret=JBSWY3DPEHPK3PXP"
    )]
    pub uri: String,
}

/// A question for a code.
#[derive(Serialize, ToSchema)]
#[schema(as = Challenge)]
pub struct ChallengeBody {
    #[schema(format = "uuid")]
    pub id: String,
    #[schema(example = "totp")]
    pub r#type: &'static str,
    /// Until when it may be answered, in seconds since 1970.
    #[schema(example = 1_790_000_000)]
    pub expires_at: i64,
}

/// A factor that was taken away.
#[derive(Serialize, ToSchema)]
pub struct Unenrolled {
    #[schema(format = "uuid")]
    pub id: String,
}

/// Codes for when the app is lost; each is good once.
#[derive(Serialize, ToSchema)]
pub struct BackupCodes {
    pub codes: Vec<String>,
}
