use super::actor::{
    MAYA, Mail, NOBODY, PASSWORD, enter, follow, is_in, mails, maya_has_an_account, sign_in,
    sign_up,
};
use crate::world::{SIGN_OUT, World};

#[tokio::test]
async fn a_newcomer_signs_up_confirms_by_code_and_finds_their_profile() {
    let world = World::new().await;
    let browser = world.anonymous();
    let page = browser.get("/sign-up").await;
    for said in [
        r#"action="/sign-up""#,
        r#"autocomplete="username""#,
        r#"autocomplete="new-password""#,
        r#"<label for="email">E-mail address"#,
    ] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    let signed_up = sign_up(&browser, MAYA, PASSWORD).await;
    assert_eq!(signed_up.location(), "/confirm?for=sign_up");
    assert!(!is_in(&browser).await, "the address is not confirmed");
    let page = follow(&browser, &signed_up).await;
    assert!(page.body.contains(&format!("value=\"{MAYA}\"")));
    assert!(page.body.contains(r#"autocomplete="one-time-code""#));
    let code = Mail::to(&world, MAYA).await.code();
    let entered = enter(&browser, "sign_up", MAYA, &code).await;
    assert_eq!(entered.location(), "/profile");
    let profile = browser.get("/profile").await;
    assert!(profile.text().contains("Maya Okafor"), "{}", profile.text());
    assert_eq!(browser.get("/sign-up").await.location(), "/profile");
}

#[tokio::test]
async fn an_address_that_has_an_account_is_answered_like_a_new_one() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let (known, unknown) = (world.anonymous(), world.anonymous());
    let first = sign_up(&known, MAYA, "another long one").await;
    let second = sign_up(&unknown, NOBODY, "another long one").await;
    assert_eq!(
        (first.status, first.location()),
        (second.status, second.location())
    );
    let (first, second) = (
        follow(&known, &first).await.text(),
        follow(&unknown, &second).await.text(),
    );
    assert_eq!(first, second);
    let changed = sign_in(&world.anonymous(), MAYA, "another long one").await;
    assert_eq!(changed.location(), "/?error=credentials");
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost() {
    let world = World::new().await;
    let browser = world.anonymous();
    for (address, password, reason, words) in [
        ("maya", PASSWORD, "email", "Enter your e-mail address"),
        (MAYA, "sh0rt", "short", "at least 8 characters"),
        (MAYA, &"x".repeat(200), "long", "too long"),
    ] {
        let refused = sign_up(&browser, address, password).await;
        assert_eq!(refused.location(), format!("/sign-up?error={reason}"));
        let page = follow(&browser, &refused).await;
        assert!(page.body.contains(&format!("value=\"{address}\"")));
        assert!(!page.body.contains(password), "no password on a page");
        assert!(page.text().contains(words), "{}", page.text());
        assert!(page.body.contains(r#"aria-invalid="true""#));
        assert!(page.body.contains(r#"role="alert""#));
    }
    assert_eq!(mails(&world).await.len(), 0);
}

#[tokio::test]
async fn where_addresses_are_believed_a_newcomer_is_in_at_once() {
    let world = World::with(&[("AUTH_AUTOCONFIRM", "true")]).await;
    let browser = world.anonymous();
    assert_eq!(
        sign_up(&browser, MAYA, PASSWORD).await.location(),
        "/profile"
    );
    assert!(is_in(&browser).await);
    browser.post_form(SIGN_OUT, &[]).await;
    let again = sign_up(&browser, MAYA, PASSWORD).await;
    assert_eq!(again.location(), "/sign-up?error=taken");
}
