//! How long identity's main operations take in a database with many users. `make bench` shows the figures; none passes or
//! fails anything.
//!
//! `growth URL USERS` fills the empty database at `URL`: of each user an address, an identity, two sessions and three log
//! entries.

use std::{
    error::Error,
    sync::Arc,
    time::{Duration, Instant},
};

use database::Database;
use identity::{
    AuditFilter, AuthPolicy, ClientInfo, Email, Env, Identity, Lockout, Order, Page, PhonePolicy,
    RedirectAllowlist, SignedIn, UserOrder, UserQuery, UserSort, Vault, oidc::Claims,
};
use jiff::Timestamp;
use rand::RngCore as _;
use sqlx::AssertSqlSafe;

/// Runs of each operation; the figure is their median.
const RUNS: usize = 21;

/// The rows of one transaction.
const BATCH: i64 = 10_000;

/// The tables to fill, and the values of row `i`.
const ROWS: [(&str, &str); 6] = [
    (
        "users (id, first_name, last_name, primary_email_id, last_sign_in_at, created_at, updated_at)",
        "'user ' || i, 'First ' || i, 'Last ' || i, 'address ' || i, i, i, i",
    ),
    (
        "email_addresses (id, user_id, address, address_lower, verified_at, created_at)",
        "'address ' || i, 'user ' || i, 'student.' || i || '@example.org', 'student.' || i || '@example.org', i, i",
    ),
    (
        "identities (id, user_id, issuer, subject, email, last_sign_in_at, created_at, updated_at)",
        "'identity ' || i, 'user ' || i, 'https://issuer.example', 'subject ' || i, 'student.' || i || '@example.org', i, i, i",
    ),
    (
        "sessions (id, user_id, identity_id, token_hash, last_active_at, abandon_at, expire_at, created_at)",
        "'session ' || i, 'user ' || i, 'identity ' || i, 'hash ' || i, i, 4000000000000000, 4000000000000000, i",
    ),
    (
        "sessions (id, user_id, identity_id, token_hash, last_active_at, abandon_at, expire_at, ended_at, created_at)",
        "'ended ' || i, 'user ' || i, 'identity ' || i, 'ended ' || i, i, 4000000000000000, 4000000000000000, 3900000000000000, i",
    ),
    (
        "audit_events (sequence, id, at, action, actor_kind, actor_id, subject_id, session_id, traits, hash)",
        "n, 'entry ' || n, 1790000000000000 + n, 'login', 'user', 'user ' || i, 'user ' || i, 'session ' || i, '{}', ''",
    ),
];

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let (Some(url), Some(users)) = (words.next(), words.next()) else {
        return Err("growth URL USERS".into());
    };
    let database = Database::open(&url).await?;
    let began = Instant::now();
    fill(&database, users.parse()?).await?;
    println!(
        "{users} users  filled in {:.1} s",
        began.elapsed().as_secs_f64()
    );
    drop(database);
    let began = Instant::now();
    let database = Database::open(&url).await?;
    report("open and migrate", began.elapsed());
    measure(&identity(database)?).await
}

/// Fills the tables, so many rows in a transaction.
async fn fill(database: &Database, users: i64) -> Result<(), sqlx::Error> {
    let database = database.in_background();
    for (columns, values) in ROWS {
        let factor = if columns.starts_with("audit_events") {
            3
        } else {
            1
        };
        let mut first = 1;
        while first <= users * factor {
            let last = (first + BATCH - 1).min(users * factor);
            let insert = format!(
                "INSERT INTO {columns} WITH RECURSIVE numbers (n) AS \
                 (SELECT {first} UNION ALL SELECT n + 1 FROM numbers WHERE n < {last}), \
                 rows_to_be (n, i) AS (SELECT n, (n - 1) % {users} + 1 FROM numbers) SELECT {values} FROM rows_to_be"
            );
            let mut transaction = database.begin().await?;
            sqlx::query(AssertSqlSafe(insert))
                .execute(&mut *transaction)
                .await?;
            transaction.commit().await?;
            first = last + 1;
        }
    }
    // PostgreSQL does it by itself, a little later.
    if database.commit_stamp().is_none() {
        sqlx::query("ANALYZE").execute(database.pool()).await?;
    }
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "a program of its own, with the system's clock and chance"
)]
fn identity(database: Database) -> Result<Identity, Box<dyn Error>> {
    let env = Env::new(
        Arc::new(Timestamp::now),
        Arc::new(|bytes| rand::rng().fill_bytes(bytes)),
    );
    let vault = Vault::new(&vec![1; Vault::KEY_LENGTH].into(), env.clone())?;
    let policy = AuthPolicy {
        issuer: "http://127.0.0.1/auth/v1".to_owned(),
        session_issuer: "http://127.0.0.1/clerk".to_owned(),
        origin: "http://127.0.0.1".to_owned(),
        redirect_allowlist: RedirectAllowlist::OwnOrigin,
        local_accounts: true,
        has_mail: false,
        phone: PhonePolicy::default(),
        autoconfirm: true,
        reuse_interval: Duration::from_secs(10),
        lockout: Some(Lockout::DEFAULT),
    };
    Ok(Identity::new(database, env, vault, policy))
}

/// Measures each operation, and prints the median.
async fn measure(identity: &Identity) -> Result<(), Box<dyn Error>> {
    let client = ClientInfo::default();
    let signed_in = sign_in(identity, "returning").await?;
    let session = identity.find_session(&signed_in.token, &client).await?;
    let user = session.ok_or("signed out")?.user.id.clone();
    let page = Page {
        number: 1,
        size: 50,
    };
    let newest = UserSort {
        by: UserOrder::CreatedAt,
        is_descending: true,
    };
    let all = UserQuery::default();
    let by_address = UserQuery {
        email_addresses: vec!["student.500@example.org".to_owned()],
        ..UserQuery::default()
    };
    let by_text = UserQuery {
        text: Some("first 500".to_owned()),
        ..UserQuery::default()
    };
    let everything = AuditFilter::Everything;
    macro_rules! operation {
        ($name:literal, $operation:expr) => {
            let mut times = Vec::with_capacity(RUNS);
            for _ in 0..RUNS {
                let began = Instant::now();
                $operation.await?;
                times.push(began.elapsed());
            }
            times.sort();
            report($name, times[RUNS / 2]);
        };
    }
    operation!("a request's session", {
        identity.forget_recent_sessions();
        identity.find_session(&signed_in.token, &client)
    });
    operation!("a sign-in with Timeback", sign_in(identity, "returning"));
    operation!("a user's account", identity.find_account(&user));
    operation!("a user's sessions", identity.sessions_of(&user));
    operation!(
        "a user by address",
        identity.list_users(&by_address, newest, 10, 0)
    );
    operation!(
        "users, first page",
        identity.list_users(&all, newest, 50, 0)
    );
    operation!(
        "users, with their total (O(n))",
        identity.accounts("", Order::NewestFirst, page)
    );
    operation!(
        "users, by a part of a name (O(n))",
        identity.list_users(&by_text, newest, 10, 0)
    );
    operation!(
        "audit log, with its total (O(n))",
        identity.audit_entries(&everything, page)
    );
    operation!("hourly clean-up, nothing to delete", identity.clean_up());
    Ok(())
}

/// Signs the provider's user of this subject in.
async fn sign_in(identity: &Identity, subject: &str) -> Result<SignedIn, Box<dyn Error>> {
    let claims = Claims {
        issuer: "https://issuer.example".to_owned(),
        subject: subject.to_owned(),
        email: Email::parse("returning@example.org")?,
        email_verified: false,
        given_name: "Maya".to_owned(),
        family_name: "Okafor".to_owned(),
    };
    Ok(identity
        .sign_in(&claims, None, &ClientInfo::default())
        .await?)
}

fn report(name: &str, time: Duration) {
    println!("  {name:<36} {:>10.3} ms", time.as_secs_f64() * 1000.0);
}
