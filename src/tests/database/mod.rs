//! Database failures: unresponsive, full, locked, read-only, or behind a pooler.

mod full_disk;
mod lock_contention;
mod locked;
mod pgbouncer;
mod pooler;
mod postgres;
mod read_only;
mod relay;
mod text;
mod unresponsive;

use std::io::Write as _;

use serde_json::json;

use crate::{
    auth_api::client::PASSWORD,
    browser::{Answer, Browser},
    world::World,
};

/// Prints why a test is skipped, bypassing the test harness's capture.
fn say_skipped(why: &str) {
    let words = format!("\n==> SKIPPED: {why}\n\n");
    std::io::stderr().write_all(words.as_bytes()).unwrap();
}

/// Signs a new user up over the API.
async fn sign_up(world: &World, number: usize) -> Answer {
    let address = format!("newcomer.{number}@example.com");
    let body = json!({ "email": address, "password": PASSWORD });
    world.client().post("/signup", body).await
}

/// Tries to sign in by the form.
async fn sign_in(browser: &Browser) -> Answer {
    let fields = [("email", "newcomer.1@example.com"), ("password", PASSWORD)];
    browser.post_form("/sign-in", &fields).await
}

/// Asserts a response that asks to try again later.
fn assert_unavailable(answer: &Answer, what: &str) {
    let found = (answer.status, answer.header("retry-after"));
    assert_eq!(found, (503, Some("5")), "{what}: {}", answer.body);
}

/// Asserts the same as a page.
fn assert_unavailable_page(answer: &Answer, what: &str) {
    assert_unavailable(answer, what);
    let kind = answer.header("content-type");
    assert_eq!(kind, Some("text/html; charset=utf-8"), "{what}");
    assert!(answer.body.contains("<h1>Back in a moment</h1>"), "{what}");
}
