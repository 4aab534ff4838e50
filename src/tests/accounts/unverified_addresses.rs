//! Unverified addresses: only an address that was verified, or is asserted by a trusted provider, identifies an
//! account.

use identity::{
    AuthenticateError, CodeFlow, LinkProof, PasswordSignInError, SignedUp, VerificationError,
    VerifyCodeError, oidc::Claims,
};

use super::{
    account_linking::claims,
    mailed_codes::strict,
    school::{MAYA, PASSWORD, School, client, one_time},
};
use crate::store::{Store, on_both_engines};

on_both_engines![
    a_sign_up_that_was_never_confirmed_gives_way,
    an_address_that_nobody_vouches_for_joins_nothing,
    an_address_of_whom_a_provider_vouches_for_cannot_be_signed_up_again,
    whoever_recovers_the_address_of_a_provider_is_the_same_user,
    where_addresses_are_believed_a_mailed_code_shuts_out_who_made_the_account,
];

async fn a_sign_up_that_was_never_confirmed_gives_way(store: Store) {
    let school = strict(store).await;
    school.claim(MAYA).await;
    let code = school.code(MAYA).await;
    let maya = school.let_in(&claims(MAYA)).await;
    assert_eq!(school.users().await, 1);
    let refused = school.try_sign_in(MAYA, PASSWORD).await;
    std::assert_matches!(
        refused,
        Err(PasswordSignInError::InvalidCredentials),
        "who claimed it comes in no more"
    );
    let refused = school.enter(MAYA, CodeFlow::SignUp, &code).await;
    std::assert_matches!(
        refused,
        Err(VerifyCodeError::Refused(VerificationError::CodeExpired))
    );
    let id = school.user(&maya).await;
    let deleted = school.identity.audit_log().await.unwrap();
    let deleted = deleted
        .iter()
        .find(|entry| entry.action == "user_deleted")
        .unwrap();
    assert_ne!(deleted.subject_id.as_deref(), Some(id.as_str()));
}

async fn an_address_that_nobody_vouches_for_joins_nothing(store: Store) {
    let school = strict(store).await;
    let maya = school.confirm().await.account.id;
    school.claim("leon@example.com").await;
    for address in [MAYA, "leon@example.com"] {
        let unsure = Claims {
            subject: address.into(),
            email_verified: false,
            ..claims(address)
        };
        let somebody = school.let_in(&unsure).await;
        assert_ne!(school.user(&somebody).await, maya.as_str());
    }
    assert_eq!(
        school.users().await,
        4,
        "the sign-up that waits is there as well"
    );
    assert!(school.try_sign_in(MAYA, PASSWORD).await.is_ok());
}

async fn an_address_of_whom_a_provider_vouches_for_cannot_be_signed_up_again(store: Store) {
    let school = strict(store).await;
    school.let_in(&claims(MAYA)).await;
    let outcome = school.try_sign_up(MAYA, PASSWORD).await.unwrap();
    assert!(matches!(outcome, SignedUp::Unconfirmed(_)), "a decoy");
    assert_eq!((school.users().await, school.mails().await), (1, 0));
}

async fn whoever_recovers_the_address_of_a_provider_is_the_same_user(store: Store) {
    let school = strict(store).await;
    let browser = school.let_in(&claims(MAYA)).await;
    school.mail(MAYA, CodeFlow::Recovery).await;
    let code = school.code(MAYA).await;
    let grant = school.enter(MAYA, CodeFlow::Recovery, &code).await.unwrap();
    assert_eq!(grant.account.id.as_str(), school.user(&browser).await);
}

async fn where_addresses_are_believed_a_mailed_code_shuts_out_who_made_the_account(store: Store) {
    let school = School::on(store).await;
    let eve = school.sign_up(MAYA).await;
    let start = school.asked(&claims(MAYA)).await;
    school
        .identity
        .mail_link_code(&start.token, &client())
        .await
        .unwrap();
    let code = LinkProof::Code(one_time(&school.code(MAYA).await));
    school.confirm_link(&start.token, &code).await.unwrap();
    std::assert_matches!(
        school.try_sign_in(MAYA, PASSWORD).await,
        Err(PasswordSignInError::InvalidCredentials)
    );
    std::assert_matches!(
        school.authenticate(&eve).await,
        Err(AuthenticateError::SessionNotFound),
        "her session is over"
    );
}
