//! Second factors: assurance levels, ended sessions and protected operations.

use std::time::Duration;

use identity::{
    Aal, AnswerChallengeError, AuthenticateError, ClientInfo, DeleteOwnAccountError, Email,
    EnrolFactorError, Password, RefreshError, RemoveFactorError, Update, UpdateError,
};
use secrecy::ExposeSecret as _;

use super::{
    maya::{Maya, STEP, enrol},
    school::{MAYA, PASSWORD, client, email, token},
};
use crate::store::{Store, on_both_engines};

on_both_engines![
    a_right_code_raises_the_session_and_ends_those_that_never_showed_it,
    the_old_tokens_of_a_raised_session_raise_nothing,
    a_session_stays_raised_through_refreshes,
    a_code_works_once_however_often_it_is_asked_for,
    five_wrong_answers_spoil_a_challenge,
    a_challenge_belongs_to_its_session_from_whatever_network_it_is_answered,
    a_session_that_did_not_show_the_factor_changes_nothing_sensitive,
    a_backup_code_works_once_and_is_not_in_the_store,
    only_factors_that_showed_a_code_count_against_their_owner,
    what_was_never_verified_goes_after_a_day,
    a_backup_code_does_not_verify_an_app_that_never_showed_a_code,
    without_the_last_factor_sessions_are_as_sure_as_others,
];

async fn a_right_code_raises_the_session_and_ends_those_that_never_showed_it(store: Store) {
    let maya = Maya::enrolled(store).await;
    let other = maya.school.sign_in(MAYA).await;
    let raised = maya.answer_now(&maya.grant).await.unwrap();
    assert_eq!(raised.session, maya.grant.session);
    let auth = maya.auth(&raised).await;
    assert_eq!(auth.aal, Aal::Two);
    let methods: Vec<_> = auth.amr.iter().map(|it| it.method.as_str()).collect();
    assert_eq!(methods, ["totp", "password"]);
    assert!(raised.account.factors[0].is_verified);
    let ended = maya.school.authenticate(&other).await;
    std::assert_matches!(ended, Err(AuthenticateError::SessionNotFound));
}

async fn the_old_tokens_of_a_raised_session_raise_nothing(store: Store) {
    let maya = Maya::enrolled(store).await;
    let raised = maya.answer_now(&maya.grant).await.unwrap();
    let refused = maya.school.refresh(token(&maya.grant)).await;
    std::assert_matches!(refused, Err(RefreshError::RefreshTokenNotFound));
    assert_eq!(maya.auth(&maya.grant).await.aal, Aal::One);
    assert!(maya.school.refresh(token(&raised)).await.is_ok());
}

async fn a_session_stays_raised_through_refreshes(store: Store) {
    let maya = Maya::raised(store).await;
    let refreshed = maya.school.refresh(token(&maya.grant)).await.unwrap();
    assert_eq!(maya.auth(&refreshed).await.aal, Aal::Two);
    let beside = maya.school.sign_in(MAYA).await;
    assert_eq!(maya.auth(&beside).await.aal, Aal::One);
    assert_eq!(maya.auth(&refreshed).await.aal, Aal::Two);
}

async fn a_code_works_once_however_often_it_is_asked_for(store: Store) {
    let maya = Maya::enrolled(store).await;
    let raised = maya.answer_now(&maya.grant).await.unwrap();
    let again = maya.answer_now(&raised).await;
    std::assert_matches!(again, Err(AnswerChallengeError::CodeRefused));
    maya.school.clock.pass(STEP);
    assert!(maya.answer_now(&raised).await.is_ok());
}

async fn five_wrong_answers_spoil_a_challenge(store: Store) {
    let maya = Maya::enrolled(store).await;
    let challenge = maya.challenge(&maya.grant).await;
    for _ in 0..5 {
        let wrong = maya
            .answer(&maya.grant, &challenge, "000000", &client())
            .await;
        std::assert_matches!(wrong, Err(AnswerChallengeError::CodeRefused));
    }
    // The address may be tried again; the challenge is invalid.
    maya.school.clock.pass(STEP);
    let late = maya
        .answer(&maya.grant, &challenge, &maya.code(), &client())
        .await;
    std::assert_matches!(late, Err(AnswerChallengeError::ChallengeExpired));
    let challenge = maya.challenge(&maya.grant).await;
    maya.school.clock.pass(Duration::from_mins(5));
    let late = maya
        .answer(&maya.grant, &challenge, &maya.code(), &client())
        .await;
    std::assert_matches!(late, Err(AnswerChallengeError::ChallengeExpired));
}

async fn a_challenge_belongs_to_its_session_from_whatever_network_it_is_answered(store: Store) {
    let maya = Maya::enrolled(store).await;
    let other = maya.school.sign_in(MAYA).await;
    let leon = maya.school.sign_up("leon@example.com").await;
    let challenge = maya.challenge(&maya.grant).await;
    for stranger in [&other, &leon] {
        let refused = maya
            .answer(stranger, &challenge, &maya.code(), &client())
            .await;
        std::assert_matches!(refused, Err(AnswerChallengeError::FactorNotFound));
    }
    let elsewhere = ClientInfo {
        address: Some([203, 0, 113, 9].into()),
        ..client()
    };
    let answered = maya
        .answer(&maya.grant, &challenge, &maya.code(), &elsewhere)
        .await;
    let raised = answered.unwrap();
    let again = maya
        .answer(&raised, &challenge, &maya.code(), &elsewhere)
        .await;
    std::assert_matches!(again, Err(AnswerChallengeError::ChallengeExpired));
}

async fn a_session_that_did_not_show_the_factor_changes_nothing_sensitive(store: Store) {
    let maya = Maya::raised(store).await;
    let beside = maya.school.sign_in(MAYA).await;
    let change = |address: Option<Email>, password: Option<&str>| Update {
        email: address,
        password: password.map(|it| Password::chosen(it.to_owned()).unwrap()),
        ..Update::default()
    };
    for update in [
        change(Some(email("maya@new.example")), None),
        change(None, Some("another long password")),
    ] {
        let refused = maya.school.update(&beside, update).await;
        std::assert_matches!(refused, Err(UpdateError::InsufficientAal));
    }
    let refused = enrol(&maya.school, &beside, "tablet").await;
    std::assert_matches!(refused, Err(EnrolFactorError::InsufficientAal));
    let (auth, identity) = (maya.auth(&beside).await, &maya.school.identity);
    let refused = identity.remove_factor(&auth, &maya.factor, &client()).await;
    std::assert_matches!(refused, Err(RemoveFactorError::InsufficientAal));
    let refused = identity.delete_own_account(&auth, &client()).await;
    std::assert_matches!(refused, Err(DeleteOwnAccountError::InsufficientAal));
    let allowed = change(None, Some("another long password"));
    assert!(maya.school.update(&maya.grant, allowed).await.is_ok());
}

async fn a_backup_code_works_once_and_is_not_in_the_store(store: Store) {
    let maya = Maya::raised(store).await;
    let (auth, identity) = (maya.auth(&maya.grant).await, &maya.school.identity);
    let codes = identity.renew_backup_codes(&auth, &client()).await.unwrap();
    assert_eq!((codes.len(), codes[0].expose_secret().len()), (10, 29));
    let used = codes[0].expose_secret().to_lowercase();
    let beside = maya.school.sign_in(MAYA).await;
    let challenge = maya.challenge(&beside).await;
    let raised = maya
        .answer(&beside, &challenge, &used, &client())
        .await
        .unwrap();
    assert_eq!(maya.auth(&raised).await.aal, Aal::Two);
    let challenge = maya.challenge(&raised).await;
    let again = maya.answer(&raised, &challenge, &used, &client()).await;
    std::assert_matches!(again, Err(AnswerChallengeError::CodeRefused));
    let plain = "SELECT COUNT(*) FROM backup_codes WHERE LENGTH(code_hash) <> 43";
    assert_eq!(maya.school.store.number(plain).await, 0);
}

async fn only_factors_that_showed_a_code_count_against_their_owner(store: Store) {
    let mut maya = Maya::raised(store).await;
    let refused = enrol(&maya.school, &maya.grant, "phone").await;
    std::assert_matches!(refused, Err(EnrolFactorError::FactorNameConflict));
    for number in 1..10 {
        for abandoned in 0..12 {
            let name = format!("abandoned {abandoned}");
            enrol(&maya.school, &maya.grant, &name).await.unwrap();
        }
        let waiting = "SELECT COUNT(*) FROM factors WHERE verified_at IS NULL";
        assert_eq!(maya.school.store.number(waiting).await, 10);
        maya.add_app(&format!("phone {number}")).await;
        maya.school.clock.pass(STEP);
    }
    let refused = enrol(&maya.school, &maya.grant, "one more").await;
    std::assert_matches!(refused, Err(EnrolFactorError::TooManyFactors));
    maya.school.clock.pass(Duration::from_mins(11));
    let refused = enrol(&maya.school, &maya.grant, "late").await;
    std::assert_matches!(refused, Err(EnrolFactorError::ReauthenticationNeeded));
    assert_eq!(
        maya.grant.account.factors.len(),
        10,
        "the others never worked"
    );
}

async fn what_was_never_verified_goes_after_a_day(store: Store) {
    let maya = Maya::raised(store).await;
    maya.challenge(&maya.grant).await;
    enrol(&maya.school, &maya.grant, "abandoned").await.unwrap();
    let (factors, challenges) = (
        "SELECT COUNT(*) FROM factors",
        "SELECT COUNT(*) FROM challenges",
    );
    maya.school.clock.pass(Duration::from_hours(23));
    maya.school.identity.clean_up().await.unwrap();
    assert_eq!(maya.school.store.number(factors).await, 2);
    maya.school.clock.pass(Duration::from_hours(2));
    maya.school.identity.clean_up().await.unwrap();
    assert_eq!(maya.school.store.number(factors).await, 1);
    assert_eq!(maya.school.store.number(challenges).await, 0);
    assert!(maya.school.try_sign_in(MAYA, PASSWORD).await.is_ok());
}

async fn a_backup_code_does_not_verify_an_app_that_never_showed_a_code(store: Store) {
    let mut maya = Maya::raised(store).await;
    let (auth, identity) = (maya.auth(&maya.grant).await, &maya.school.identity);
    let codes = identity.renew_backup_codes(&auth, &client()).await.unwrap();
    let waiting = enrol(&maya.school, &maya.grant, "tablet").await.unwrap();
    let phone = std::mem::replace(&mut maya.factor, waiting.id);
    let challenge = maya.challenge(&maya.grant).await;
    let code = codes[0].expose_secret();
    let refused = maya.answer(&maya.grant, &challenge, code, &client()).await;
    std::assert_matches!(refused, Err(AnswerChallengeError::CodeRefused));
    maya.factor = phone;
    let challenge = maya.challenge(&maya.grant).await;
    let right = maya.answer(&maya.grant, &challenge, code, &client()).await;
    assert!(right.is_ok(), "it is still good");
}

async fn without_the_last_factor_sessions_are_as_sure_as_others(store: Store) {
    let maya = Maya::raised(store).await;
    let (auth, identity) = (maya.auth(&maya.grant).await, &maya.school.identity);
    identity
        .remove_factor(&auth, &maya.factor, &client())
        .await
        .unwrap();
    assert_eq!(maya.auth(&maya.grant).await.aal, Aal::One);
    let again = identity.remove_factor(&auth, &maya.factor, &client()).await;
    std::assert_matches!(again, Err(RemoveFactorError::FactorNotFound));
    assert!(maya.school.try_sign_in(MAYA, PASSWORD).await.is_ok());
}
