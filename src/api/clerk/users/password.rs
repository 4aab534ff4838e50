use crate::api::clerk::{body::Fields, error::ClerkError};
use identity::{ImportedHash, InvalidHash, NewPassword, Password};

/// The hashing algorithms whose digests are accepted, and how such a digest begins.
const HASHERS: [(&str, &str); 3] = [
    ("argon2i", "$argon2i$"),
    ("argon2id", "$argon2id$"),
    ("bcrypt", "$2"),
];

/// Takes `password`, or `password_digest` with `password_hasher`.
///
/// # Errors
/// Returns an error when the password is not accepted, or the digest cannot be used on this server.
pub fn new_password(fields: &mut Fields) -> Result<Option<NewPassword>, ClerkError> {
    let plain = fields.text("password")?.given();
    let digest = fields.text("password_digest")?.given();
    let hasher = fields.text("password_hasher")?.given();
    match (plain, digest, hasher) {
        (Some(_), Some(_), _) => {
            let problem = "must not be given together with password.";
            Err(ClerkError::value("password_digest", problem))
        }
        (_, None, Some(_)) => Err(ClerkError::missing("password_digest")),
        (None, Some(_), None) => Err(ClerkError::missing("password_hasher")),
        (Some(plain), None, None) => Ok(Some(NewPassword::Plain(Password::chosen(plain)?))),
        (None, Some(digest), Some(hasher)) => Ok(Some(imported(&digest, &hasher)?)),
        (None, None, None) => Ok(None),
    }
}

fn imported(digest: &str, hasher: &str) -> Result<NewPassword, ClerkError> {
    let known = HASHERS.iter().find(|(name, _)| *name == hasher);
    let (_, beginning) = known.ok_or_else(|| {
        let problem = "must be one of argon2i, argon2id, bcrypt on this server.";
        ClerkError::value("password_hasher", problem)
    })?;
    let hash = ImportedHash::parse(digest);
    match hash.map(NewPassword::Hashed) {
        Ok(hash) if digest.starts_with(beginning) => Ok(hash),
        Ok(_) | Err(InvalidHash::Format) => {
            let problem = format!("must be a digest of {hasher}.");
            Err(ClerkError::value("password_digest", &problem))
        }
        Err(InvalidHash::Cost) => {
            let problem = "must not cost more than bcrypt with 14 rounds, or Argon2 with 256 MiB.";
            Err(ClerkError::value("password_digest", problem))
        }
    }
}
