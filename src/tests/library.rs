//! The README's example crate builds with the client alone, without web framework and database.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const README: &str = include_str!("../../README.md");
const MARK: &str = "<!-- src/tests/library.rs";
const PATH: &str = "../timeback-dashboard/";

#[test]
fn the_readme_s_crate_builds_with_the_client_alone() {
    let folder = make_crate();
    let tree = cargo(&folder, &["tree", "--edges", "normal", "--prefix", "none"]);
    let names: Vec<_> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(
        names.contains(&"timeback") && names.contains(&"reqwest"),
        "{tree}"
    );
    for stranger in ["leptos", "axum", "sqlx", "openidconnect", "clap"] {
        let found: Vec<_> = names
            .iter()
            .filter(|name| name.starts_with(stranger))
            .collect();
        assert!(found.is_empty(), "{found:?}");
    }
    cargo(&folder, &["check"]);
}

/// Creates a crate from the README's two code blocks in the target folder, with this workspace's lock file for offline
/// builds.
fn make_crate() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("library");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (_, marked) = README.split_once(MARK).expect("the marked blocks");
    let dependencies = block(marked, "toml");
    assert!(dependencies.contains(PATH), "{dependencies}");
    let dependencies = dependencies.replace(PATH, &format!("{}/", root.display()));
    let manifest = format!(
        "[package]\nname = \"your-app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{dependencies}"
    );
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::write(folder.join("src/main.rs"), block(marked, "rust")).unwrap();
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

/// The first code block in this language.
fn block<'a>(text: &'a str, language: &str) -> &'a str {
    let (_, rest) = text
        .split_once(&format!("```{language}\n"))
        .expect("a block");
    rest.split_once("```").expect("its end").0
}

/// Runs cargo offline on the crate, in a target folder of its own, so that it waits for no lock.
fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .arg("--offline")
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{complaints}");
    said
}
