//! Architecture tests: the dependency rules of the design, checked on the source.

mod members;
mod source;

use self::source::{sources, sources_of_members};

/// A folder or file under `src`, and the modules and workspace members it may depend on.
const ARROWS: [(&str, &[&str]); 13] = [
    ("smtp", &["identity", "retry_queue", "smtp"]),
    ("outbox", &["database", "outbox", "timeback"]),
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
            "account",
            "app",
            "database",
            "error",
            "identity",
            "outbox",
            "profile",
            "server",
            "smtp",
            "timeback",
            "timeback_sandbox",
            "viewer",
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
fn only_the_edge_knows_axum_and_what_is_sent_knows_no_leptos() {
    for source in sources().iter().filter(|source| !source.is_test()) {
        let code = source.code();
        let sends = source.is_in("outbox") || source.is_in("smtp");
        assert!(
            !sends || !code.contains("leptos"),
            "src/{} knows leptos",
            source.name
        );
        assert!(
            source.is_in("server") || !code.contains("axum::"),
            "src/{} knows axum",
            source.name
        );
    }
}

#[test]
fn features_use_the_server_through_its_context_only() {
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
            "src/{} uses more of the server than its context",
            source.name
        );
    }
}

#[test]
fn files_and_functions_stay_small() {
    let mut large = Vec::new();
    for source in sources().into_iter().chain(sources_of_members()) {
        let lines = source.text.lines().count();
        if lines > MAX_FILE {
            large.push(format!("{}: {lines} lines", source.name));
        }
        for (function, length) in source
            .functions()
            .into_iter()
            .filter(|(_, length)| *length > MAX_FUNCTION)
        {
            large.push(format!("{}: {length} lines: {function}", source.name));
        }
    }
    assert!(large.is_empty(), "{large:#?}");
}
