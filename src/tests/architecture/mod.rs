//! Who may know whom: the arrows of the design, read from the source.

mod source;

use self::source::sources;

/// A folder or file under `src`, and all it may know of the rest.
const ARROWS: [(&str, &[&str]); 18] = [
    ("queue", &["queue"]),
    ("timeback", &["queue", "timeback"]),
    ("database", &["database"]),
    ("identity", &["database", "identity", "queue"]),
    ("smtp", &["identity", "queue", "smtp"]),
    ("outbox", &["database", "outbox", "timeback"]),
    ("sandbox", &["sandbox"]),
    ("error.rs", &[]),
    ("viewer", &["identity"]),
    ("ui", &["server", "viewer"]),
    ("profile", &["error", "server", "timeback", "ui", "viewer"]),
    ("sign_in", &["server", "ui", "viewer"]),
    ("docs", &["server", "ui"]),
    ("examples", &["profile", "server", "ui", "viewer"]),
    ("account", &["identity", "server", "ui", "viewer"]),
    (
        "app.rs",
        &["account", "docs", "examples", "profile", "sign_in", "ui"],
    ),
    ("browser.rs", &[]),
    (
        "server",
        &[
            "account", "app", "database", "error", "identity", "outbox", "profile", "sandbox",
            "server", "smtp", "timeback", "viewer",
        ],
    ),
];

const MAX_FILE: usize = 250;
const MAX_FUNCTION: usize = 60;

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
        let deep = ["queue", "timeback", "identity", "outbox", "smtp", "sandbox"]
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
        ["account", "profile", "sign_in", "docs", "examples", "ui"]
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
