//! Account changes confirmed by a mailed code.

use identity::{
    CodeFlow, OneTimeCode, Password, PasswordSignInError, RefreshError, Update, UpdateError,
    Verified,
};

use super::{
    mailed_codes::strict,
    school::{MAYA, PASSWORD, client, email, token},
};
use crate::{
    clock::MINUTE,
    store::{Store, on_both_engines},
};

on_both_engines![
    who_forgot_their_password_sets_another_and_ends_the_other_sessions,
    a_change_of_address_takes_both_addresses,
    an_old_session_changes_the_password_with_a_mailed_code,
];

const NEW: &str = "maya@new.example";

async fn who_forgot_their_password_sets_another_and_ends_the_other_sessions(store: Store) {
    let school = strict(store).await;
    let other = school.confirm().await;
    school.mail(MAYA, CodeFlow::Recovery).await;
    let code = school.code(MAYA).await;
    let grant = school.enter(MAYA, CodeFlow::Recovery, &code).await.unwrap();
    let password = Password::chosen("another long password".to_owned()).unwrap();
    let update = Update {
        password: Some(password),
        ..Update::default()
    };
    school.update(&grant, update).await.unwrap();
    std::assert_matches!(
        school.refresh(token(&other)).await,
        Err(RefreshError::RefreshTokenNotFound)
    );
    assert!(
        school
            .try_sign_in(MAYA, "another long password")
            .await
            .is_ok()
    );
}

async fn a_change_of_address_takes_both_addresses(store: Store) {
    let school = strict(store).await;
    let grant = school.confirm().await;
    let update = Update {
        email: Some(email(NEW)),
        ..Update::default()
    };
    let account = school.update(&grant, update).await.unwrap();
    assert_eq!(account.new_email.unwrap().as_str(), NEW);
    let (new, old) = (school.code(NEW).await, school.code(MAYA).await);
    let half = school.verify(NEW, CodeFlow::EmailChange, &new).await;
    assert!(matches!(half, Ok(Verified::HalfChanged)));
    std::assert_matches!(
        school.try_sign_in(NEW, PASSWORD).await,
        Err(PasswordSignInError::InvalidCredentials)
    );
    let grant = school
        .enter(MAYA, CodeFlow::EmailChange, &old)
        .await
        .unwrap();
    assert_eq!(grant.account.email.unwrap().as_str(), NEW);
    assert!(grant.account.new_email.is_none());
    assert!(school.try_sign_in(NEW, PASSWORD).await.is_ok());
    std::assert_matches!(
        school.try_sign_in(MAYA, PASSWORD).await,
        Err(PasswordSignInError::InvalidCredentials)
    );
}

async fn an_old_session_changes_the_password_with_a_mailed_code(store: Store) {
    let school = strict(store).await;
    let grant = school.confirm().await;
    school.clock.pass(11 * MINUTE);
    let auth = school.authenticate(&grant).await.unwrap();
    school
        .identity
        .mail_reauthentication(&auth, &client())
        .await
        .unwrap();
    let code = school.code(MAYA).await;
    let update = |nonce: &str| Update {
        password: Some(Password::chosen("another long password".to_owned()).unwrap()),
        nonce: Some(OneTimeCode::parse(nonce).unwrap()),
        ..Update::default()
    };
    let refused = school.update(&grant, update("00000000")).await;
    std::assert_matches!(refused, Err(UpdateError::ReauthenticationNotValid));
    assert!(school.update(&grant, update(&code)).await.is_ok());
    let refused = school.update(&grant, update(&code)).await;
    std::assert_matches!(refused, Err(UpdateError::ReauthenticationNotValid));
}
