//! The allowed dependencies between the application's modules.

use super::source::{Source, file};

/// A folder or file under `src`, and the modules and workspace members it may depend on. The first matching line applies.
pub const ALLOWED_DEPENDENCIES: [(&str, &[&str]); 26] = [
    ("delivery", &["delivery", "identity", "retry_queue"]),
    ("sms", &["delivery", "identity", "sms"]),
    ("smtp", &["delivery", "identity", "smtp"]),
    ("webhooks", &["identity", "retry_queue", "webhooks"]),
    ("outbox", &["database", "outbox", "timeback"]),
    ("nodes", &["database", "nodes"]),
    ("valkey", &["identity", "timeback", "valkey"]),
    ("error.rs", &["messages"]),
    ("viewer", &["identity", "messages"]),
    ("ui", &["messages", "server", "viewer"]),
    (
        "account",
        &[
            "error", "identity", "messages", "picture", "server", "ui", "viewer",
        ],
    ),
    (
        "profile",
        &[
            "error",
            "identity",
            "messages",
            "server",
            "text_json",
            "timeback",
            "ui",
            "viewer",
        ],
    ),
    ("text_json.rs", &[]),
    (
        "user",
        &["identity", "picture", "server", "text_json", "ui"],
    ),
    (
        "sign_in",
        &["error", "identity", "messages", "server", "ui", "viewer"],
    ),
    // They document and demonstrate other parts of the application.
    ("docs", &["api", "server", "ui"]),
    // It shows more of the same profile.
    (
        "history",
        &[
            "error", "messages", "profile", "server", "timeback", "ui", "viewer",
        ],
    ),
    // It shows other students' profiles.
    (
        "students",
        &["error", "messages", "profile", "server", "ui", "viewer"],
    ),
    ("examples", &["profile", "server", "ui", "user", "viewer"]),
    (
        "api",
        &[
            "identity", "picture", "server", "timeback", "viewer", "webhooks",
        ],
    ),
    (
        "app.rs",
        &[
            "account", "docs", "examples", "history", "profile", "sign_in", "students", "ui",
        ],
    ),
    ("browser.rs", &[]),
    // Webhooks are sent in a contract's format.
    ("server/start/webhooks.rs", &["api", "server", "webhooks"]),
    // The only files of the server that depend on features.
    (
        "server/router.rs",
        &[
            "account", "api", "app", "profile", "sign_in", "user", "viewer",
        ],
    ),
    ("server/shell.rs", &["app", "identity", "viewer"]),
    (
        "server",
        &[
            "database",
            "error",
            "identity",
            "messages",
            "nodes",
            "outbox",
            "picture",
            "server",
            "sms",
            "smtp",
            "timeback",
            "timeback_sandbox",
            "valkey",
            "viewer",
            "webhooks",
        ],
    ),
];

/// The forbidden dependencies of a file.
pub fn forbidden_dependencies(source: &Source) -> Vec<String> {
    let rule = ALLOWED_DEPENDENCIES
        .iter()
        .find(|(place, _)| source.is_in(place));
    let Some((place, allowed)) = rule else {
        return Vec::new();
    };
    let own = place.trim_end_matches(".rs");
    source
        .dependencies()
        .into_iter()
        .filter(|name| name != own && !allowed.contains(&name.as_str()))
        .collect()
}

/// Whether the file is in one of these folders.
pub fn is_within(source: &Source, places: &[&str]) -> bool {
    places.iter().any(|place| source.is_in(place))
}

/// Whether the file is part of a page: it has components, islands or server functions.
pub fn is_page(source: &Source) -> bool {
    let code = source.code();
    ["#[component", "#[island", "#[server("]
        .iter()
        .any(|mark| code.contains(mark))
}

/// The items of the server that a file uses, except `server::context`.
pub fn server_items_of_page(source: &Source) -> Vec<String> {
    let names = source.names_in("server").into_iter();
    names.filter(|name| name != "context").collect()
}

#[test]
fn a_forbidden_dependency_is_found() {
    for (name, text, forbidden) in [
        ("server/health.rs", "use crate::account::routes;", "account"),
        (
            "server/state.rs",
            "use crate::{api::auth::Cache, outbox::X};",
            "api",
        ),
        ("account/page.rs", "let x = crate::sign_in::y();", "sign_in"),
        (
            "sign_in/handlers/link.rs",
            "use crate::profile::ProfileView;",
            "profile",
        ),
        (
            "api/timeback/user.rs",
            "use crate::{\n    profile::ProfileView,\n};",
            "profile",
        ),
        ("account/name.rs", "use timeback::Day;", "timeback"),
        ("ui/page/field.rs", "use identity::Email;", "identity"),
    ] {
        assert_eq!(
            forbidden_dependencies(&file(name, text)),
            [forbidden],
            "{name}"
        );
    }
    let router = file("server/router.rs", "use crate::{account, api, app::App};");
    assert_eq!(forbidden_dependencies(&router), [""; 0]);
}

#[test]
fn a_page_that_uses_more_of_the_server_is_found() {
    let met = |text: &str| server_items_of_page(&file("account/page.rs", text));
    assert_eq!(met("use crate::server::AppState;"), ["AppState"]);
    assert_eq!(
        met("use crate::{\n    server::{AppState, context},\n};"),
        ["AppState"]
    );
    assert_eq!(met("use crate::{ui::X, server::cookie};"), ["cookie"]);
    assert_eq!(
        met("use crate::server::context;\nuse super::{X, server::load};"),
        [""; 0]
    );
    assert!(is_page(&file("x.rs", "#[component]\npub fn X() {}")));
    assert!(!is_page(&file("x.rs", "// #[component]\npub fn x() {}")));
}
