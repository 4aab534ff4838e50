//! A phone number as a second factor at sign-in.

use identity::{
    Aal, AuthenticateError, NextStep, ReservePhoneNumberError, SecondFactorError, TextCodeError,
    TextSecondFactorError, Token,
};
use secrecy::ExposeSecret as _;

use super::{NUMBER, Stage, enter, reserve, wrong};
use crate::{
    accounts::{
        maya::Maya,
        school::{MAYA, School, client, one_time},
    },
    clock::MINUTE,
    store::{Store, on_both_engines},
};

on_both_engines![
    a_reserved_number_raises_its_session_and_ends_those_that_never_showed_it,
    sign_in_asks_for_a_texted_code_and_lets_in_whoever_brings_it,
    five_wrong_codes_end_a_session_that_waits_for_a_text,
    an_app_and_a_phone_are_both_good_and_each_alone_is_enough,
];

async fn a_reserved_number_raises_its_session_and_ends_those_that_never_showed_it(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    let (elsewhere, auth) = (school.sign_in(MAYA).await, school.auth(&grant).await);
    let phone = school.add_number(&auth, NUMBER).await;
    let identity = &school.identity;
    let unverified = identity
        .reserve_phone_number(&auth, &phone.id, true, &client())
        .await;
    std::assert_matches!(unverified, Err(ReservePhoneNumberError::NotVerified));
    school.text(&auth, &phone).await.unwrap();
    let code = school.texted_code(NUMBER).await;
    let phone = school.verify_number(&auth, &phone, &code).await.unwrap();
    let (raised, phone) = reserve(&school, &auth, &phone).await;
    assert!(phone.is_second_factor && phone.is_default_second_factor);
    assert_eq!(raised.aal, Aal::Two);
    let methods: Vec<_> = raised.amr.iter().map(|it| it.method.as_str()).collect();
    assert_eq!(methods, ["mfa/phone", "password"]);
    let ended = school.authenticate(&elsewhere).await;
    std::assert_matches!(ended, Err(AuthenticateError::SessionNotFound));
    // Its token is as old as it was; the next one says what the session has shown.
    let refreshed = school.refresh(grant.refresh_token.expose_secret()).await;
    assert_eq!(school.auth(&refreshed.unwrap()).await.aal, Aal::Two);
    let mails = identity.waiting_mails().await.unwrap();
    let told = |it: &&identity::Mail| it.subject == "Your phone is now part of sign-in";
    assert_eq!(mails.iter().filter(told).count(), 1);
}

async fn sign_in_asks_for_a_texted_code_and_lets_in_whoever_brings_it(store: Store) {
    let stage = Stage::new(store).await;
    let waiting = stage.enter().await;
    assert_eq!(waiting.next, NextStep::SecondFactor);
    let identity = &stage.school.identity;
    assert!(
        identity
            .find_session(&waiting.token, &identity::ClientInfo::default())
            .await
            .unwrap()
            .is_none()
    );
    let factors = identity
        .pending_second_factors(&waiting.token)
        .await
        .unwrap();
    let factors = factors.unwrap();
    assert!(!factors.has_totp && !factors.has_backup_code);
    assert_eq!(factors.phones[0].id, stage.phone.id);
    let texted = stage.text(&waiting.token).await.unwrap();
    assert_eq!(texted.id, stage.phone.id);
    let again = stage.text(&waiting.token).await;
    std::assert_matches!(
        again,
        Err(TextSecondFactorError::Text(TextCodeError::TextedJustNow))
    );
    let code = stage.school.texted_code(NUMBER).await;
    let wrong = stage.show(&waiting.token, &wrong(&code)).await;
    std::assert_matches!(wrong, Err(SecondFactorError::CodeRefused));
    let raised = stage.show(&waiting.token, &code).await.unwrap();
    assert_ne!(raised.token.expose(), waiting.token.expose());
    let session = identity
        .find_session(&raised.token, &identity::ClientInfo::default())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(session.aal, Aal::Two);
    assert_eq!(session.amr[0].method.as_str(), "mfa/phone");
    // The code is used up, and another one may be asked for at once.
    let next = stage.enter().await;
    let used = stage.show(&next.token, &code).await;
    std::assert_matches!(used, Err(SecondFactorError::CodeRefused));
    stage.text(&next.token).await.unwrap();
    let nobody = stage.text(&waiting.token).await;
    std::assert_matches!(nobody, Err(TextSecondFactorError::SessionNotFound));
}

async fn five_wrong_codes_end_a_session_that_waits_for_a_text(store: Store) {
    let stage = Stage::new(store).await;
    let waiting = stage.enter().await;
    stage.text(&waiting.token).await.unwrap();
    let code = stage.school.texted_code(NUMBER).await;
    for _ in 0..4 {
        let refused = stage.show(&waiting.token, &wrong(&code)).await;
        std::assert_matches!(refused, Err(SecondFactorError::CodeRefused));
    }
    let last = stage.show(&waiting.token, &wrong(&code)).await;
    std::assert_matches!(last, Err(SecondFactorError::SessionNotFound));
    // The code is spoiled with the session.
    stage.school.clock.pass(MINUTE * 5);
    let next = stage.enter().await;
    let spoiled = stage.show(&next.token, &code).await;
    std::assert_matches!(spoiled, Err(SecondFactorError::CodeRefused));
}

async fn an_app_and_a_phone_are_both_good_and_each_alone_is_enough(store: Store) {
    let maya = Maya::raised(store).await;
    let (school, auth) = (&maya.school, maya.auth(&maya.grant).await);
    let phone = school.verified_number(&auth, NUMBER).await;
    reserve(school, &auth, &phone).await;
    let show = async |token: &Token, code: &str| {
        let code = one_time(code);
        school
            .identity
            .show_second_factor(token, &code, &client())
            .await
            .is_ok()
    };
    let waiting = enter(school).await;
    assert!(show(&waiting.token, &maya.code()).await);
    let waiting = enter(school).await;
    let texted = school
        .identity
        .text_second_factor(&waiting.token, None, &client())
        .await;
    texted.unwrap();
    let code = school.texted_code(NUMBER).await;
    assert!(show(&waiting.token, &code).await);
    // Without the app the phone is still asked for.
    let removed = school
        .identity
        .remove_factor(&auth, &maya.factor, &client())
        .await;
    removed.unwrap();
    assert_eq!(enter(school).await.next, NextStep::SecondFactor);
    assert_eq!(maya.auth(&maya.grant).await.aal, Aal::Two);
}
