use std::str::FromStr as _;

use serde_json::Value;
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Executor as _, PgConnection, Row as _,
    postgres::PgConnectOptions,
};

use super::{Scan, TABLES_THAT_STAY_SMALL};

/// The rows of each table.
const ROWS: u32 = 10_000;

/// The most parameters of a statement.
const MOST_PARAMETERS: usize = 100;

/// The columns of the tables, in order.
const COLUMNS: &str = "SELECT table_name::text, column_name::text, data_type = 'bigint', is_nullable = 'YES' \
    FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position";

/// Rows are inserted without regard to foreign keys. Plans are those of prepared statements on tables of any size: a scan,
/// which is the best plan for a small table, is chosen only where there is no other.
const SETTINGS: &str = "SET session_replication_role = replica; SET plan_cache_mode = force_generic_plan; \
    SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off";

/// A connection to a PostgreSQL schema.
#[derive(Debug)]
pub struct Postgres(PgConnection);

impl Postgres {
    pub(super) async fn open(url: &str) -> Result<Self, sqlx::Error> {
        let options = PgConnectOptions::from_str(url)?.disable_statement_logging();
        let mut connection = options.connect().await?;
        connection.execute(sqlx::raw_sql(SETTINGS)).await?;
        fill(&mut connection).await?;
        Ok(Self(connection))
    }

    pub(super) async fn scans(&mut self, statement: &str) -> Result<Vec<Scan>, sqlx::Error> {
        let parameters = (1..=MOST_PARAMETERS)
            .take_while(|at| statement.contains(&format!("${at}")))
            .count();
        let nulls = vec!["NULL"; parameters].join(", ");
        let values = if parameters == 0 {
            nulls
        } else {
            format!("({nulls})")
        };
        let prepare = AssertSqlSafe(format!("PREPARE explained AS {statement}"));
        self.0.execute(sqlx::raw_sql(prepare)).await?;
        let explain = AssertSqlSafe(format!("EXPLAIN (FORMAT JSON) EXECUTE explained{values}"));
        let row = self.0.fetch_one(sqlx::raw_sql(explain)).await?;
        self.0
            .execute(sqlx::raw_sql("DEALLOCATE explained"))
            .await?;
        let plan: String = row.try_get_unchecked(0)?;
        let plan: Value =
            serde_json::from_str(&plan).map_err(|error| sqlx::Error::Decode(error.into()))?;
        let mut scans = Vec::new();
        collect(&plan[0]["Plan"], false, &mut scans);
        Ok(scans)
    }
}

/// Fills each table that grows: texts and numbers that differ from row to row, and the same ones in all tables, so that
/// rows refer to each other. A column that may be empty is empty in one row of twenty.
async fn fill(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    let columns: Vec<(String, String, bool, bool)> =
        sqlx::query_as(COLUMNS).fetch_all(&mut *connection).await?;
    for table in columns.chunk_by(|one, next| one.0 == next.0) {
        let name = &table[0].0;
        if TABLES_THAT_STAY_SMALL.iter().any(|(it, _)| it == name) {
            continue;
        }
        let names: Vec<_> = table
            .iter()
            .map(|(_, column, _, _)| column.as_str())
            .collect();
        let values: Vec<_> = table
            .iter()
            .map(|(_, _, is_number, is_nullable)| value(*is_number, *is_nullable))
            .collect();
        let (names, values) = (names.join(", "), values.join(", "));
        let insert = format!(
            "INSERT INTO {name} ({names}) SELECT {values} FROM generate_series(1, {ROWS}) AS i"
        );
        connection
            .execute(sqlx::raw_sql(AssertSqlSafe(insert)))
            .await?;
    }
    connection.execute(sqlx::raw_sql("ANALYZE")).await?;
    Ok(())
}

/// The value of a column in row `i`.
fn value(is_number: bool, is_nullable: bool) -> &'static str {
    match (is_number, is_nullable) {
        (true, false) => "i",
        (true, true) => "CASE WHEN i % 20 <> 0 THEN i END",
        (false, false) => "'v' || i",
        (false, true) => "CASE WHEN i % 20 <> 0 THEN 'v' || i END",
    }
}

/// Collects the scans of a plan. `is_limited` is whether only the first rows of this node are read.
fn collect(node: &Value, is_limited: bool, found: &mut Vec<Scan>) {
    let text = |key: &str| node[key].as_str().unwrap_or_default();
    let kind = text("Node Type");
    let is_scan = match kind {
        "Seq Scan" => true,
        "Index Scan" | "Index Only Scan" | "Bitmap Index Scan" => {
            node["Index Cond"].is_null() && (!is_limited || !node["Filter"].is_null())
        }
        _ => false,
    };
    if is_scan {
        found.push(Scan {
            table: text("Relation Name").to_owned(),
            index: node["Index Name"].as_str().map(str::to_owned),
        });
    }
    // Other joins leave out rows, so more are read than found.
    let passes_on = ["Limit", "Subquery Scan", "LockRows", "Result"].contains(&kind)
        || kind == "Nested Loop" && text("Join Type") == "Left";
    let is_limited = passes_on && (is_limited || kind == "Limit");
    for child in node["Plans"].as_array().into_iter().flatten() {
        collect(child, is_limited, found);
    }
}
