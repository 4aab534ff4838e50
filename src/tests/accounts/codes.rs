//! Mailed codes: purposes and limits.

use std::time::Duration;

use identity::{CodeFlow, PasswordSignInError, VerificationError, VerifyCodeError};
use serde_json::Map;

use super::{
    mailed_codes::strict,
    school::{MAYA, PASSWORD, client, email},
};
use crate::{
    clock::MINUTE,
    store::{Store, on_both_engines},
};

on_both_engines![
    the_code_from_the_mail_confirms_the_address_and_signs_in,
    a_code_works_once_and_not_for_long,
    five_wrong_guesses_spoil_a_code,
    a_code_is_good_for_its_purpose_and_address_only,
    nobody_learns_from_a_mail_who_has_an_account,
    one_mail_a_minute_is_enough,
    who_proves_an_address_otherwise_is_rid_of_a_strangers_password,
    a_newcomer_signs_in_by_code_alone,
    neither_a_code_nor_a_mail_stands_in_the_store_to_read,
];

const NEW: &str = "maya@new.example";

async fn the_code_from_the_mail_confirms_the_address_and_signs_in(store: Store) {
    let school = strict(store).await;
    let grant = school.confirm().await;
    assert!(grant.account.email_confirmed_at.is_some());
    assert!(grant.account.confirmation_sent_at.is_some());
    let auth = school.authenticate(&grant).await.unwrap();
    assert_eq!(auth.amr[0].method.as_str(), "email/signup");
    assert!(school.try_sign_in(MAYA, PASSWORD).await.is_ok());
}

async fn a_code_works_once_and_not_for_long(store: Store) {
    let school = strict(store).await;
    school.confirm().await;
    school.mail(MAYA, CodeFlow::SignIn).await;
    let code = school.code(MAYA).await;
    assert!(school.enter(MAYA, CodeFlow::SignIn, &code).await.is_ok());
    let refused = school.enter(MAYA, CodeFlow::SignIn, &code).await;
    std::assert_matches!(
        refused,
        Err(VerifyCodeError::Refused(VerificationError::CodeExpired))
    );
    school.clock.pass(2 * MINUTE);
    school.mail(MAYA, CodeFlow::SignIn).await;
    let code = school.code(MAYA).await;
    school.clock.pass(30 * MINUTE);
    let refused = school.enter(MAYA, CodeFlow::SignIn, &code).await;
    std::assert_matches!(
        refused,
        Err(VerifyCodeError::Refused(VerificationError::CodeExpired))
    );
}

async fn five_wrong_guesses_spoil_a_code(store: Store) {
    let school = strict(store).await;
    school.confirm().await;
    school.mail(MAYA, CodeFlow::Recovery).await;
    let code = school.code(MAYA).await;
    for _ in 0..5 {
        let refused = school.enter(MAYA, CodeFlow::Recovery, "00000000").await;
        std::assert_matches!(
            refused,
            Err(VerifyCodeError::Refused(VerificationError::CodeExpired))
        );
    }
    // The address may be tried again; the code is invalid.
    school.clock.pass(MINUTE);
    let refused = school.enter(MAYA, CodeFlow::Recovery, &code).await;
    std::assert_matches!(
        refused,
        Err(VerifyCodeError::Refused(VerificationError::CodeExpired))
    );
    let failed = school
        .log()
        .await
        .into_iter()
        .filter(|action| action == "login_failed");
    assert_eq!(failed.count(), 6);
}

async fn a_code_is_good_for_its_purpose_and_address_only(store: Store) {
    let school = strict(store).await;
    school.confirm().await;
    school.claim("leon@example.com").await;
    school.mail(MAYA, CodeFlow::SignIn).await;
    let code = school.code(MAYA).await;
    for (address, flow) in [
        (MAYA, CodeFlow::Recovery),
        (MAYA, CodeFlow::SignUp),
        (MAYA, CodeFlow::EmailChange),
        ("leon@example.com", CodeFlow::SignIn),
        ("nobody@example.com", CodeFlow::SignIn),
    ] {
        let refused = school.verify(address, flow, &code).await;
        std::assert_matches!(
            refused,
            Err(VerifyCodeError::Refused(VerificationError::CodeExpired)),
            "{address} {flow:?}"
        );
    }
    assert!(
        school
            .enter("MAYA@example.com", CodeFlow::SignIn, &code)
            .await
            .is_ok()
    );
}

async fn nobody_learns_from_a_mail_who_has_an_account(store: Store) {
    let school = strict(store).await;
    school.confirm().await;
    let before = school.mails().await;
    for flow in [
        CodeFlow::SignIn,
        CodeFlow::Recovery,
        CodeFlow::SignUp,
        CodeFlow::EmailChange,
    ] {
        school.mail("nobody@example.com", flow).await;
    }
    school.mail(MAYA, CodeFlow::SignUp).await;
    school.mail(MAYA, CodeFlow::EmailChange).await;
    assert_eq!(
        school.mails().await,
        before,
        "nothing to confirm, nothing to mail"
    );
}

async fn one_mail_a_minute_is_enough(store: Store) {
    let school = strict(store).await;
    school.confirm().await;
    let before = school.mails().await;
    school.mail(MAYA, CodeFlow::Recovery).await;
    let code = school.code(MAYA).await;
    school.clock.pass(Duration::from_secs(59));
    school.mail(MAYA, CodeFlow::Recovery).await;
    assert_eq!(
        (school.mails().await, school.code(MAYA).await),
        (before + 1, code)
    );
    school.clock.pass(Duration::from_secs(1));
    school.mail(MAYA, CodeFlow::Recovery).await;
    assert_eq!(school.mails().await, before + 2);
}

async fn who_proves_an_address_otherwise_is_rid_of_a_strangers_password(store: Store) {
    let school = strict(store).await;
    for (address, flow) in [(MAYA, CodeFlow::SignIn), (NEW, CodeFlow::Recovery)] {
        school.claim(address).await;
        school.mail(address, flow).await;
        let code = school.code(address).await;
        assert!(school.enter(address, flow, &code).await.is_ok());
        let refused = school.try_sign_in(address, PASSWORD).await;
        std::assert_matches!(refused, Err(PasswordSignInError::InvalidCredentials));
    }
}

async fn a_newcomer_signs_in_by_code_alone(store: Store) {
    let school = strict(store).await;
    let (maya, client) = (email(MAYA), client());
    let mail = || {
        school
            .identity
            .mail_code_to_newcomer(&maya, Map::new(), None, &client)
    };
    mail().await.unwrap();
    let code = school.code(MAYA).await;
    let first = school.enter(MAYA, CodeFlow::SignIn, &code).await.unwrap();
    school.clock.pass(2 * MINUTE);
    mail().await.unwrap();
    let code = school.code(MAYA).await;
    let second = school.enter(MAYA, CodeFlow::SignIn, &code).await.unwrap();
    assert_eq!(first.account.id, second.account.id);
    let refused = school.try_sign_in(MAYA, "").await;
    std::assert_matches!(refused, Err(PasswordSignInError::InvalidCredentials));
}

async fn neither_a_code_nor_a_mail_stands_in_the_store_to_read(store: Store) {
    let school = strict(store).await;
    school.confirm().await;
    let readable = "SELECT COUNT(*) FROM mails WHERE content LIKE '%enter%'";
    assert_eq!(school.store.number(readable).await, 0);
    let hash = "SELECT MAX(LENGTH(code_hash)) FROM one_time_codes";
    assert_eq!(school.store.number(hash).await, 43);
    school.clock.pass(Duration::from_hours(49));
    school.identity.clean_up().await.unwrap();
    let rows = "SELECT (SELECT COUNT(*) FROM mails WHERE content <> '') + (SELECT COUNT(*) FROM one_time_codes)";
    assert_eq!(school.store.number(rows).await, 0);
}
