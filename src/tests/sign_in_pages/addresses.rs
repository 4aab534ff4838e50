//! Mistyped addresses in forms.

use super::actor::{PASSWORD, follow, is_in, mails, sign_up};
use crate::{clock::MINUTE, world::World};

#[tokio::test]
async fn what_is_no_address_is_said_beside_its_field_and_no_mail_is_promised() {
    let world = World::new().await;
    let browser = world.anonymous();
    for address in [
        "",
        "maya",
        "ma ya@example.com",
        "maya@@example.com",
        "maya@example",
        "maya@example.com.",
    ] {
        let fields = [("email", address), ("password", PASSWORD)];
        // An account from before the rule may have any of the others.
        let was_never_one = address.contains(' ') || !address.contains('@');
        let look_ups = [
            ("/sign-in/code", "/?error=email"),
            ("/recover", "/recover?error=email"),
        ];
        let look_ups = look_ups.iter().filter(|_| was_never_one);
        for (form, page) in [&("/sign-up", "/sign-up?error=email")]
            .into_iter()
            .chain(look_ups)
        {
            let answer = browser.post_form(form, &fields).await;
            assert_eq!(answer.location(), *page, "{address}");
            let page = follow(&browser, &answer).await;
            assert!(page.body.contains(r##"href="#email""##), "{form}");
            assert!(
                page.text()
                    .contains("Enter your e-mail address, like maya@school.example."),
                "{form}"
            );
            assert!(page.body.contains(&format!("value=\"{address}\"")) || address.is_empty());
        }
    }
    assert_eq!(mails(&world).await.len(), 0);
    let maya = world.maya_with_password().await;
    let told = maya.tell("email", &[("email", "maya@@example.com")]).await;
    assert!(
        told.contains("That doesn't look like an e-mail address."),
        "{told}"
    );
}

#[tokio::test]
async fn an_invisible_character_pasted_into_the_form_is_dropped() {
    let world = World::with(&[("AUTH_AUTOCONFIRM", "true")]).await;
    let browser = world.anonymous();
    let made = sign_up(&browser, "\u{a0}maya@example.com\u{200b}", PASSWORD).await;
    assert_eq!(made.location(), "/profile");
    world.clock.pass(MINUTE);
    let other = world.anonymous();
    let fields = [("email", "maya@example.com"), ("password", PASSWORD)];
    other.post_form("/sign-in", &fields).await;
    assert!(is_in(&other).await || other.cookie(crate::browser::SESSION).is_some());
}
