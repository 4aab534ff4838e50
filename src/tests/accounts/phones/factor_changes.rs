//! Changes of a phone number that is a second factor.

use identity::{
    NextStep, Proof, RemovePhoneNumberError, RenewBackupCodesError, ReservePhoneNumberError,
    SecondFactorError, TextSecondFactorError,
};
use secrecy::ExposeSecret as _;

use super::{NUMBER, OTHER, Stage, reserve};
use crate::{
    accounts::school::{MAYA, PASSWORD, client, one_time, presented},
    clock::MINUTE,
    store::{Store, on_both_engines},
};

on_both_engines![
    to_reserve_or_remove_one_takes_a_recent_second_factor,
    a_texted_code_confirms_a_sensitive_change,
    without_the_last_number_sign_in_asks_for_the_password_alone,
    a_backup_code_stands_for_a_phone_too,
    the_default_number_is_texted_unless_another_one_is_chosen,
];

async fn to_reserve_or_remove_one_takes_a_recent_second_factor(store: Store) {
    let stage = Stage::new(store).await;
    let identity = &stage.school.identity;
    let phone = &stage.phone.id;
    let auth = stage.signed_in().await;
    let other = stage.school.verified_number(&auth, OTHER).await;
    stage.school.clock.pass(MINUTE * 5);
    let reserved = identity
        .reserve_phone_number(&auth, &other.id, true, &client())
        .await;
    std::assert_matches!(
        reserved,
        Err(ReservePhoneNumberError::ReauthenticationNeeded)
    );
    let removed = identity.remove_phone_number(&auth, phone, &client()).await;
    std::assert_matches!(removed, Err(RemovePhoneNumberError::ReauthenticationNeeded));
    // One that is no second factor goes without.
    identity
        .remove_phone_number(&auth, &other.id, &client())
        .await
        .unwrap();
    let below = stage.school.auth(&stage.school.sign_in(MAYA).await).await;
    let removed = identity.remove_phone_number(&below, phone, &client()).await;
    std::assert_matches!(removed, Err(RemovePhoneNumberError::InsufficientAal));
    let released = identity
        .reserve_phone_number(&below, phone, false, &client())
        .await;
    std::assert_matches!(released, Err(ReservePhoneNumberError::InsufficientAal));
    let enrolled = identity
        .enrol_totp(&below, "app", "School", &client())
        .await;
    assert!(enrolled.is_err(), "a phone guards other factors");
}

async fn a_texted_code_confirms_a_sensitive_change(store: Store) {
    let stage = Stage::new(store).await;
    let identity = &stage.school.identity;
    let auth = stage.signed_in().await;
    stage.school.clock.pass(MINUTE * 6);
    let password = Proof::Password(presented(PASSWORD));
    assert!(identity.confirm(&auth, password, &client()).await.is_err());
    identity.text_proof(&auth, None, &client()).await.unwrap();
    let code = stage.school.texted_code(NUMBER).await;
    let proof = Proof::FactorCode(one_time(&code));
    let renewed = identity.confirm(&auth, proof, &client()).await.unwrap();
    assert_eq!(renewed.auth.amr[0].method.as_str(), "mfa/phone");
    let removed = identity
        .remove_phone_number(&renewed.auth, &stage.phone.id, &client())
        .await;
    removed.unwrap();
}

async fn without_the_last_number_sign_in_asks_for_the_password_alone(store: Store) {
    let stage = Stage::new(store).await;
    let identity = &stage.school.identity;
    identity
        .renew_backup_codes(&stage.auth, &client())
        .await
        .unwrap();
    let released = identity
        .reserve_phone_number(&stage.auth, &stage.phone.id, false, &client())
        .await;
    let phone = released.unwrap().phone;
    assert!(!phone.is_second_factor && !phone.is_default_second_factor && phone.is_primary);
    assert_eq!(stage.enter().await.next, NextStep::Nothing);
    let codes = "SELECT COUNT(*) FROM backup_codes";
    assert_eq!(stage.school.store.number(codes).await, 0);
    let renewed = identity.renew_backup_codes(&stage.auth, &client()).await;
    std::assert_matches!(renewed, Err(RenewBackupCodesError::FactorNotFound));
}

async fn a_backup_code_stands_for_a_phone_too(store: Store) {
    let stage = Stage::new(store).await;
    let identity = &stage.school.identity;
    let codes = identity
        .renew_backup_codes(&stage.auth, &client())
        .await
        .unwrap();
    let waiting = stage.enter().await;
    let shown = stage.show(&waiting.token, codes[0].expose_secret()).await;
    assert_eq!(shown.unwrap().next, NextStep::Nothing);
    let waiting = stage.enter().await;
    let again = stage.show(&waiting.token, codes[0].expose_secret()).await;
    std::assert_matches!(again, Err(SecondFactorError::CodeRefused));
}

async fn the_default_number_is_texted_unless_another_one_is_chosen(store: Store) {
    let stage = Stage::new(store).await;
    let identity = &stage.school.identity;
    let other = stage.school.verified_number(&stage.auth, OTHER).await;
    let text = async |phone: Option<&str>| {
        let token = stage.enter().await.token;
        identity.text_second_factor(&token, phone, &client()).await
    };
    let unreserved = text(Some(&other.id)).await;
    std::assert_matches!(unreserved, Err(TextSecondFactorError::PhoneNumberNotFound));
    let (_, other) = reserve(&stage.school, &stage.auth, &other).await;
    assert!(!other.is_default_second_factor);
    assert_eq!(text(Some(&other.id)).await.unwrap().id, other.id);
    assert_eq!(text(None).await.unwrap().id, stage.phone.id);
    let changed = identity
        .make_default_second_factor(&stage.auth, &other.id, &client())
        .await;
    assert!(changed.unwrap().is_default_second_factor);
    stage.school.clock.pass(MINUTE);
    assert_eq!(text(None).await.unwrap().id, other.id);
    // Without the default one, the other one is it.
    let removed = identity
        .remove_phone_number(&stage.auth, &other.id, &client())
        .await;
    removed.unwrap();
    assert_eq!(text(None).await.unwrap().id, stage.phone.id);
}
