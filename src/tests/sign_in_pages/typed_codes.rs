//! Codes as people type and paste them into forms.

use super::actor::{MAYA, Mail, enter, maya_has_an_account};
use crate::{
    auth_api::codes::spellings,
    browser::Browser,
    clock::MINUTE,
    world::{ME, World},
};

async fn mail_a_code(browser: &Browser) {
    let fields = [("email", MAYA), ("password", "")];
    browser.post_form("/sign-in/code", &fields).await;
}

#[tokio::test]
async fn a_mailed_code_is_right_in_the_form_however_it_is_written() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    for number in 0..spellings("00000000").len() {
        let browser = world.anonymous();
        mail_a_code(&browser).await;
        for slip in ["１２３", "none", "123456"].repeat(3) {
            let refused = enter(&browser, "sign_in", MAYA, slip).await;
            assert_eq!(refused.location(), "/confirm?for=sign_in&error=code");
        }
        for nothing in ["", " ", "\u{200b}"].repeat(3) {
            let refused = enter(&browser, "sign_in", MAYA, nothing).await;
            assert_eq!(refused.location(), "/confirm?for=sign_in&error=empty");
        }
        let code = Mail::to(&world, MAYA).await.code();
        let spelling = &spellings(&code)[number];
        let entered = enter(&browser, "sign_in", MAYA, spelling).await;
        assert_eq!(entered.location(), "/profile", "{spelling:?}");
        world.clock.pass(6 * MINUTE);
    }
}

#[tokio::test]
async fn the_code_and_the_backup_codes_of_an_app_are_right_on_every_page_however_they_are_written()
{
    let world = World::new().await;
    let maya = world.maya_with_password().await;
    let began = maya
        .send_form("factor", &[("factor_name", "My phone")])
        .await;
    assert_eq!(began.location(), "/account/enrol");
    let slip = maya.tell("enrol", &[("code", "12 34")]).await;
    assert!(slip.contains("That code is wrong"), "{slip}");
    let (app, page) = maya.set_up_app(&world).await;
    let backup = page.body.split("<code").nth(1).unwrap();
    let backup = backup.split(['>', '<']).nth(1).unwrap().to_owned();
    world.clock.pass(6 * MINUTE);
    for slip in ["12 34", "none", "12345678"].repeat(3) {
        let fields = [("kind", "factor"), ("proof", slip), ("to", "email")];
        let told = maya.tell("confirm", &fields).await;
        assert!(
            told.contains("Confirm it's you"),
            "the session is not over: {told}"
        );
    }
    let proof = &spellings(&world.code(&app))[6];
    let fields = [("kind", "factor"), ("proof", proof), ("to", "email")];
    let confirmed = maya.send_form("confirm", &fields).await;
    assert_eq!(confirmed.location(), "/account#email");
    world.clock.pass(6 * MINUTE);
    let typed = backup
        .to_lowercase()
        .replace('-', "\u{a0}")
        .replace('o', "0");
    let fields = [
        ("kind", "factor"),
        ("proof", typed.as_str()),
        ("to", "email"),
    ];
    let confirmed = maya.send_form("confirm", &fields).await;
    assert_eq!(confirmed.location(), "/account#email");
    assert_eq!(maya.get(ME).await.status, 200);
}
