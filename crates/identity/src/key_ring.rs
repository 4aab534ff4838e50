use std::{sync::Arc, time::Duration};

use jsonwebtoken::jwk::JwkSet;

use crate::{
    Error, Identity,
    access_token::LIFETIME,
    env::micros,
    model::{key_kind::KeyKind, key_status::KeyStatus},
    signing_key::{KeySet, SigningKey},
    store::signing_keys,
};
use database::Connection;

/// How long the in-memory key set is used before it is reloaded.
const BELIEVED: Duration = Duration::from_mins(1);

/// How long verifiers may cache the published keys: the `max-age` of their `Cache-Control`.
pub const PUBLISHED_FOR: Duration = Duration::from_mins(10);

/// The time after which the current key is rotated.
const REPLACED_AFTER: Duration = Duration::from_hours(90 * 24);

/// The time for which a key is published before it signs: longer than any cache of the published keys.
const ANNOUNCED_FOR: Duration = Duration::from_hours(1);

const LOCK_KEY: &str = "signing keys";

impl Identity {
    /// The public keys that verify our access tokens and session tokens.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when a query fails, and [`Error::Unreadable`] when a key cannot be decrypted.
    pub async fn published_keys(&self) -> Result<JwkSet, Error> {
        // A verifier may cache them, so that a key that is created later would be unknown to it for a while.
        Ok(self.signing_keys_with_rsa().await?.published())
    }

    /// The key set; the first call creates the first key.
    pub(super) async fn signing_keys(&self) -> Result<Arc<KeySet>, Error> {
        let now = self.env.now();
        if let Some(keys) = self.keys.get()
            && (0..micros(BELIEVED)).contains(&(now - keys.read_at))
        {
            return Ok(keys);
        }
        let mut connection = self.database.pool().acquire().await?;
        if let Some(keys) = self.read_keys(&mut connection).await? {
            return Ok(keys);
        }
        drop(connection);
        self.tend_signing_keys().await
    }

    /// The key set, with an RSA key; the first call creates it.
    pub(super) async fn signing_keys_with_rsa(&self) -> Result<Arc<KeySet>, Error> {
        let keys = self.signing_keys().await?;
        if keys.rsa.is_some() {
            return Ok(keys);
        }
        self.tend(&KeyKind::ALL).await
    }

    /// Rotates the keys as far as it is due: creates the first key, publishes the next one, makes it the current one,
    /// deletes the previous one. Several processes may run it at once.
    pub(super) async fn tend_signing_keys(&self) -> Result<Arc<KeySet>, Error> {
        self.tend(&[KeyKind::Ec]).await
    }

    /// Rotates the keys, and creates those of the `wanted` kinds.
    async fn tend(&self, wanted: &[KeyKind]) -> Result<Arc<KeySet>, Error> {
        let mut transaction = self.database.begin_with_lock(LOCK_KEY).await?;
        let now = self.env.now();
        for kind in KeyKind::ALL {
            signing_keys::delete_previous(&mut transaction, kind, now).await?;
            match signing_keys::find_current(&mut transaction, kind).await? {
                // A key that is given is not ours to replace.
                _ if kind == KeyKind::Ec && self.configured_key.is_some() => {}
                None if wanted.contains(&kind) => {
                    self.add_key(&mut transaction, kind, KeyStatus::Current, None)
                        .await?;
                }
                None => {}
                Some(made_at) => self.rotate(&mut transaction, kind, made_at).await?,
            }
        }
        let keys = self.read_keys(&mut transaction).await?;
        transaction.commit().await?;
        keys.ok_or(Error::Unreadable("signing keys"))
    }

    async fn rotate(
        &self,
        connection: &mut Connection,
        kind: KeyKind,
        made_at: i64,
    ) -> Result<(), Error> {
        let now = self.env.now();
        match signing_keys::find_next(connection, kind).await? {
            Some(next) if next.turn_at <= now => {
                let turn_at = now + micros(LIFETIME + PUBLISHED_FOR);
                signing_keys::retire_current(connection, kind, turn_at).await?;
                signing_keys::promote(connection, kind, &next.id, now).await?;
                Ok(())
            }
            None if made_at + micros(REPLACED_AFTER) <= now => {
                let turn_at = now + micros(ANNOUNCED_FOR);
                self.add_key(connection, kind, KeyStatus::Next, Some(turn_at))
                    .await
            }
            _ => Ok(()),
        }
    }

    async fn add_key(
        &self,
        connection: &mut Connection,
        kind: KeyKind,
        status: KeyStatus,
        turn_at: Option<i64>,
    ) -> Result<(), Error> {
        let secret = SigningKey::generate(kind, &self.env)?;
        let new = signing_keys::NewKey {
            kind,
            id: &SigningKey::new(kind, &secret)?.id,
            private_key: &SigningKey::seal(kind, &secret, &self.vault)?,
            status,
            created_at: self.env.now(),
            turn_at,
        };
        signing_keys::create(connection, new).await?;
        Ok(())
    }

    /// Reloads the key set into memory. Returns `None` when there are no keys yet.
    async fn read_keys(&self, connection: &mut Connection) -> Result<Option<Arc<KeySet>>, Error> {
        let (mut current, mut rsa, mut others) = (None, None, Vec::new());
        for kind in KeyKind::ALL {
            for stored in signing_keys::list(connection, kind).await? {
                let key = SigningKey::open(kind, &stored.private_key, &self.vault)?;
                match (stored.status, kind) {
                    (KeyStatus::Current, KeyKind::Ec) => current = Some(key),
                    (KeyStatus::Current, KeyKind::Rsa) => rsa = Some(key),
                    (KeyStatus::Next | KeyStatus::Previous, _) => others.push(key),
                }
            }
        }
        if let Some(given) = &self.configured_key {
            others.extend(current.replace(given.key()?));
        }
        let now = self.env.now();
        let keys = current.map(|current| Arc::new(KeySet::new(current, rsa, others, now)));
        self.keys.set(keys.clone());
        Ok(keys)
    }

    /// Keeps an RSA key published until a token that it signed expires, should the token outlive the usual time.
    pub(super) async fn keep_published(&self, key: &str, expire_at: i64) -> Result<(), Error> {
        if expire_at <= self.env.now() + micros(LIFETIME) {
            return Ok(());
        }
        let mut connection = self.database.pool().acquire().await?;
        signing_keys::need_until(&mut connection, key, expire_at).await?;
        Ok(())
    }
}
