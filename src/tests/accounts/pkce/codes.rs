use std::time::Duration;

use futures_util::future::join_all;
use identity::{
    Administrator, AppLink, CodeChallenge, CodeFlow, ExchangeError, Password, Token, Update,
};

use super::{CHALLENGE, VERIFIER};
use crate::{
    accounts::{
        mailed_codes::strict,
        school::{MAYA, School, client, email},
    },
    clock::MINUTE,
    store::{Store, on_both_engines},
};

on_both_engines![
    a_code_opens_one_session_whoever_else_brings_it_at_once,
    whoever_has_not_the_secret_ends_the_code,
    a_code_counts_for_five_minutes,
    a_new_password_a_ban_and_a_deletion_close_what_a_code_would_open,
    whoever_tries_many_codes_must_wait,
    the_store_tells_neither_code_nor_secret_and_forgets_both,
];

/// A school, and an authorization code that was returned to the app.
async fn with_a_code(store: Store) -> (School, Token) {
    let school = strict(store).await;
    school.confirm().await;
    school.ask(CodeFlow::SignIn).await;
    let code = school.led_back().await;
    (school, code)
}

async fn a_code_opens_one_session_whoever_else_brings_it_at_once(store: Store) {
    let (school, code) = with_a_code(store).await;
    let other = school.another_process().await;
    let (client, verifier) = (client(), VERIFIER.into());
    let here = join_all((0..5).map(|_| school.exchange(&code, VERIFIER)));
    let there = join_all((0..5).map(|_| other.exchange_auth_code(&code, &verifier, &client)));
    let (here, there) = tokio::join!(here, there);
    let outcomes: Vec<_> = here.into_iter().chain(there).collect();
    let opened = outcomes.iter().filter(|outcome| outcome.is_ok());
    assert_eq!(opened.count(), 1);
    for refused in outcomes.iter().filter(|outcome| outcome.is_err()) {
        std::assert_matches!(refused, Err(ExchangeError::FlowStateNotFound));
    }
}

async fn whoever_has_not_the_secret_ends_the_code(store: Store) {
    let (school, code) = with_a_code(store).await;
    let refused = school.exchange(&code, CHALLENGE).await;
    std::assert_matches!(refused, Err(ExchangeError::BadCodeVerifier));
    let refused = school.exchange(&code, VERIFIER).await;
    std::assert_matches!(refused, Err(ExchangeError::FlowStateNotFound));
    let log = school.identity.audit_log().await.unwrap();
    let last = log.last().unwrap();
    assert_eq!(last.action, "login_failed");
    assert_eq!(last.traits()["method"], "pkce");
    assert!(last.subject_id.is_some());
}

async fn a_code_counts_for_five_minutes(store: Store) {
    let (school, late) = with_a_code(store).await;
    school.clock.pass(4 * MINUTE);
    school.ask(CodeFlow::SignIn).await;
    let timely = school.led_back().await;
    school.clock.pass(MINUTE);
    let refused = school.exchange(&late, VERIFIER).await;
    std::assert_matches!(refused, Err(ExchangeError::FlowStateExpired));
    let refused = school.exchange(&late, VERIFIER).await;
    std::assert_matches!(refused, Err(ExchangeError::FlowStateNotFound));
    assert!(school.exchange(&timely, VERIFIER).await.is_ok());
}

async fn a_new_password_a_ban_and_a_deletion_close_what_a_code_would_open(store: Store) {
    let (school, before) = with_a_code(store).await;
    school.clock.pass(MINUTE);
    school.ask(CodeFlow::Recovery).await;
    let recovery = school.led_back().await;
    let grant = school.exchange(&recovery, VERIFIER).await.unwrap();
    let update = Update {
        password: Some(Password::chosen("another long password".to_owned()).unwrap()),
        ..Update::default()
    };
    school.update(&grant, update).await.unwrap();
    let refused = school.exchange(&before, VERIFIER).await;
    std::assert_matches!(refused, Err(ExchangeError::FlowStateNotFound));
    school.clock.pass(MINUTE);
    school.ask(CodeFlow::SignIn).await;
    let code = school.led_back().await;
    school
        .store
        .execute("UPDATE users SET banned_until = 9000000000000000")
        .await;
    let refused = school.exchange(&code, VERIFIER).await;
    std::assert_matches!(refused, Err(ExchangeError::UserBanned));
    school
        .store
        .execute("UPDATE users SET banned_until = NULL")
        .await;
    let (admin, user) = (Administrator { user: None }, &grant.account.id);
    school
        .identity
        .delete_account(user, true, &admin, &client())
        .await
        .unwrap();
    let refused = school.exchange(&code, VERIFIER).await;
    std::assert_matches!(refused, Err(ExchangeError::FlowStateNotFound));
}

async fn whoever_tries_many_codes_must_wait(store: Store) {
    let (school, code) = with_a_code(store).await;
    for number in 0..100 {
        let unknown = Token::parse(&format!("{number:042}0")).unwrap();
        let refused = school.exchange(&unknown, VERIFIER).await;
        std::assert_matches!(refused, Err(ExchangeError::FlowStateNotFound));
    }
    let refused = school.exchange(&code, VERIFIER).await;
    std::assert_matches!(refused, Err(ExchangeError::TooManyAttempts(_)));
    school.clock.pass(MINUTE);
    assert!(school.exchange(&code, VERIFIER).await.is_ok());
}

async fn the_store_tells_neither_code_nor_secret_and_forgets_both(store: Store) {
    let school = strict(store).await;
    school.confirm().await;
    let app = AppLink {
        challenge: CodeChallenge::parse(VERIFIER, "plain").unwrap(),
        redirect_to: Some(super::APP.to_owned()),
    };
    school
        .identity
        .mail_code(&email(MAYA), CodeFlow::SignIn, Some(&app), &client())
        .await
        .unwrap();
    let code = school.led_back().await;
    let challenges = "SELECT (SELECT COUNT(*) FROM one_time_codes WHERE code_challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM') \
         + (SELECT COUNT(*) FROM auth_codes WHERE code_challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')";
    assert_eq!(school.store.number(challenges).await, 2);
    school.clock.pass(Duration::from_hours(25));
    school.identity.clean_up().await.unwrap();
    let rows = "SELECT COUNT(*) FROM auth_codes";
    assert_eq!(school.store.number(rows).await, 0);
    let refused = school.exchange(&code, VERIFIER).await;
    std::assert_matches!(refused, Err(ExchangeError::FlowStateNotFound));
}
