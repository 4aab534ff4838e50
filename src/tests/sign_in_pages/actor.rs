//! Maya at the sign-in pages, and her mailbox.

use axum::{body::Body, http::Request};
use serde_json::Value;

use crate::{
    browser::{Answer, Browser, ORIGIN, SESSION},
    clock::MINUTE,
    world::World,
};

/// A student whom Timeback knows too.
pub const MAYA: &str = "student@example.com";
pub const NOBODY: &str = "nobody@example.com";
pub const PASSWORD: &str = "correct horse battery";

/// The last mail with a code to this address.
pub struct Mail {
    text: String,
}

impl Mail {
    pub async fn to(world: &World, address: &str) -> Self {
        let mails = mails(world).await;
        let is_it = |mail: &Value| mail["to"] == address && brings_code(mail);
        let mail = mails.into_iter().find(is_it);
        Self {
            text: mail.expect("a mail")["text"].as_str().unwrap().to_owned(),
        }
    }

    pub fn code(&self) -> String {
        let is_code = |word: &&str| word.len() == 8 && word.bytes().all(|b| b.is_ascii_digit());
        let code = self.text.split_whitespace().find(is_code);
        code.unwrap().to_owned()
    }

    /// The target of its link, on this dashboard.
    pub fn link(&self) -> String {
        let link = self.text.split_whitespace().find_map(|word| {
            let path = word.strip_prefix(ORIGIN)?;
            Some(path.to_owned())
        });
        link.unwrap_or_else(|| panic!("no link in {}", self.text))
    }

    /// The token in the link.
    pub fn token(&self) -> String {
        let link = self.link();
        link.strip_prefix("/confirm?token=").unwrap().to_owned()
    }
}

fn brings_code(mail: &Value) -> bool {
    mail["text"].as_str().unwrap().contains("enter this code")
}

/// All mails, newest first.
pub async fn mails(world: &World) -> Vec<Value> {
    let request = Request::get("/_mailbox").header("accept", "application/json");
    let request = request.body(Body::empty()).unwrap();
    let answer = world.anonymous().send(request).await;
    serde_json::from_str(&answer.body).unwrap()
}

/// Creates an account by the form.
pub async fn sign_up(browser: &Browser, address: &str, password: &str) -> Answer {
    let fields = [("email", address), ("password", password)];
    browser.post_form("/sign-up", &fields).await
}

/// Signs in by the form.
pub async fn sign_in(browser: &Browser, address: &str, password: &str) -> Answer {
    let fields = [("email", address), ("password", password)];
    browser.post_form("/sign-in", &fields).await
}

/// Enters a code by the form.
pub async fn enter(browser: &Browser, errand: &str, address: &str, code: &str) -> Answer {
    let fields = [("for", errand), ("email", address), ("code", code)];
    browser.post_form("/confirm", &fields).await
}

/// Confirms the page behind a link.
pub async fn press(browser: &Browser, mail: &Mail) -> Answer {
    let token = mail.token();
    browser.post_form("/confirm", &[("token", &token)]).await
}

/// Maya's confirmed account, not signed in.
pub async fn maya_has_an_account(world: &World) {
    let browser = world.anonymous();
    sign_up(&browser, MAYA, PASSWORD).await;
    let code = Mail::to(world, MAYA).await.code();
    let entered = enter(&browser, "sign_up", MAYA, &code).await;
    assert_eq!(entered.location(), "/profile");
    // So that the next mail is newer and within the limits.
    world.clock.pass(2 * MINUTE);
}

/// The page that this response redirects to.
pub async fn follow(browser: &Browser, answer: &Answer) -> Answer {
    let page = browser.get(&answer.location()).await;
    assert_eq!(page.status, 200, "{}", page.body);
    page
}

/// Whether this browser is signed in.
pub async fn is_in(browser: &Browser) -> bool {
    browser.get("/api/timeback/user/me").await.status == 200
}

/// The session cookie.
pub fn session(browser: &Browser) -> String {
    browser.cookie(SESSION).expect("a session")
}
