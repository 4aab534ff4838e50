use std::str::FromStr as _;

use sqlx::{AssertSqlSafe, ConnectOptions as _, SqliteConnection, sqlite::SqliteConnectOptions};

use super::Scan;

/// The foreign keys whose column does not begin an index.
const FOREIGN_KEYS_WITHOUT_INDEX: &str = "SELECT tables.name || '.' || keys.\"from\" \
    FROM sqlite_master AS tables JOIN pragma_foreign_key_list(tables.name) AS keys WHERE tables.type = 'table' \
    AND NOT EXISTS (SELECT 1 FROM pragma_index_list(tables.name) AS indexes \
    JOIN pragma_index_info(indexes.name) AS columns WHERE columns.seqno = 0 AND columns.name = keys.\"from\") ORDER BY 1";

/// A connection to a SQLite file.
#[derive(Debug)]
pub struct Sqlite(SqliteConnection);

/// A step of a plan: what encloses it, and its description.
type Step = (i64, String);

impl Sqlite {
    pub(super) async fn open(url: &str) -> Result<Self, sqlx::Error> {
        let options = SqliteConnectOptions::from_str(url)?;
        Ok(Self(options.connect().await?))
    }

    pub(super) async fn scans(&mut self, statement: &str) -> Result<Vec<Scan>, sqlx::Error> {
        let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"));
        let steps: Vec<(i64, i64, i64, String)> =
            sqlx::query_as(explain).fetch_all(&mut self.0).await?;
        let steps: Vec<Step> = steps
            .into_iter()
            .map(|(_, parent, _, detail)| (parent, detail))
            .collect();
        Ok(scans(statement, &steps))
    }

    pub(super) async fn foreign_keys_without_index(&mut self) -> Result<Vec<String>, sqlx::Error> {
        sqlx::query_scalar(FOREIGN_KEYS_WITHOUT_INDEX)
            .fetch_all(&mut self.0)
            .await
    }
}

/// The scans among the steps of a statement's plan.
fn scans(statement: &str, steps: &[Step]) -> Vec<Scan> {
    let is_scan = |(parent, detail): &&Step| {
        let reads_all = !statement.contains("LIMIT") || is_sorted(steps, *parent);
        reads_all && detail.starts_with("SCAN ") && !detail.starts_with("SCAN CONSTANT")
    };
    let scans = steps.iter().filter(is_scan);
    scans.map(|(_, detail)| scan(statement, detail)).collect()
}

/// Whether what is found at this place of the plan is sorted afterwards: then a limit saves no reading.
fn is_sorted(steps: &[Step], place: i64) -> bool {
    steps
        .iter()
        .any(|(parent, detail)| *parent == place && detail == "USE TEMP B-TREE FOR ORDER BY")
}

/// The scan that a step such as `SCAN sessions USING COVERING INDEX sessions_by_user` describes.
fn scan(statement: &str, detail: &str) -> Scan {
    let mut words = detail.split(' ').skip(1);
    let name = words.next().unwrap_or_default();
    let index = words.skip_while(|word| *word != "INDEX").nth(1);
    Scan {
        table: table_of(statement, name),
        index: index.map(str::to_owned),
    }
}

/// The table that has this name in the statement.
fn table_of(statement: &str, name: &str) -> String {
    let words: Vec<_> = statement.split([' ', ',', '(', ')']).collect();
    let alias = words
        .windows(3)
        .find(|words| words[1] == "AS" && words[2] == name);
    alias.map_or(name, |words| words[0]).to_owned()
}
