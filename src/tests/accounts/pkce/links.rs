use identity::{CodeFlow, Confirmed, Update, VerificationError};
use serde_json::Map;

use super::{VERIFIER, app, code};
use crate::{
    accounts::{
        mailed_codes::strict,
        school::{MAYA, PASSWORD, School, client, email, presented},
    },
    clock::MINUTE,
    store::{Store, on_both_engines},
};

on_both_engines![
    an_apps_link_signs_nobody_in_here_and_its_code_signs_them_in_there,
    each_kind_of_mail_leads_back_and_says_how_its_reader_proved_themselves,
    a_change_of_address_leads_back_once_both_addresses_have_agreed,
    the_code_to_type_from_such_a_mail_signs_in_as_ever,
    the_last_mail_says_who_is_led_back,
];

const NEW: &str = "maya@new.example";

impl School {
    async fn browsers_and_clients(&self) -> i64 {
        self.store.number("SELECT COUNT(*) FROM sessions").await
    }
}

async fn an_apps_link_signs_nobody_in_here_and_its_code_signs_them_in_there(store: Store) {
    let school = strict(store).await;
    school.confirm().await;
    school.ask(CodeFlow::SignIn).await;
    let link = school.link(MAYA).await;
    let mailed = school.identity.find_link(&link).await.unwrap().unwrap();
    let destination = school.identity.destination(&mailed);
    assert_eq!(destination.as_deref(), Some("school.example"));
    let before = school.browsers_and_clients().await;
    let code = school.led_back().await;
    assert_eq!(school.browsers_and_clients().await, before);
    let grant = school.exchange(&code, VERIFIER).await.unwrap();
    assert_eq!(school.browsers_and_clients().await, before + 1);
    assert!(school.authenticate(&grant).await.is_ok());
    assert_eq!(grant.account.email.unwrap().as_str(), MAYA);
    let log = school.log().await;
    assert!(log.ends_with(&["auth_code_issued".to_owned(), "login".to_owned()]));
}

async fn each_kind_of_mail_leads_back_and_says_how_its_reader_proved_themselves(store: Store) {
    let school = strict(store).await;
    let (maya, app, client) = (email(MAYA), app(), client());
    let password = presented(PASSWORD);
    let outcome = school
        .identity
        .sign_up(&maya, &password, Map::new(), Some(&app), &client);
    outcome.await.unwrap();
    for (flow, method) in [
        (CodeFlow::SignUp, "email/signup"),
        (CodeFlow::SignIn, "otp"),
        (CodeFlow::Recovery, "recovery"),
    ] {
        school.clock.pass(2 * MINUTE);
        school.ask(flow).await;
        let code = school.led_back().await;
        let grant = school.exchange(&code, VERIFIER).await.unwrap();
        let auth = school.authenticate(&grant).await.unwrap();
        assert_eq!(
            (auth.amr[0].method.as_str(), auth.aal.as_str()),
            (method, "aal1")
        );
    }
    assert!(school.try_sign_in(MAYA, PASSWORD).await.is_ok());
}

async fn a_change_of_address_leads_back_once_both_addresses_have_agreed(store: Store) {
    let school = strict(store).await;
    let grant = school.confirm().await;
    let update = Update {
        email: Some(email(NEW)),
        app: Some(app()),
        ..Update::default()
    };
    school.update(&grant, update).await.unwrap();
    assert!(matches!(school.press(NEW).await, Confirmed::HalfChanged));
    let code = code(&school.press(MAYA).await);
    let grant = school.exchange(&code, VERIFIER).await.unwrap();
    assert_eq!(grant.account.email.as_ref().unwrap().as_str(), NEW);
    let auth = school.authenticate(&grant).await.unwrap();
    assert_eq!(auth.amr[0].method.as_str(), "email_change");
}

async fn the_code_to_type_from_such_a_mail_signs_in_as_ever(store: Store) {
    let school = strict(store).await;
    school.confirm().await;
    school.ask(CodeFlow::SignIn).await;
    let (code, link) = (school.code(MAYA).await, school.link(MAYA).await);
    assert!(school.enter(MAYA, CodeFlow::SignIn, &code).await.is_ok());
    let late = school.identity.follow_link(&link, None, &client()).await;
    std::assert_matches!(late, Err(VerificationError::CodeExpired));
}

async fn the_last_mail_says_who_is_led_back(store: Store) {
    let school = strict(store).await;
    school.confirm().await;
    school.ask(CodeFlow::SignIn).await;
    // Within a minute no further mail is sent: the link keeps redirecting to the first app.
    school.mail(MAYA, CodeFlow::SignIn).await;
    assert!(matches!(school.press(MAYA).await, Confirmed::LedBack(_)));
    school.clock.pass(2 * MINUTE);
    school.mail(MAYA, CodeFlow::SignIn).await;
    school.ask(CodeFlow::SignIn).await;
    assert!(matches!(school.press(MAYA).await, Confirmed::SignedIn(_)));
}
