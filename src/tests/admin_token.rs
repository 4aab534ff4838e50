//! `timeback-dashboard token` on the command line.

use std::process::{Command, Output};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use identity::Role;
use secrecy::ExposeSecret as _;
use serde_json::Value;
use tempfile::TempDir;

use super::{auth_api::client::refusal, world::World};

/// Runs the program with a world's database.
fn run(world: &World, words: &[&str]) -> Output {
    let elsewhere = TempDir::new().unwrap();
    let database = format!("sqlite:{}", world.database().display());
    Command::new(env!("CARGO_BIN_EXE_timeback-dashboard"))
        .args(words)
        .current_dir(elsewhere.path())
        .env_clear()
        .env("DATABASE_URL", database)
        .output()
        .unwrap()
}

fn token(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.strip_suffix('\n').unwrap().to_owned()
}

fn claims(token: &str) -> Value {
    let claims = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap()
}

#[tokio::test]
async fn a_token_is_valid_for_its_database_only() {
    let world = World::new().await;
    let output = run(&world, &["token", "--role", "service_role"]);
    let token = token(&output);
    let answer = world.client().get("/admin/users", &token).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let elsewhere = World::new().await;
    let answer = elsewhere.client().get("/admin/users", &token).await;
    assert_eq!(refusal(&answer), (403, "bad_jwt".to_owned()));
    let claims = claims(&token);
    assert_eq!(claims["role"], "service_role");
    let lifetime = claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap();
    assert_eq!(lifetime, 365 * 24 * 3600);
}

#[tokio::test]
async fn a_token_is_valid_at_the_default_address() {
    let world = World::with(&[("PUBLIC_URL", "https://school.example")]).await;
    let token = token(&run(&world, &["token", "--role", "service_role"]));
    assert_eq!(claims(&token)["iss"], "https://school.example/auth/v1");
    let answer = world.client().get("/admin/users", &token).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[tokio::test]
async fn the_error_for_another_address_names_the_remedy() {
    let world = World::with(&[("PUBLIC_URL", "https://school.example")]).await;
    let elsewhere = world.state.identity.clone();
    let elsewhere = elsewhere.issuing_as("https://old.example/auth/v1".to_owned());
    let day = std::time::Duration::from_hours(24);
    let token = elsewhere.issue_admin_token(&Role::ServiceRole, day).await;
    let token = token.unwrap();
    let client = world.client();
    let answer = client.get("/admin/users", token.expose_secret()).await;
    assert_eq!(refusal(&answer), (403, "bad_jwt".to_owned()));
    assert!(answer.body.contains("PUBLIC_URL"), "{}", answer.body);
}

#[tokio::test]
async fn a_token_has_the_requested_lifetime() {
    let world = World::new().await;
    let words = ["token", "--role", "service_role", "--lifetime", "12h"];
    let claims = claims(&token(&run(&world, &words)));
    let lifetime = claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap();
    assert_eq!(lifetime, 12 * 3600);
}

#[tokio::test]
async fn an_invalid_role_or_lifetime_is_rejected() {
    let world = World::new().await;
    for (words, mend) in [
        (&["token", "--role", "teacher"][..], "service_role"),
        (&["token"], "--role"),
        (
            &["token", "--role", "service_role", "--lifetime", "1y"],
            "a number of days, hours or minutes",
        ),
    ] {
        let output = run(&world, words);
        assert!(
            !output.status.success() && output.stdout.is_empty(),
            "{words:?}"
        );
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert!(complaint.contains(mend), "{complaint}");
    }
}
