//! The table of capabilities names existing tests.

use std::{collections::BTreeMap, fs, path::Path};

/// The cells of a row: capability, TypeScript, Python, here, test.
const CELLS: usize = 5;

#[test]
fn every_test_in_the_table_exists() {
    let table = read("crates/timeback/src/capabilities.md");
    let mut sources = BTreeMap::new();
    let mut missing = Vec::new();
    let rows: Vec<_> = table.lines().filter_map(row).collect();
    assert!(rows.len() > 100, "only {} rows were read", rows.len());
    for [capability, .., here, tests] in rows {
        let mut named = 0;
        let mut file = "";
        for word in words(tests) {
            if is_file(word) {
                file = word;
                continue;
            }
            named += 1;
            let source = sources.entry(file).or_insert_with(|| read(&place(file)));
            if !has(source, word) {
                missing.push(format!("{capability}: {file} has no {word}"));
            }
        }
        if named == 0 && !is_none_of_ours(here) {
            missing.push(format!("{capability}: no test"));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// The cells of a line that is neither header nor separator.
fn row(line: &str) -> Option<[&str; CELLS]> {
    let cells = line.strip_prefix("| ")?.strip_suffix('|')?;
    let cells: Vec<_> = cells.split('|').map(str::trim).collect();
    let is_row = !matches!(cells[0], "capability" | "complaint" | "---");
    is_row.then(|| {
        cells
            .try_into()
            .unwrap_or_else(|_| panic!("not five cells: {line}"))
    })
}

/// The text between backticks.
fn words(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

fn is_file(word: &str) -> bool {
    Path::new(word)
        .extension()
        .is_some_and(|extension| extension == "rs" || extension == "ts")
}

fn place(file: &str) -> String {
    if file.starts_with("end2end/") {
        return file.to_owned();
    }
    match file.split_once('/') {
        Some(("timeback", rest)) => format!("crates/timeback/src/{rest}"),
        Some(("sandbox", rest)) => format!("crates/timeback-sandbox/src/{rest}"),
        _ => format!("src/{file}"),
    }
}

/// A function of Rust, or a title of the browser tests.
fn has(source: &str, test: &str) -> bool {
    source.contains(&format!("fn {test}(")) || source.contains(&format!("test('{test}'"))
}

/// A missing capability needs no test, and starts with "no".
fn is_none_of_ours(here: &str) -> bool {
    here == "no" || here.starts_with("no:")
}

/// Empty if there is no such file.
fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap_or_default()
}
