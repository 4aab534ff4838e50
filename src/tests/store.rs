//! The database of a test, on either engine.

use std::{
    io::Write as _,
    str::FromStr as _,
    sync::{
        Once,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use database::Database;
use identity::{AuthPolicy, Identity, Lockout, PhonePolicy, RedirectAllowlist, Vault};
use sqlx::{
    AnyConnection, AssertSqlSafe, ConnectOptions as _, Connection as _,
    any::{AnyConnectOptions, install_default_drivers},
};
use tempfile::TempDir;

use super::clock::Clock;

/// An empty database and its resources.
pub struct Store {
    pub url: String,
    _folder: Option<TempDir>,
}

impl Store {
    /// A file in a folder that does not exist yet.
    pub fn sqlite() -> Self {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("accounts/of/a school.db");
        Self {
            url: format!("sqlite:{}", file.display()),
            _folder: Some(folder),
        }
    }

    /// The database at this URL.
    pub fn at(url: String) -> Self {
        Self { url, _folder: None }
    }

    /// A new schema on the PostgreSQL of `TEST_DATABASE_URL`; `None` if that is not set, which is printed.
    pub async fn postgres() -> Option<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let Ok(server) = std::env::var("TEST_DATABASE_URL") else {
            say_skipped();
            return None;
        };
        let schema = format!(
            "story_{}_{}",
            std::process::id(),
            NUMBER.fetch_add(1, Ordering::Relaxed)
        );
        install_default_drivers();
        let mut connection = AnyConnection::connect(&server).await.unwrap();
        sqlx::query(AssertSqlSafe(format!("CREATE SCHEMA {schema}")))
            .execute(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
        let separator = if server.contains('?') { '&' } else { '?' };
        Some(Self {
            url: format!("{server}{separator}options[search_path]={schema}"),
            _folder: None,
        })
    }

    /// Another empty one, on the same engine.
    pub async fn another(&self) -> Self {
        if self.is_postgres() {
            Self::postgres().await.unwrap()
        } else {
            Self::sqlite()
        }
    }

    pub fn is_postgres(&self) -> bool {
        self.url.starts_with("postgres")
    }

    /// A connection whose statements are not logged: they may name addresses, which the program's own never do.
    async fn connect(&self) -> AnyConnection {
        let options = AnyConnectOptions::from_str(&self.url).unwrap();
        options.disable_statement_logging().connect().await.unwrap()
    }

    /// Executes SQL for changes that the application does not offer.
    pub async fn execute(&self, statement: &'static str) {
        self.try_execute(statement).await.unwrap();
    }

    pub async fn try_execute(&self, statement: &'static str) -> Result<(), sqlx::Error> {
        let mut connection = self.connect().await;
        let done = sqlx::raw_sql(statement).execute(&mut connection).await;
        connection.close().await.unwrap();
        done.map(|_| ())
    }

    /// Disables the protection of the audit log, as the owner of the database can.
    pub fn unguard(&self) -> &'static str {
        if self.is_postgres() {
            "ALTER TABLE audit_events DISABLE TRIGGER USER"
        } else {
            "DROP TRIGGER audit_events_unchanged; DROP TRIGGER audit_events_kept"
        }
    }

    /// The number that a query returns.
    pub async fn number(&self, query: &'static str) -> i64 {
        let mut connection = self.connect().await;
        let number = sqlx::query_scalar(query).fetch_one(&mut connection).await;
        connection.close().await.unwrap();
        number.unwrap()
    }

    /// The text that a query returns.
    pub async fn text(&self, query: &'static str) -> String {
        let mut connection = self.connect().await;
        let text = sqlx::query_scalar(query).fetch_one(&mut connection).await;
        connection.close().await.unwrap();
        text.unwrap()
    }

    /// Everything in the database as text: every row of PostgreSQL, the whole file of SQLite with deleted data that was
    /// not overwritten.
    pub async fn everything(&self) -> String {
        if !self.is_postgres() {
            self.execute("PRAGMA wal_checkpoint(TRUNCATE)").await;
            let file = self.url.trim_start_matches("sqlite:");
            return ["", "-wal"]
                .map(|end| std::fs::read(format!("{file}{end}")).unwrap_or_default())
                .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
                .concat();
        }
        let mut connection = self.connect().await;
        let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()";
        let tables: Vec<String> = sqlx::query_scalar(tables)
            .fetch_all(&mut connection)
            .await
            .unwrap();
        let mut everything: Vec<String> = Vec::new();
        for table in tables {
            let rows = format!("SELECT CAST({table}.* AS TEXT) FROM {table}");
            let rows = sqlx::query_scalar(AssertSqlSafe(rows));
            everything.extend(rows.fetch_all(&mut connection).await.unwrap());
        }
        connection.close().await.unwrap();
        everything.join("\n")
    }

    /// The identity service on it, with `AUTH_AUTOCONFIRM`.
    pub async fn identity(&self, clock: &Clock) -> Identity {
        self.identity_with(clock, |_| {}).await
    }

    /// The identity service on it, with this policy.
    pub async fn identity_with(
        &self,
        clock: &Clock,
        change: impl FnOnce(&mut AuthPolicy),
    ) -> Identity {
        let mut policy = AuthPolicy {
            issuer: "https://school.example/auth/v1".to_owned(),
            session_issuer: "https://school.example/clerk".to_owned(),
            origin: "https://school.example".to_owned(),
            redirect_allowlist: RedirectAllowlist::OwnOrigin,
            local_accounts: true,
            has_mail: true,
            phone: PhonePolicy {
                has_sms: true,
                region: None,
            },
            autoconfirm: true,
            reuse_interval: Duration::from_secs(10),
            lockout: Some(Lockout::DEFAULT),
        };
        change(&mut policy);
        let database = Database::open(&self.url).await.unwrap();
        let env = clock.env();
        let vault = Vault::new(&vec![42; Vault::KEY_LENGTH].into(), env.clone()).unwrap();
        Identity::new(database, env, vault, policy)
    }
}

/// Prints to standard error, bypassing the test harness's capture.
fn say_skipped() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let words = b"\n==> SKIPPED: the PostgreSQL half of the stories. \
            `make test` brings one up; by hand: setup/postgres.sh cargo test --features ssr\n\n";
        std::io::stderr().write_all(words).unwrap();
    });
}

/// Runs each of these tests, functions of a [`Store`], on SQLite and on PostgreSQL.
macro_rules! on_both_engines {
    ($($story:ident),* $(,)?) => {$(
        mod $story {
            use $crate::store::Store;

            #[tokio::test]
            async fn on_sqlite() {
                super::$story(Store::sqlite()).await;
            }

            #[tokio::test]
            async fn on_postgres() {
                if let Some(store) = Store::postgres().await {
                    super::$story(store).await;
                }
            }
        }
    )*};
}
pub(crate) use on_both_engines;
