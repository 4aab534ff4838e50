//! Each statement is prepared on both engines, which check it against the migrated tables; and there is no SQL elsewhere.

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

async fn assert_all_prepare(connection: &mut Connection) {
    for (table, statements) in TABLES {
        for (name, sql) in *statements {
            let prepared = connection.prepare(sql.into_sql_str()).await;
            assert!(prepared.is_ok(), "{table}::{name}: {:?}", prepared.err());
        }
    }
    let all = TABLES.iter().flat_map(|(_, statements)| *statements);
    let of_three_users = all.map(|(_, sql)| rows_by_user::of_many(sql, 3).into_owned());
    let assembled = [
        audit_events::assembled(),
        user_search::assembled(),
        of_three_users.collect(),
    ];
    for sql in assembled.concat() {
        let prepared = connection
            .prepare(AssertSqlSafe(sql.clone()).into_sql_str())
            .await;
        assert!(prepared.is_ok(), "{sql}: {:?}", prepared.err());
    }
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
    let Ok(server) = std::env::var("TEST_DATABASE_URL") else {
        eprintln!("SKIPPED: TEST_DATABASE_URL is not set");
        return;
    };
    sqlx::any::install_default_drivers();
    let schema = format!("statements_{}", std::process::id());
    let mut connection = AnyConnection::connect(&server).await.unwrap();
    let create = AssertSqlSafe(format!("CREATE SCHEMA {schema}"));
    connection.execute(create).await.unwrap();
    let separator = if server.contains('?') { '&' } else { '?' };
    let url = format!("{server}{separator}options[search_path]={schema}");
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
