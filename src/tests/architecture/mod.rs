//! Architecture tests: the dependency rules of the design, checked on the source.

mod cycles;
mod members;
mod rules;
pub mod source;

use self::{
    rules::{
        ALLOWED_DEPENDENCIES, forbidden_dependencies, is_page, is_within, server_items_of_page,
    },
    source::{sources, sources_of_members},
};

const MAX_FILE: usize = 250;
const MAX_FUNCTION: usize = 60;

/// The features.
const FEATURES: [&str; 6] = ["account", "docs", "examples", "profile", "sign_in", "user"];

/// The modules that may use axum: in a feature its handlers, but not its pages.
const USES_AXUM: [&str; 6] = ["account", "api", "profile", "server", "sign_in", "user"];

#[test]
fn modules_have_allowed_dependencies_only() {
    for source in sources().iter().filter(|source| !source.is_test()) {
        let forbidden = forbidden_dependencies(source);
        assert!(
            forbidden.is_empty(),
            "src/{} must not depend on {forbidden:?}",
            source.name
        );
    }
}

#[test]
fn every_module_has_a_rule() {
    let roots = ["lib.rs", "main.rs"];
    for source in sources()
        .iter()
        .filter(|source| !source.is_test() && !roots.contains(&source.name.as_str()))
    {
        assert!(
            ALLOWED_DEPENDENCIES
                .iter()
                .any(|(place, _)| source.is_in(place)),
            "src/{} is missing in ALLOWED_DEPENDENCIES",
            source.name
        );
    }
}

#[test]
fn only_request_handlers_use_axum_and_wire_types_do_not_use_leptos() {
    for source in sources().iter().filter(|source| !source.is_test()) {
        let code = source.code();
        let sends = is_within(source, &["delivery", "outbox", "sms", "smtp", "webhooks"]);
        assert!(
            !sends || !code.contains("leptos"),
            "src/{} uses leptos",
            source.name
        );
        let answers = is_within(source, &USES_AXUM) && !is_page(source);
        assert!(
            answers || !code.contains("axum::"),
            "src/{} uses axum",
            source.name
        );
    }
}

#[test]
fn pages_use_the_server_through_its_context_only() {
    let pages = sources().into_iter().filter(|source| {
        is_within(source, &FEATURES) && is_page(source) || is_within(source, &["ui"])
    });
    for source in pages {
        let items = server_items_of_page(&source);
        assert!(
            items.is_empty(),
            "src/{} uses {items:?} of the server beside its context",
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
