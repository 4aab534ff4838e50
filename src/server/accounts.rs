//! Opens the account store with its encryption key, which comes from the settings or from a file next to the database
//! that only its owner can read.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use axum::http::HeaderMap;
use secrecy::{ExposeSecret as _, SecretSlice};

use super::{Settings, StartError, config::parse_key, pictures::S3Bucket};
use database::{Database, make_private};
use identity::{AuthPolicy, Env, Identity, PhonePolicy, PictureBucket, RedirectAllowlist, Vault};

/// Path of the access tokens' issuer, which is the path of the auth API.
pub const ISSUER_PATH: &str = "/auth/v1";

/// Path of the session tokens' issuer: the root of Clerk's APIs.
pub const SESSION_ISSUER_PATH: &str = "/clerk";

/// Opens the account store of these settings in `database`.
///
/// # Errors
/// Returns [`StartError`] when the encryption key cannot be read or created, or the settings of the bucket contradict
/// each other.
pub fn open(settings: &Settings, database: Database, env: &Env) -> Result<Identity, StartError> {
    let key = secret_key(settings, env)?;
    let vault = Vault::new(&key, env.clone())?;
    let policy = AuthPolicy {
        issuer: settings.origin.url(ISSUER_PATH, &HeaderMap::new()),
        session_issuer: settings.origin.url(SESSION_ISSUER_PATH, &HeaderMap::new()),
        origin: settings.origin.url("", &HeaderMap::new()),
        // With the sandbox, developers run their apps on localhost.
        redirect_allowlist: if settings.timeback.is_sandbox() {
            RedirectAllowlist::OwnOriginAndLoopback
        } else {
            RedirectAllowlist::OwnOrigin
        },
        local_accounts: settings.accounts.local_accounts,
        // In the sandbox, the mailbox page shows the e-mails instead of sending them.
        has_mail: settings.mail.is_some() || settings.timeback.is_sandbox(),
        phone: PhonePolicy {
            has_sms: settings.sms.sender.is_some(),
            region: settings.sms.region,
        },
        autoconfirm: settings.accounts.autoconfirm,
        lockout: settings.accounts.lockout,
        reuse_interval: settings.accounts.reuse_interval,
    };
    let identity = Identity::new(database, env.clone(), vault, policy);
    let accounts = &settings.accounts;
    let bucket = settings.pictures.as_ref().map(S3Bucket::new).transpose()?;
    let identity = identity
        .signing_with(accounts.signing_key.clone())
        .with_service_account(accounts.firebase.clone())
        .with_geoip(accounts.geoip.clone())
        .with_webhooks(settings.webhooks.is_some())
        .with_picture_bucket(bucket.map(|bucket| Arc::new(bucket) as Arc<dyn PictureBucket>));
    Ok(identity.with_external_providers(settings.external.clone())?)
}

/// The configured encryption key, or the one in the key file next to the database, which is created on first use.
fn secret_key(settings: &Settings, env: &Env) -> Result<SecretSlice<u8>, StartError> {
    if let Some(key) = &settings.accounts.secret_key {
        return Ok(key.clone());
    }
    let Some(file) = key_file(settings.database_url.expose_secret()) else {
        // An in-memory database ends with the process, so its key need not be stored.
        return Ok(env.bytes::<32>().to_vec().into());
    };
    make_private(&file);
    let key = match fs::read_to_string(&file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => make(&file, env),
        outcome => outcome,
    };
    let key = key.map_err(|source| StartError::SecretKey {
        file: file.display().to_string(),
        source,
    })?;
    parse_key(&key).ok_or_else(|| StartError::SecretKey {
        file: file.display().to_string(),
        source: io::ErrorKind::InvalidData.into(),
    })
}

/// Path of the key file: `data/dashboard.key` for `sqlite:data/dashboard.db`.
pub(super) fn key_file(database_url: &str) -> Option<PathBuf> {
    database::file(database_url).map(|file| file.with_extension("key"))
}

fn make(file: &Path, env: &Env) -> io::Result<String> {
    let hex = env.bytes::<32>().map(|byte| format!("{byte:02x}")).concat();
    let mut created = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)?;
    writeln!(created, "{hex}")?;
    created.sync_all()?;
    Ok(hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_lies_beside_the_file_that_the_database_is_in() {
        for (url, expected) in [
            ("sqlite:data/dashboard.db", Some("data/dashboard.key")),
            ("sqlite:///srv/a.db?cache=private", Some("/srv/a.key")),
            ("sqlite:my%20school.db", Some("my school.key")),
            ("sqlite::memory:", None),
        ] {
            assert_eq!(key_file(url).as_deref(), expected.map(Path::new), "{url}");
        }
    }
}
