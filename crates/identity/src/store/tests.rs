//! Each statement is prepared on both engines, which check it against the migrated tables; and there is no SQL elsewhere.

mod plans;

use std::{fs, path::Path};

use database::{Connection, Database};
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Executor as _, SqlSafeStr as _};

use super::*;

const TABLES: &[(&str, &[(&str, &str)])] = &[
    ("accounts", accounts::STATEMENTS),
    ("account_linking", account_linking::STATEMENTS),
    ("administered_users", administered_users::STATEMENTS),
    ("app_links", app_links::STATEMENTS),
    ("audit_events", audit_events::STATEMENTS),
    ("auth_codes", auth_codes::STATEMENTS),
    ("backup_codes", backup_codes::STATEMENTS),
    ("challenges", challenges::STATEMENTS),
    ("deletions", deletions::STATEMENTS),
    ("email_addresses", email_addresses::STATEMENTS),
    ("email_changes", email_changes::STATEMENTS),
    ("export", export::STATEMENTS),
    ("external_account_edits", external_account_edits::STATEMENTS),
    ("external_accounts", external_accounts::STATEMENTS),
    ("external_flows", external_flows::STATEMENTS),
    ("external_tokens", external_tokens::STATEMENTS),
    ("factors", factors::STATEMENTS),
    ("identities", identities::STATEMENTS),
    ("jwt_templates", jwt_templates::STATEMENTS),
    ("lockouts", lockouts::STATEMENTS),
    ("mails", mails::STATEMENTS),
    ("oauth_flows", oauth_flows::STATEMENTS),
    ("one_time_codes", one_time_codes::STATEMENTS),
    ("passwords", passwords::STATEMENTS),
    ("pending_links", pending_links::STATEMENTS),
    ("phone_numbers", phone_numbers::STATEMENTS),
    ("pictures", pictures::STATEMENTS),
    ("published_issuer", published_issuer::STATEMENTS),
    ("session_activities", session_activities::STATEMENTS),
    ("sessions", sessions::STATEMENTS),
    ("api_clients", sessions::api_clients::STATEMENTS),
    ("browsers", sessions::browsers::STATEMENTS),
    ("ends", sessions::ends::STATEMENTS),
    ("old_sessions", sessions::old_sessions::STATEMENTS),
    ("open_sessions", sessions::open_sessions::STATEMENTS),
    ("token_subjects", sessions::token_subjects::STATEMENTS),
    ("user_sessions", sessions::user_sessions::STATEMENTS),
    ("sign_in_attempts", sign_in_attempts::STATEMENTS),
    ("sign_ins", sign_ins::STATEMENTS),
    ("sign_up_attempts", sign_up_attempts::STATEMENTS),
    ("signing_keys", signing_keys::STATEMENTS),
    ("time_zones", time_zones::STATEMENTS),
    ("user_addresses", user_addresses::STATEMENTS),
    ("user_edits", user_edits::STATEMENTS),
    ("users", users::STATEMENTS),
    ("webhook_events", webhook_events::STATEMENTS),
];

/// Every statement, those that are assembled in all their variants, each with its name.
fn all_statements() -> Vec<(String, String)> {
    let tables = TABLES.iter();
    let declared: Vec<_> = tables
        .flat_map(|(table, statements)| {
            let statements = statements.iter();
            statements.map(move |(name, sql)| (format!("{table}::{name}"), (*sql).to_owned()))
        })
        .collect();
    let of_three_users: Vec<_> = declared
        .iter()
        .filter(|(_, sql)| rows_by_user::of_many(sql, 3) != *sql)
        .map(|(name, sql)| {
            (
                format!("{name} of three users"),
                rows_by_user::of_many(sql, 3).into_owned(),
            )
        })
        .collect();
    [
        declared,
        of_three_users,
        audit_events::assembled(),
        user_search::assembled(),
    ]
    .concat()
}

async fn assert_all_prepare(connection: &mut Connection) {
    for (name, sql) in all_statements() {
        let prepared = connection
            .prepare(AssertSqlSafe(sql.clone()).into_sql_str())
            .await;
        assert!(prepared.is_ok(), "{name}: {sql}: {:?}", prepared.err());
    }
}

/// The URL of an empty schema on the PostgreSQL of `TEST_DATABASE_URL`; `None` if that is not set, which is printed.
async fn postgres(purpose: &str) -> Option<String> {
    let Ok(server) = std::env::var("TEST_DATABASE_URL") else {
        eprintln!("SKIPPED: TEST_DATABASE_URL is not set");
        return None;
    };
    sqlx::any::install_default_drivers();
    let schema = format!("{purpose}_{}", std::process::id());
    let mut connection = AnyConnection::connect(&server).await.unwrap();
    let create = AssertSqlSafe(format!("CREATE SCHEMA {schema}"));
    connection.execute(create).await.unwrap();
    let separator = if server.contains('?') { '&' } else { '?' };
    Some(format!("{server}{separator}options[search_path]={schema}"))
}

#[tokio::test]
async fn sqlite_prepares_every_statement() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("store.db").display());
    let database = Database::open(&url).await.unwrap();
    assert_all_prepare(&mut database.pool().acquire().await.unwrap()).await;
}

#[tokio::test]
async fn postgres_prepares_every_statement() {
    let Some(url) = postgres("statements").await else {
        return;
    };
    let database = Database::open(&url).await.unwrap();
    assert_all_prepare(&mut database.pool().acquire().await.unwrap()).await;
}

/// The Rust files in this folder, and in its folders.
fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_table_is_tested() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let mut found = Vec::new();
    files(&folder, &mut found);
    let with_statements = found.iter().filter(|path| {
        let code = fs::read_to_string(path).unwrap();
        code.lines().any(|line| line.starts_with("statements! {"))
    });
    let mut names: Vec<_> = with_statements
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    let mut tested: Vec<_> = TABLES
        .iter()
        .map(|(table, _)| (*table).to_owned())
        .collect();
    tested.sort();
    assert_eq!(names, tested);
}

#[test]
fn no_sql_outside_the_store() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&folder, &mut found);
    for path in found {
        let name = path.strip_prefix(&folder).unwrap().to_str().unwrap();
        let is_exempt = name.starts_with("store/");
        let code = fs::read_to_string(&path).unwrap();
        let sql = ["sqlx::query", "sqlx::raw_sql", "sqlx::FromRow"];
        let has_sql = sql.iter().any(|call| code.contains(call));
        assert!(
            is_exempt || !has_sql,
            "{name} has SQL: move it to the store"
        );
    }
}
