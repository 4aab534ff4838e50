//! Architecture tests: the dependency rules of the design, checked on the source.

mod members;
mod rules;
mod source;

use self::{
    rules::{ARROWS, edge_met_by_page, is_page, is_within, strangers},
    source::{sources, sources_of_members},
};

const MAX_FILE: usize = 250;
const MAX_FUNCTION: usize = 60;

/// The features.
const FEATURES: [&str; 5] = ["account", "docs", "examples", "profile", "sign_in"];

/// Where requests are answered. In a feature that is the business of its handlers, not of its pages.
const ANSWERING: [&str; 5] = ["account", "api", "profile", "server", "sign_in"];

#[test]
fn modules_have_allowed_dependencies_only() {
    for source in sources().iter().filter(|source| !source.is_test()) {
        let strangers = strangers(source);
        assert!(
            strangers.is_empty(),
            "src/{} may not know {strangers:?}",
            source.name
        );
    }
}

#[test]
fn every_module_has_a_rule() {
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
fn only_request_handlers_use_axum_and_wire_types_do_not_use_leptos() {
    for source in sources().iter().filter(|source| !source.is_test()) {
        let code = source.code();
        let sends = is_within(source, &["outbox", "smtp"]);
        assert!(
            !sends || !code.contains("leptos"),
            "src/{} knows leptos",
            source.name
        );
        let answers = is_within(source, &ANSWERING) && !is_page(source);
        assert!(
            answers || !code.contains("axum::"),
            "src/{} knows axum",
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
        let met = edge_met_by_page(&source);
        assert!(
            met.is_empty(),
            "src/{} meets {met:?} of the edge, beside its context",
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
