//! The workspace members and their dependencies, from the manifests.

use std::{collections::BTreeMap, process::Command};

use serde_json::Value;

/// The allowed dependencies of each member on other members.
const ALLOWED_DEPENDENCIES: [(&str, &[&str]); 9] = [
    ("database", &[]),
    ("identity", &["database", "messages", "retry-queue"]),
    ("messages", &[]),
    ("picture", &[]),
    ("query-plans", &[]),
    ("retry-queue", &[]),
    ("timeback", &["retry-queue"]),
    (
        "timeback-dashboard",
        &[
            "database",
            "identity",
            "messages",
            "picture",
            "retry-queue",
            "timeback",
            "timeback-sandbox",
        ],
    ),
    ("timeback-sandbox", &[]),
];

/// Dependencies reserved for the application, and the members that may have them too.
const FRAMEWORKS: [(&str, &[&str]); 4] = [
    ("leptos", &[]),
    ("leptos_axum", &[]),
    ("axum", &["timeback-sandbox"]),
    ("sqlx", &["database", "identity", "query-plans"]),
];

/// The dependencies of each member, without dev-dependencies.
fn members() -> BTreeMap<String, Vec<String>> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let name = |value: &Value| value["name"].as_str().unwrap().to_owned();
    let list = |value: &Value| value.as_array().unwrap().clone();
    list(&metadata["packages"])
        .iter()
        .map(|member| {
            let dependencies = list(&member["dependencies"]);
            let normal = dependencies.iter().filter(|one| one["kind"].is_null());
            (name(member), normal.map(name).collect())
        })
        .collect()
}

#[test]
fn members_depend_on_each_other_as_the_design_says() {
    let members = members();
    for (member, rule) in ALLOWED_DEPENDENCIES {
        let mut ours = members[member].clone();
        ours.retain(|name| members.contains_key(name));
        ours.sort();
        assert_eq!(ours, rule, "{member}");
    }
    assert_eq!(members.len(), ALLOWED_DEPENDENCIES.len());
}

#[test]
fn only_the_application_depends_on_frameworks() {
    for (member, dependencies) in members() {
        for (framework, allowed) in FRAMEWORKS {
            let may = member == "timeback-dashboard" || allowed.contains(&member.as_str());
            assert!(
                may || !dependencies.iter().any(|name| name == framework),
                "{member} depends on {framework}"
            );
        }
    }
}
