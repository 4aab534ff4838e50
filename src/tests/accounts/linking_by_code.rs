//! Account linking by a mailed code, which proves who has an address now and ends the access of its former owner.

use identity::{
    AuthenticateError, CodeFlow, LinkProof, NextStep, PasswordSignInError, ProviderSignIn,
    RefreshError, SignedIn, oidc::Claims,
};

use super::{
    account_linking::claims,
    email_addresses::{Maya, SECOND},
    mailed_codes::strict,
    phones::NUMBER,
    school::{MAYA, PASSWORD, School, client, one_time, token},
};
use crate::{
    clock::MINUTE,
    store::{Store, on_both_engines},
};

on_both_engines![
    a_code_mailed_to_the_account_joins_it_and_shuts_out_who_had_the_address_before,
    a_second_factor_stays_and_is_asked_for_after_a_mailed_code,
    another_address_of_the_former_owner_opens_the_account_no_more_after_a_mailed_code,
    where_addresses_are_not_verified_the_phone_of_the_creator_is_gone_after_a_mailed_code,
    another_sign_in_of_the_provider_opens_the_account_no_more_after_a_mailed_code,
];

async fn a_code_mailed_to_the_account_joins_it_and_shuts_out_who_had_the_address_before(
    store: Store,
) {
    let school = strict(store).await;
    let before = school.confirm().await;
    let maya = before.account.id.clone();
    let start = school.asked(&claims(MAYA)).await;
    school
        .identity
        .mail_link_code(&start.token, &client())
        .await
        .unwrap();
    let code = LinkProof::Code(one_time(&school.code(MAYA).await));
    let signed_in = school.confirm_link(&start.token, &code).await.unwrap();
    assert_eq!(school.user(&signed_in).await, maya.as_str());
    std::assert_matches!(
        school.try_sign_in(MAYA, PASSWORD).await,
        Err(PasswordSignInError::InvalidCredentials)
    );
    std::assert_matches!(
        school.authenticate(&before).await,
        Err(AuthenticateError::SessionNotFound)
    );
    std::assert_matches!(
        school.refresh(token(&before)).await,
        Err(RefreshError::RefreshTokenNotFound)
    );
}

async fn join_by_code(school: &School, claims: &Claims) -> SignedIn {
    // So that the next mail is newer than the last.
    school.clock.pass(MINUTE);
    let start = school.asked(claims).await;
    let (token, client) = (&start.token, client());
    let mailed = school.identity.mail_link_code(token, &client).await;
    mailed.unwrap();
    let code = LinkProof::Code(one_time(&school.code(MAYA).await));
    school.confirm_link(&start.token, &code).await.unwrap()
}

async fn a_second_factor_stays_and_is_asked_for_after_a_mailed_code(store: Store) {
    let school = strict(store).await;
    school.confirm().await;
    school
        .store
        .execute(
            "INSERT INTO factors (id, user_id, kind, friendly_name, secret, verified_at, created_at, updated_at) \
             SELECT 'phone', id, 'totp', 'phone', 'sealed', 1, 1, 1 FROM users",
        )
        .await;
    let joined = join_by_code(&school, &claims(MAYA)).await;
    assert_eq!(joined.next, NextStep::SecondFactor);
    let session = school
        .identity
        .find_session(&joined.token, &identity::ClientInfo::default())
        .await
        .unwrap();
    assert!(session.is_none(), "the mailbox alone is not enough");
}

async fn another_address_of_the_former_owner_opens_the_account_no_more_after_a_mailed_code(
    store: Store,
) {
    let Maya { school, grant } = {
        let former = Maya::on(store).await;
        former.gain(SECOND).await;
        former
    };
    let joined = join_by_code(&school, &claims(MAYA)).await;
    assert_eq!(school.user(&joined).await, grant.account.id.as_str());
    school.clock.pass(MINUTE);
    let before = school.mails().await;
    school.mail(SECOND, CodeFlow::Recovery).await;
    assert_eq!(school.mails().await, before, "an address of nobody");
}

async fn where_addresses_are_not_verified_the_phone_of_the_creator_is_gone_after_a_mailed_code(
    store: Store,
) {
    let school = School::on(store).await;
    let auth = school.auth(&school.sign_up(MAYA).await).await;
    let phone = school.verified_number(&auth, NUMBER).await;
    let reserved = school
        .identity
        .reserve_phone_number(&auth, &phone.id, true, &client())
        .await;
    reserved.unwrap();
    let joined = join_by_code(&school, &claims(MAYA)).await;
    assert_eq!(joined.next, NextStep::Nothing, "whose phone is it?");
    let account = school.identity.find_account(&auth.user).await.unwrap();
    assert_eq!(account.unwrap().phones, []);
    let primary = "SELECT COUNT(*) FROM users WHERE primary_phone_id IS NOT NULL";
    assert_eq!(school.store.number(primary).await, 0);
}

async fn another_sign_in_of_the_provider_opens_the_account_no_more_after_a_mailed_code(
    store: Store,
) {
    let school = strict(store).await;
    school.confirm().await;
    let before = claims(MAYA);
    join_by_code(&school, &before).await;
    let newcomer = Claims {
        subject: "newcomer".to_owned(),
        ..claims(MAYA)
    };
    join_by_code(&school, &newcomer).await;
    assert!(matches!(
        school.arrive(&before).await,
        ProviderSignIn::Confirm(_)
    ));
    let known = school.let_in(&newcomer).await;
    assert_eq!(school.users().await, 1);
    assert_eq!(known.next, NextStep::Nothing);
}
