//! The arrows between the application's modules, and what breaks them.

use super::source::Source;

/// A folder or file under `src`, and all it may know of the rest, the other members of the workspace included. The first
/// line that a file is in counts.
pub const ARROWS: [(&str, &[&str]); 16] = [
    ("smtp", &["identity", "retry_queue", "smtp"]),
    ("outbox", &["database", "outbox", "timeback"]),
    ("error.rs", &[]),
    ("viewer", &["identity"]),
    ("ui", &["server", "viewer"]),
    ("account", &["error", "identity", "server", "ui", "viewer"]),
    (
        "profile",
        &["error", "identity", "server", "timeback", "ui", "viewer"],
    ),
    ("sign_in", &["error", "identity", "server", "ui", "viewer"]),
    // Their subject is another part of the application.
    ("docs", &["api", "server", "ui"]),
    ("examples", &["profile", "server", "ui", "viewer"]),
    ("api", &["identity", "server", "timeback", "viewer"]),
    (
        "app.rs",
        &["account", "docs", "examples", "profile", "sign_in", "ui"],
    ),
    ("browser.rs", &[]),
    // The only files of the edge that know what stands on it.
    (
        "server/router.rs",
        &["account", "api", "app", "profile", "sign_in", "viewer"],
    ),
    ("server/shell.rs", &["app", "identity"]),
    (
        "server",
        &[
            "database",
            "error",
            "identity",
            "outbox",
            "server",
            "smtp",
            "timeback",
            "timeback_sandbox",
            "viewer",
        ],
    ),
];

/// What the file knows and may not.
pub fn strangers(source: &Source) -> Vec<String> {
    let arrows = ARROWS.iter().find(|(place, _)| source.is_in(place));
    let Some((place, allowed)) = arrows else {
        return Vec::new();
    };
    let own = place.trim_end_matches(".rs");
    source
        .knows()
        .into_iter()
        .filter(|name| name != own && !allowed.contains(&name.as_str()))
        .collect()
}

/// Whether the file is in one of these places.
pub fn is_within(source: &Source, places: &[&str]) -> bool {
    places.iter().any(|place| source.is_in(place))
}

/// Whether the file is shown or called from a page: it has components, islands or server functions.
pub fn is_page(source: &Source) -> bool {
    let code = source.code();
    ["#[component", "#[island", "#[server("]
        .iter()
        .any(|mark| code.contains(mark))
}

/// What the file names of the edge beside `server::context`.
pub fn edge_met_by_page(source: &Source) -> Vec<String> {
    let named = source.names_in("server").into_iter();
    named.filter(|name| name != "context").collect()
}

fn file(name: &str, text: &str) -> Source {
    Source {
        name: name.to_owned(),
        text: text.to_owned(),
    }
}

#[test]
fn a_forbidden_dependency_is_found() {
    for (name, text, stranger) in [
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
        assert_eq!(strangers(&file(name, text)), [stranger], "{name}");
    }
    let router = file("server/router.rs", "use crate::{account, api, app::App};");
    assert_eq!(strangers(&router), [""; 0]);
}

#[test]
fn a_page_that_uses_more_of_the_server_is_found() {
    let met = |text: &str| edge_met_by_page(&file("account/page.rs", text));
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
