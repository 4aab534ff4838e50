//! No statement reads a table that grows from end to end, on either engine, but those of which this file says why.

use database::Database;
use query_plans::Planner;

use super::{all_statements, postgres};

/// The statements that may read a table that grows from end to end, by how their names begin, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("accounts::COUNT", TOTAL),
    ("accounts::LIST_MATCHING", SEARCH),
    (
        "audit_events::LIST_ALL",
        "who verifies the log reads all of it; no request does",
    ),
    ("audit_events::count", TOTAL),
    (
        "audit_events::list by",
        "from the newest entry back, until the page is full",
    ),
    ("user_search::count all users", TOTAL),
    ("user_search::count by text", SEARCH),
    ("user_search::count by everything", SEARCH),
    ("user_search::list by text", SEARCH),
    ("user_search::list by everything", SEARCH),
    (
        "user_search::list all users in the order of LastActiveAt",
        ORDER,
    ),
    ("user_search::list all users in the order of Email", ORDER),
];
const TOTAL: &str = "the API tells administrators the total";
const SEARCH: &str =
    "administrators search for a part of a word, which no index of both engines finds";
const ORDER: &str = "administrators list users by what is in another table";

/// The statements of which this engine reads a table that grows from end to end.
async fn scanning(url: &str) -> Vec<(String, String)> {
    drop(Database::open(url).await.unwrap());
    let mut planner = Planner::open(url).await.unwrap();
    let mut found = Vec::new();
    for (name, sql) in all_statements() {
        let scans = planner.growing_scans(&sql).await.unwrap();
        let scans: Vec<_> = scans.iter().map(ToString::to_string).collect();
        if !scans.is_empty() {
            found.push((name, format!("{}: {sql}", scans.join(", "))));
        }
    }
    found
}

fn is_exception(name: &str) -> bool {
    EXCEPTIONS.iter().any(|(start, _)| name.starts_with(start))
}

fn assert_only_exceptions(found: &[(String, String)]) {
    let others: Vec<_> = found
        .iter()
        .filter(|(name, _)| !is_exception(name))
        .map(|(name, scans)| format!("{name} reads {scans}"))
        .collect();
    assert!(others.is_empty(), "{}", others.join("\n"));
}

#[tokio::test]
async fn no_statement_scans_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("plans.db").display());
    assert_only_exceptions(&scanning(&url).await);
}

#[tokio::test]
async fn no_statement_scans_on_postgres() {
    let Some(url) = postgres("plans").await else {
        return;
    };
    let found = scanning(&url).await;
    assert_only_exceptions(&found);
    for (start, _) in EXCEPTIONS {
        let is_needed = found.iter().any(|(name, _)| name.starts_with(start));
        assert!(is_needed, "{start} is no exception any more");
    }
}

#[tokio::test]
async fn every_foreign_key_has_an_index() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("keys.db").display());
    drop(Database::open(&url).await.unwrap());
    let mut planner = Planner::open(&url).await.unwrap();
    let missing = planner.foreign_keys_without_index().await.unwrap();
    assert_eq!(missing, [""; 0]);
}
