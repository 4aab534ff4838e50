use std::time::Duration;

use futures_util::{FutureExt as _, future::BoxFuture};
use redis::{AsyncCommands as _, ExistenceCheck, Script, SetExpiry, SetOptions};
use secrecy::ExposeSecret as _;
use tokio::{sync::mpsc, time::sleep};

use super::Valkey;
use identity::{Error, Vault};
use timeback::SharedProfiles;

/// The lease of a load: longer than most take. After it another node loads, whatever became of the first.
const LOAD: Duration = Duration::from_secs(5);

/// How long a student's changes are counted: longer than any profile is of today.
const COUNTED: Duration = Duration::from_hours(25);

/// What waits for Valkey while it does not answer.
const WAITING: usize = 100_000;

/// Pause between two tries.
const PAUSE: Duration = Duration::from_secs(1);

/// Deletes a lease that is still one's own.
const END: &str = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end";

/// Session profiles that all nodes share, sealed.
pub struct ValkeyProfiles {
    valkey: Valkey,
    vault: Vault,
    /// The name of this node.
    node: String,
    lifetime: Duration,
    end: Script,
    waiting: mpsc::Sender<Waiting>,
}

/// What must reach Valkey, sooner or later.
enum Waiting {
    Removal(String),
    Change(String),
}

impl ValkeyProfiles {
    /// Profiles in `valkey` that expire after `lifetime` without a load, sealed by a key of their own that is derived from
    /// `vault`. Must be called in a runtime.
    ///
    /// # Errors
    /// Returns an error when the key cannot be derived.
    pub fn new(
        valkey: Valkey,
        vault: &Vault,
        node: String,
        lifetime: Duration,
    ) -> Result<Self, Error> {
        let (waiting, incoming) = mpsc::channel(WAITING);
        tokio::spawn(catch_up(valkey.clone(), incoming));
        Ok(Self {
            valkey,
            vault: vault.derive("shared profiles")?,
            node,
            lifetime,
            end: Script::new(END),
            waiting,
        })
    }

    /// The key of something that is kept for a session or a student, whom it does not reveal.
    fn key(&self, kind: &str, of: &str) -> String {
        format!("timeback:{kind}:{}", self.vault.fingerprint(kind, of))
    }
}

impl SharedProfiles for ValkeyProfiles {
    fn read<'a>(&'a self, session: &'a str) -> BoxFuture<'a, Option<Vec<u8>>> {
        async move {
            let key = self.key("profile", session);
            let sealed: Option<String> = self
                .valkey
                .ask(async |mut connection| connection.get(key).await)
                .await?;
            let opened = self.vault.open(session, &sealed?).ok()?;
            Some(opened.expose_secret().to_vec())
        }
        .boxed()
    }

    fn write<'a>(&'a self, session: &'a str, profile: Vec<u8>) -> BoxFuture<'a, ()> {
        async move {
            let Ok(sealed) = self.vault.seal(session, &profile) else {
                return;
            };
            let (key, lifetime) = (self.key("profile", session), self.lifetime.as_secs());
            let _written: Option<()> = self
                .valkey
                .ask(async |mut connection| connection.set_ex(key, sealed, lifetime).await)
                .await;
        }
        .boxed()
    }

    fn remove(&self, session: &str) {
        let key = self.key("profile", session);
        let _waits = self.waiting.try_send(Waiting::Removal(key));
    }

    fn begin<'a>(&'a self, session: &'a str) -> BoxFuture<'a, bool> {
        async move {
            let options = SetOptions::default()
                .conditional_set(ExistenceCheck::NX)
                .with_expiration(SetExpiry::PX(
                    LOAD.as_millis().try_into().unwrap_or(u64::MAX),
                ));
            let key = self.key("load", session);
            let begun: Option<Option<String>> = self
                .valkey
                .ask(async |mut connection| connection.set_options(key, &self.node, options).await)
                .await;
            // Without an answer each node loads for itself.
            begun.is_none_or(|begun| begun.is_some())
        }
        .boxed()
    }

    fn end<'a>(&'a self, session: &'a str) -> BoxFuture<'a, ()> {
        async move {
            let mut end = self.end.key(self.key("load", session));
            end.arg(&self.node);
            let _ended: Option<()> = self
                .valkey
                .ask(async |mut connection| end.invoke_async(&mut connection).await)
                .await;
        }
        .boxed()
    }

    fn changes<'a>(&'a self, user_id: &'a str) -> BoxFuture<'a, Option<u64>> {
        async move {
            let key = self.key("changes", user_id);
            let changes: Option<Option<u64>> = self
                .valkey
                .ask(async |mut connection| connection.get(key).await)
                .await;
            changes.map(Option::unwrap_or_default)
        }
        .boxed()
    }

    fn record_change<'a>(&'a self, user_id: &'a str) -> BoxFuture<'a, Option<u64>> {
        async move {
            let key = self.key("changes", user_id);
            let counted = count(&self.valkey, &key).await;
            if counted.is_none() {
                let _waits = self.waiting.try_send(Waiting::Change(key));
            }
            counted
        }
        .boxed()
    }
}

async fn count(valkey: &Valkey, key: &str) -> Option<u64> {
    let mut count = redis::pipe();
    count
        .atomic()
        .incr(key, 1)
        .expire(key, COUNTED.as_secs().try_into().unwrap_or(i64::MAX))
        .ignore();
    let counted: Option<(u64,)> = valkey
        .ask(async |mut connection| count.query_async(&mut connection).await)
        .await;
    counted.map(|(number,)| number)
}

/// Does what waits, in order, and again until Valkey has answered.
async fn catch_up(valkey: Valkey, mut incoming: mpsc::Receiver<Waiting>) {
    while let Some(waiting) = incoming.recv().await {
        loop {
            let is_done = match &waiting {
                Waiting::Removal(key) => valkey
                    .ask(async |mut connection| connection.unlink::<_, ()>(key).await)
                    .await
                    .is_some(),
                Waiting::Change(key) => count(&valkey, key).await.is_some(),
            };
            if is_done {
                break;
            }
            sleep(PAUSE).await;
        }
    }
}
