//! No statement outside `identity`, whose tests look at its own, reads a table that grows from end to end.

use database::Database;
use query_plans::Planner;

use crate::{
    architecture::source::{Source, sources, sources_of_members},
    store::{Store, on_both_engines},
};

on_both_engines!(no_statement_scans);

/// The SQL statements in the string literals of a file.
fn statements(source: &Source) -> Vec<String> {
    let code = source.code();
    let literals = code.split('"').skip(1).step_by(2);
    let statements = literals.filter(|literal| {
        let verbs = ["SELECT ", "INSERT ", "UPDATE ", "DELETE "];
        let names_table = ["FROM ", "INTO ", "UPDATE "];
        verbs.iter().any(|verb| literal.starts_with(verb))
            && names_table.iter().any(|word| literal.contains(word))
    });
    statements.map(joined).collect()
}

/// The literal without its line breaks.
fn joined(literal: &str) -> String {
    let lines = literal.split("\\\n").map(str::trim_start);
    lines.collect()
}

async fn no_statement_scans(store: Store) {
    drop(Database::open(&store.url).await.unwrap());
    let mut planner = Planner::open(&store.url).await.unwrap();
    let ours = sources().into_iter().chain(sources_of_members());
    let ours = ours.filter(|source| {
        // A backup counts everything, to verify its copy.
        let is_elsewhere = ["identity", "query-plans", "database/src/backup"]
            .iter()
            .any(|it| source.is_in(it));
        let has_statements = ["sqlx::query", "delete_in_batches"]
            .iter()
            .any(|it| source.text.contains(it));
        has_statements && !source.is_test() && !is_elsewhere
    });
    let mut explained = Vec::new();
    for source in ours {
        for statement in statements(&source) {
            // What one engine cannot prepare is sent to the other one only.
            let Ok(scans) = planner.growing_scans(&statement).await else {
                continue;
            };
            assert!(scans.is_empty(), "{}: {statement}: {scans:?}", source.name);
            explained.push(source.name.clone());
        }
    }
    for file in [
        "outbox/mod.rs",
        "outbox/retention.rs",
        "outbox/student_events.rs",
        "database/src/lib.rs",
    ] {
        assert!(
            explained.iter().any(|name| name == file),
            "{file}: {explained:?}"
        );
    }
}
