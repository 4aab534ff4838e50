use super::actor::{MAYA, Mail, NOBODY, enter, follow, is_in, mails, maya_has_an_account, sign_up};
use crate::{
    browser::{Answer, Browser},
    clock::MINUTE,
    world::World,
};

async fn ask(browser: &Browser, address: &str) -> Answer {
    let fields = [("email", address), ("password", "")];
    browser.post_form("/sign-in/code", &fields).await
}

#[tokio::test]
async fn a_mailed_code_signs_in_as_it_is_read_out_of_the_mail() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let browser = world.anonymous();
    let asked = ask(&browser, MAYA).await;
    assert_eq!(asked.location(), "/confirm?for=sign_in");
    let page = follow(&browser, &asked).await;
    assert!(page.body.contains(&format!("value=\"{MAYA}\"")));
    let code = Mail::to(&world, MAYA).await.code();
    let grouped = format!(" {} {}-{} ", &code[..3], &code[3..6], &code[6..]);
    let entered = enter(&browser, "sign_in", MAYA, &grouped).await;
    assert_eq!(entered.location(), "/profile");
    assert!(is_in(&browser).await);
}

#[tokio::test]
async fn who_has_no_account_is_told_what_everybody_is_told() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let before = mails(&world).await.len();
    let mut pages = Vec::new();
    for address in [MAYA, NOBODY] {
        let browser = world.anonymous();
        let asked = ask(&browser, address).await;
        let page = follow(&browser, &asked).await;
        let wrong = enter(&browser, "sign_in", address, "00000000").await;
        let refused = follow(&browser, &wrong).await;
        assert!(!is_in(&browser).await);
        pages.push((
            asked.location(),
            page.text(),
            wrong.location(),
            refused.text(),
        ));
    }
    assert_eq!(pages[0], pages[1]);
    assert_eq!(mails(&world).await.len(), before + 1);
}

#[tokio::test]
async fn a_wrong_code_is_said_beside_its_field_and_the_right_one_still_counts() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let browser = world.anonymous();
    ask(&browser, MAYA).await;
    let wrong = enter(&browser, "sign_in", MAYA, "12").await;
    assert_eq!(wrong.location(), "/confirm?for=sign_in&error=code");
    let page = follow(&browser, &wrong).await;
    assert!(page.body.contains(r##"href="#code""##));
    assert!(page.body.contains(&format!("value=\"{MAYA}\"")));
    let code = Mail::to(&world, MAYA).await.code();
    let entered = enter(&browser, "sign_in", MAYA, &code).await;
    assert_eq!(entered.location(), "/profile");
}

#[tokio::test]
async fn a_code_counts_once_and_for_half_an_hour() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    ask(&world.anonymous(), MAYA).await;
    let code = Mail::to(&world, MAYA).await.code();
    world.clock.pass(30 * MINUTE);
    let old = enter(&world.anonymous(), "sign_in", MAYA, &code).await;
    assert_eq!(old.location(), "/confirm?for=sign_in&error=code");
    ask(&world.anonymous(), MAYA).await;
    let code = Mail::to(&world, MAYA).await.code();
    let used = enter(&world.anonymous(), "sign_in", MAYA, &code).await;
    assert_eq!(used.location(), "/profile");
    let again = enter(&world.anonymous(), "sign_in", MAYA, &code).await;
    assert_eq!(again.location(), "/confirm?for=sign_in&error=code");
}

#[tokio::test]
async fn another_mail_is_sent_for_the_same() {
    let world = World::new().await;
    let browser = world.anonymous();
    sign_up(&browser, MAYA, "correct horse battery").await;
    world.clock.pass(2 * MINUTE);
    let fields = [("for", "sign_up"), ("email", MAYA), ("code", "")];
    let sent = browser.post_form("/confirm/again", &fields).await;
    assert_eq!(sent.location(), "/confirm?for=sign_up&sent=again");
    let page = follow(&browser, &sent).await;
    assert!(
        page.text().contains("more than a minute old"),
        "{}",
        page.text()
    );
    assert_eq!(mails(&world).await.len(), 2);
    let code = Mail::to(&world, MAYA).await.code();
    let entered = enter(&browser, "sign_up", MAYA, &code).await;
    assert_eq!(entered.location(), "/profile");
}
