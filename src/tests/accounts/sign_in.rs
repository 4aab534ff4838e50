use identity::{AuthenticateError, PasswordSignInError, RefreshError};

use super::school::{MAYA, PASSWORD, School};
use crate::store::{Store, on_both_engines};

on_both_engines![
    each_sign_in_is_a_session_of_its_own,
    nobody_is_told_why_their_password_does_not_open,
    who_is_banned_is_told_so_only_with_the_right_password,
    sign_ins_that_fail_are_in_the_log,
];

async fn each_sign_in_is_a_session_of_its_own(store: Store) {
    let school = School::on(store).await;
    let (first, second) = (school.sign_up(MAYA).await, school.sign_in(MAYA).await);
    assert_ne!(first.session, second.session);
    assert_eq!(first.account.id, second.account.id);
    assert!(school.authenticate(&first).await.is_ok());
    assert!(school.authenticate(&second).await.is_ok());
}

async fn nobody_is_told_why_their_password_does_not_open(store: Store) {
    let school = School::on(store).await;
    school.sign_up(MAYA).await;
    school.sign_up("nopassword@example.com").await;
    let without = "UPDATE users SET password_hash = NULL WHERE id = \
        (SELECT user_id FROM email_addresses WHERE address = 'nopassword@example.com')";
    school.store.execute(without).await;
    for (address, password) in [
        (MAYA, "another password"),
        (MAYA, ""),
        ("nobody@example.com", PASSWORD),
        ("nopassword@example.com", PASSWORD),
        ("nopassword@example.com", ""),
    ] {
        std::assert_matches!(
            school.try_sign_in(address, password).await,
            Err(PasswordSignInError::InvalidCredentials),
            "{address}"
        );
    }
}

async fn who_is_banned_is_told_so_only_with_the_right_password(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    let ban = "UPDATE users SET banned_until = 4102444800000000";
    school.store.execute(ban).await;
    let refused = |password| school.try_sign_in(MAYA, password);
    std::assert_matches!(
        refused(PASSWORD).await,
        Err(PasswordSignInError::UserBanned)
    );
    std::assert_matches!(
        refused("wrong password").await,
        Err(PasswordSignInError::InvalidCredentials)
    );
    let token = super::school::token(&grant);
    std::assert_matches!(school.refresh(token).await, Err(RefreshError::UserBanned));
    std::assert_matches!(
        school.authenticate(&grant).await,
        Err(AuthenticateError::UserBanned)
    );
}

async fn sign_ins_that_fail_are_in_the_log(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    let _wrong = school.try_sign_in(MAYA, "wrong password").await;
    let _nobody = school.try_sign_in("nobody@example.com", PASSWORD).await;
    school.sign_in(MAYA).await;
    assert_eq!(
        school.log().await,
        ["user_signedup", "login_failed", "login_failed", "login"]
    );
    let log = school.identity.audit_log().await.unwrap();
    let subjects: Vec<_> = log
        .iter()
        .map(|entry| entry.subject_id.as_deref())
        .collect();
    let maya = Some(grant.account.id.as_str());
    assert_eq!(subjects, [maya, maya, None, maya]);
    assert_eq!(log[1].address.as_deref(), Some("192.0.2.7"));
}
