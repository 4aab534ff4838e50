//! The alert rules and the dashboard of `setup/monitoring`, and what Prometheus's own tool says of the metrics.

use std::{
    collections::BTreeSet,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;

use super::scrape;
use crate::world::{STUDENT, World};

/// Metrics that Prometheus makes of each scrape, and those of a dashboard with Valkey (`nodes::valkey` reads them).
const ELSEWHERE: [&str; 2] = ["up", "valkey_up"];

fn file(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("setup/monitoring");
    folder.join(name)
}

/// The metrics in a query: words with an underscore that are no function, label, variable or text.
fn metrics_in(query: &str) -> BTreeSet<String> {
    let mut bare = query.to_owned();
    for (open, close) in [("{", "}"), ("[", "]"), ("by (", ")"), ("on (", ")")] {
        bare = without(&bare, open, close);
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let is_function = |word: &str| bare.contains(&format!("{word}("));
    bare.split(|c| !is_part(c))
        .filter(|word| word.contains('_') && !is_function(word))
        .map(str::to_owned)
        .collect()
}

/// The text without what stands between these two.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut parts = text.split(open);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| {
        let rest = part.split_once(close).map_or("", |(_, rest)| rest);
        format!("{kept} {rest}")
    })
}

/// The queries of the alert rules.
fn alert_queries() -> Vec<String> {
    let text = std::fs::read_to_string(file("alerts.yml")).unwrap();
    let rules = text.split("expr:").skip(1);
    let queries = rules.map(|rule| {
        let ends = [rule.find("\n        for:"), rule.find("\n        labels:")];
        let end = ends.into_iter().flatten().min().unwrap();
        rule[..end].to_owned()
    });
    queries.collect()
}

/// The queries of the dashboard: every text under these names.
fn dashboard_queries(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().flat_map(dashboard_queries).collect(),
        Value::Object(fields) => {
            let queries = fields.iter().flat_map(|(name, value)| match value {
                Value::String(query) if ["expr", "definition"].contains(&name.as_str()) => {
                    vec![query.replace("label_values(", "label_values( ")]
                }
                value => dashboard_queries(value),
            });
            queries.collect()
        }
        _ => Vec::new(),
    }
}

/// The metrics that are named, but are not in the exposition.
fn missing(queries: &[String], exposition: &str) -> Vec<String> {
    let has = |name: &str| {
        let is_typed = |name: &str| exposition.contains(&format!("# TYPE {name} "));
        let parts = ["_bucket", "_count", "_sum"];
        let family = parts.iter().find_map(|part| name.strip_suffix(part));
        is_typed(name) || family.is_some_and(is_typed)
    };
    let named: BTreeSet<_> = queries.iter().flat_map(|query| metrics_in(query)).collect();
    assert!(named.len() > 5, "{named:?}");
    let missing = named.into_iter().filter(|name| !has(name));
    missing
        .filter(|name| !ELSEWHERE.contains(&name.as_str()))
        .collect()
}

async fn exposition() -> String {
    let world = World::new().await;
    world.student(STUDENT).await.get("/profile").await;
    scrape(&world).await
}

#[tokio::test]
async fn every_metric_of_the_alerts_exists() {
    assert_eq!(missing(&alert_queries(), &exposition().await), [""; 0]);
}

#[tokio::test]
async fn every_metric_of_the_dashboard_exists() {
    let text = std::fs::read_to_string(file("grafana.json")).unwrap();
    let queries = dashboard_queries(&serde_json::from_str(&text).unwrap());
    assert_eq!(missing(&queries, &exposition().await), [""; 0]);
}

#[test]
fn metrics_are_found_in_a_query() {
    let query = "sum by (in_no, le) (rate(a_total{b_c=\"d_e\"}[$__rate_interval])) / on (x_y) max(f_g) > 0.5";
    let found: Vec<_> = metrics_in(query).into_iter().collect();
    assert_eq!(found, ["a_total", "f_g"]);
    let known = "# TYPE a_total counter\n";
    let many = "a_total + b_b + c_c + d_d + e_e + f_f";
    let lost = missing(&[many.to_owned()], known);
    assert_eq!(lost, ["b_b", "c_c", "d_d", "e_e", "f_f"]);
}

/// Runs Prometheus's tool with this input; `None` if it is not installed, which is printed.
fn promtool(words: &[&str], input: &str) -> Option<Output> {
    let mut command = Command::new("promtool");
    command.args(words).current_dir(file(""));
    let piped = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let Ok(mut tool) = piped.spawn() else {
        let words =
            b"\n==> SKIPPED: what promtool says; Debian has it in the package prometheus\n\n";
        std::io::stderr().write_all(words).unwrap();
        return None;
    };
    tool.stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    Some(tool.wait_with_output().unwrap())
}

#[tokio::test]
async fn promtool_finds_no_fault_in_the_metrics() {
    if let Some(said) = promtool(&["check", "metrics"], &exposition().await) {
        let faults = String::from_utf8_lossy(&said.stderr).into_owned();
        assert!(said.status.success() && faults.is_empty(), "{faults}");
    }
}

#[test]
fn promtool_finds_no_fault_in_the_alerts() {
    for words in [
        ["check", "rules", "alerts.yml"],
        ["test", "rules", "alerts.test.yml"],
    ] {
        if let Some(said) = promtool(&words, "") {
            assert!(said.status.success(), "{said:?}");
        }
    }
}
