use serde_json::Value;

use crate::{
    browser::{Browser, SESSION},
    clock::MINUTE,
    world::{ME, STUDENT, World},
};

const NUMBER: &str = "+12015550123";

impl World {
    /// The code in the newest text to this number.
    pub async fn texted_code(&self, number: &str) -> String {
        let request = axum::http::Request::get("/_mailbox").header("accept", "application/json");
        let request = request.body(axum::body::Body::empty()).unwrap();
        let mails = self.anonymous().send(request).await.body;
        let mails: Vec<Value> = serde_json::from_str(&mails).unwrap();
        let text = mails
            .iter()
            .find(|it| it["channel"] == "sms" && it["to"] == number);
        text.expect("a text")["text"].as_str().unwrap()[..6].to_owned()
    }
}

impl Browser {
    /// Adds a number by the form, and confirms it.
    pub async fn set_up_number(&self, world: &World) -> String {
        let told = self.tell("phone", &[("phone", "+1 (201) 555-0123")]).await;
        assert!(told.contains("We texted you a code."), "{told}");
        let page = self.get("/account").await.body;
        let id = super::actor::value(&page, "phone_id");
        let code = world.texted_code(NUMBER).await;
        let fields = [("phone_id", id.as_str()), ("phone_code", code.as_str())];
        let told = self.tell("phone/code", &fields).await;
        assert!(told.contains("Your phone number is confirmed."), "{told}");
        // The next text is newer.
        world.clock.pass(MINUTE);
        id
    }
}

#[tokio::test]
async fn a_number_is_added_confirmed_and_removed() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    for (typed, words) in [
        ("201 555 0123", "Start with + and the country code"),
        ("my phone", "doesn't look like a phone number"),
        ("+1 900 555 0123", "We can't text that number."),
    ] {
        let told = maya.tell("phone", &[("phone", typed)]).await;
        assert!(told.contains(words), "{told}");
    }
    let told = maya.tell("phone", &[("phone", NUMBER)]).await;
    assert!(told.contains("+1 201-555-0123 Not confirmed yet"), "{told}");
    let page = maya.get("/account").await.body;
    let id = super::actor::value(&page, "phone_id");
    let wrong = [("phone_id", id.as_str()), ("phone_code", "nonsense")];
    let told = maya.tell("phone/code", &wrong).await;
    assert!(
        told.contains("That code is wrong or has expired."),
        "{told}"
    );
    let told = maya.tell("phone/text", &[("phone_id", &id)]).await;
    assert!(told.contains("We just texted you."), "{told}");
    let code = world.texted_code(NUMBER).await;
    let right = [("phone_id", id.as_str()), ("phone_code", code.as_str())];
    let told = maya.tell("phone/code", &right).await;
    assert!(told.contains("+1 201-555-0123 Main number"), "{told}");
    let told = maya.tell("phone", &[("phone", NUMBER)]).await;
    assert!(told.contains("You already have that number."), "{told}");
    let told = maya.tell("phone/remove", &[("phone_id", &id)]).await;
    assert!(told.contains("That phone number was removed."), "{told}");
    assert!(!told.contains("555-0123"), "{told}");
    let told = maya.tell("phone/remove", &[("phone_id", &id)]).await;
    assert!(told.contains("already been removed"), "{told}");
}

#[tokio::test]
async fn a_number_becomes_part_of_sign_in_and_brings_backup_codes() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    let elsewhere = world.student(STUDENT).await;
    let id = maya.set_up_number(&world).await;
    let token = maya.cookie(SESSION);
    let shown = maya.send_form("phone/reserve", &[("phone_id", &id)]).await;
    assert_eq!(shown.status, 200, "{}", shown.body);
    assert_eq!(shown.body.split("<li><code dir=\"ltr\">").count(), 11);
    assert_ne!(
        maya.cookie(SESSION),
        token,
        "the session goes on under a new token"
    );
    assert_eq!(elsewhere.get(ME).await.status, 401);
    let page = maya.read("/account/security").await;
    assert!(
        page.contains("We text it a code when you sign in."),
        "{page}"
    );
    // A sensitive change takes a texted code.
    world.clock.pass(MINUTE * 6);
    let asked = maya.send_form("phone/release", &[("phone_id", &id)]).await;
    assert_eq!(asked.location(), "/account/confirm?to=factor");
    let page = maya.read("/account/confirm?to=factor").await;
    assert!(page.contains("Text me a code"), "{page}");
    let told = maya.tell("confirm/text", &[("to", "factor")]).await;
    assert!(told.contains("We texted you a code."), "{told}");
    let code = world.texted_code(NUMBER).await;
    let proof = [
        ("kind", "factor"),
        ("proof", code.as_str()),
        ("to", "factor"),
    ];
    let confirmed = maya.send_form("confirm", &proof).await;
    assert_eq!(confirmed.location(), "/account/security#factor");
    let told = maya.tell("phone/release", &[("phone_id", &id)]).await;
    assert!(
        told.contains("You no longer need a code from that number"),
        "{told}"
    );
}

#[tokio::test]
async fn sign_in_texts_a_code_when_asked_and_takes_it() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    let id = maya.set_up_number(&world).await;
    maya.send_form("phone/reserve", &[("phone_id", &id)]).await;
    let browser = world.anonymous();
    world.sign_in(&browser, STUDENT).await;
    let page = browser.get("/second-factor").await.text();
    assert!(
        page.contains("Text a code to the number ending in 0123"),
        "{page}"
    );
    assert!(
        !page.contains("201-555") && !page.contains("authenticator app"),
        "{page}"
    );
    assert_eq!(
        browser.get("/second-factor/text").await.location(),
        "/second-factor"
    );
    let texted = browser
        .post_form("/second-factor/text", &[("phone", &id)])
        .await;
    assert_eq!(texted.location(), "/second-factor?sent");
    let page = browser.get("/second-factor?sent").await.text();
    assert!(page.contains("We texted you a code."), "{page}");
    let again = browser.post_form("/second-factor/text", &[]).await;
    assert_eq!(again.location(), "/second-factor?error=texted");
    let page = browser.get(&again.location()).await.text();
    assert!(page.contains("We just texted you."), "{page}");
    let code = world.texted_code(NUMBER).await;
    browser
        .post_form("/second-factor", &[("code", &code)])
        .await;
    assert_eq!(browser.get(ME).await.status, 200);
    let nobody = world
        .anonymous()
        .post_form("/second-factor/text", &[])
        .await;
    assert_eq!(nobody.location(), "/?error=second_factor");
}

#[tokio::test]
async fn the_mailbox_shows_texts_beside_mails() {
    let world = World::new().await;
    let maya = world.student(STUDENT).await;
    maya.tell("phone", &[("phone", NUMBER)]).await;
    let page = world.anonymous().get("/_mailbox").await.text();
    assert!(
        page.contains("Text message") && page.contains("is your Timeback code"),
        "{page}"
    );
}
