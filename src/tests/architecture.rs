//! Who may know whom: the arrows of the design, read from the source.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// A folder or file under `src`, and all it may know of the rest.
const ARROWS: [(&str, &[&str]); 15] = [
    ("timeback", &["timeback"]),
    ("database", &["database"]),
    ("identity", &["database", "identity"]),
    ("smtp", &["identity", "smtp"]),
    ("outbox", &["database", "outbox", "timeback"]),
    ("sandbox", &["sandbox"]),
    ("error.rs", &[]),
    ("viewer", &["identity"]),
    ("ui", &["server", "viewer"]),
    ("profile", &["error", "server", "timeback", "ui", "viewer"]),
    ("sign_in", &["server", "ui", "viewer"]),
    ("examples", &["profile", "server", "ui", "viewer"]),
    ("app.rs", &["examples", "profile", "sign_in", "ui"]),
    ("browser.rs", &[]),
    (
        "server",
        &[
            "app", "database", "error", "identity", "outbox", "profile", "sandbox", "server",
            "smtp", "timeback", "viewer",
        ],
    ),
];

const MAX_FILE: usize = 250;
const MAX_FUNCTION: usize = 60;

struct Source {
    /// The path below `src`.
    name: String,
    text: String,
}

impl Source {
    fn is_in(&self, place: &str) -> bool {
        Path::new(&self.name).starts_with(place)
    }

    fn is_test(&self) -> bool {
        self.name
            .split('/')
            .any(|part| part == "tests" || part == "tests.rs")
    }

    /// The code without comments, and without the tests at its end.
    fn code(&self) -> String {
        let production = self.text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        production
            .lines()
            .map(|line| line.split("//").next().unwrap())
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The modules of ours it names.
    fn knows(&self) -> BTreeSet<String> {
        self.code()
            .split("crate::")
            .skip(1)
            .flat_map(first_segments)
            .collect()
    }

    /// The name and length of each function.
    fn functions(&self) -> Vec<(&str, usize)> {
        let lines: Vec<_> = self.text.lines().collect();
        let starts = lines.iter().enumerate().filter(|(_, line)| {
            line.contains("fn ")
                && line.trim_end().ends_with(['{', '('])
                && !line.trim_start().starts_with("//")
        });
        starts
            .filter_map(|(start, line)| {
                let end = format!("{}}}", &line[..line.len() - line.trim_start().len()]);
                let length = lines[start..].iter().position(|line| *line == end)?;
                Some((line.trim(), length + 1))
            })
            .collect()
    }
}

/// The modules after a `crate::`: one, or those of a list in braces.
fn first_segments(path: &str) -> Vec<String> {
    let name = |text: &str| {
        text.trim_start()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect::<String>()
    };
    let Some(list) = path.strip_prefix('{') else {
        return vec![name(path)];
    };
    let mut depth = 0;
    let ends = list.char_indices().find(|(_, c)| {
        depth += i32::from(*c == '{') - i32::from(*c == '}');
        depth < 0
    });
    let mut depth = 0;
    let items = list[..ends.map_or(list.len(), |(end, _)| end)].split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        depth == 0 && c == ','
    });
    items.map(name).filter(|name| !name.is_empty()).collect()
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    collect(&root, &mut found);
    let read = |path: PathBuf| {
        let below = path.strip_prefix(&root).unwrap();
        Source {
            name: below.to_str().unwrap().to_owned(),
            text: fs::read_to_string(&path).unwrap(),
        }
    };
    found.into_iter().map(read).collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn everybody_knows_only_whom_they_may() {
    for source in sources().iter().filter(|source| !source.is_test()) {
        let Some((place, allowed)) = ARROWS.iter().find(|(place, _)| source.is_in(place)) else {
            continue;
        };
        let own = place.trim_end_matches(".rs");
        let strangers: Vec<_> = source
            .knows()
            .into_iter()
            .filter(|name| name != own && !allowed.contains(&name.as_str()))
            .collect();
        assert!(
            strangers.is_empty(),
            "src/{} may not know {strangers:?}",
            source.name
        );
    }
}

#[test]
fn every_place_has_its_arrows() {
    let doors = ["lib.rs", "main.rs"];
    for source in sources()
        .iter()
        .filter(|source| !source.is_test() && !doors.contains(&source.name.as_str()))
    {
        assert!(
            ARROWS.iter().any(|(place, _)| source.is_in(place)),
            "src/{} stands in no line of ARROWS",
            source.name
        );
    }
}

#[test]
fn the_deep_modules_know_no_framework_and_only_the_edge_knows_axum() {
    for source in sources().iter().filter(|source| !source.is_test()) {
        let code = source.code();
        let deep = ["timeback", "identity", "outbox", "smtp", "sandbox"]
            .iter()
            .any(|place| source.is_in(place));
        assert!(
            !deep || !code.contains("leptos"),
            "src/{} knows leptos",
            source.name
        );
        let edge = ["server", "sandbox"]
            .iter()
            .any(|place| source.is_in(place));
        assert!(
            edge || !code.contains("axum::"),
            "src/{} knows axum",
            source.name
        );
    }
}

#[test]
fn a_feature_meets_the_edge_in_server_functions_and_pages() {
    for source in sources().iter().filter(|source| {
        ["profile", "sign_in", "examples", "ui"]
            .iter()
            .any(|place| source.is_in(place))
    }) {
        let edge = source
            .code()
            .split("crate::server")
            .skip(1)
            .all(|rest| rest.starts_with("::context"));
        let listed = !source.code().contains("    server::")
            || source.code().contains("    server::context");
        assert!(
            edge && listed,
            "src/{} meets more of the edge than its context",
            source.name
        );
    }
}

#[test]
fn rooms_and_deeds_stay_small() {
    let mut large = Vec::new();
    for source in sources() {
        let lines = source.text.lines().count();
        if lines > MAX_FILE {
            large.push(format!("src/{}: {lines} lines", source.name));
        }
        for (function, length) in source
            .functions()
            .into_iter()
            .filter(|(_, length)| *length > MAX_FUNCTION)
        {
            large.push(format!("src/{}: {length} lines: {function}", source.name));
        }
    }
    assert!(large.is_empty(), "{large:#?}");
}

#[test]
fn the_reader_of_imports_reads_lists_and_paths() {
    let text = "use crate::{a, b::{c, d},\n    e::F};\nlet x = crate::g::h(); // crate::i".into();
    let name = "x.rs".into();
    let knows = Source { name, text }.knows();
    assert!(knows.iter().eq(["a", "b", "e", "g"]), "{knows:?}");
}
