//! Maya's school marked her password as compromised.

use serde_json::json;

use super::stage::dashboard;
use crate::{
    auth_api::client::refusal,
    sign_in_pages::actor::{MAYA, PASSWORD, sign_in},
    store::{Store, on_both_engines},
};

on_both_engines![each_way_in_asks_for_a_new_password];

async fn each_way_in_asks_for_a_new_password(store: Store) {
    let world = dashboard(store).await;
    let mark = "UPDATE users SET password_compromised_at = 1";
    world.break_store(mark).await;
    let browser = world.anonymous();
    let fields = [("identifier", MAYA), ("password", PASSWORD)];
    let refused = browser.clerk("/client/sign_ins", &fields).await;
    let expected = (422, "form_password_compromised".to_owned());
    assert_eq!(refused.clerk_error(), expected);
    let body = json!({ "email": MAYA, "password": PASSWORD });
    let app = world.client();
    let refused = app.post("/token?grant_type=password", body).await;
    assert_eq!(refusal(&refused), (422, "weak_password".to_owned()));
    let led = sign_in(&browser, MAYA, PASSWORD).await;
    let page = browser.get(&led.location()).await;
    let words = "Your school asked you to choose a new password.";
    assert!(page.text().contains(words), "{}", page.text());
    let wrong = [("identifier", MAYA), ("password", "not the password")];
    let refused = browser.clerk("/client/sign_ins", &wrong).await;
    let expected = (422, "form_password_incorrect".to_owned());
    assert_eq!(refused.clerk_error(), expected);
}
