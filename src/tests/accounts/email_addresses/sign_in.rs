//! Sign-in by any verified address of the user.

use identity::{CodeFlow, PasswordSignInError};

use super::{Maya, SECOND};
use crate::{
    accounts::school::{MAYA, PASSWORD, client, email},
    clock::MINUTE,
    store::{Store, on_both_engines},
};

on_both_engines![
    each_verified_address_signs_its_user_in,
    an_address_that_is_only_claimed_signs_nobody_in,
];

async fn each_verified_address_signs_its_user_in(store: Store) {
    let maya = Maya::on(store).await;
    maya.gain(SECOND).await;
    maya.school.clock.pass(MINUTE);
    let user = &maya.grant.account.id;
    for address in [MAYA, SECOND] {
        let signed_in = maya.school.sign_in(address).await;
        assert_eq!(&signed_in.account.id, user);
        for flow in [CodeFlow::SignIn, CodeFlow::Recovery] {
            maya.school.mail(address, flow).await;
            let code = maya.school.code(address).await;
            let grant = maya.school.enter(address, flow, &code).await.unwrap();
            assert_eq!(&grant.account.id, user);
            assert_eq!(grant.account.email.unwrap().as_str(), MAYA);
            maya.school.clock.pass(MINUTE);
        }
    }
    // A code is good for the address that was typed only.
    maya.school.mail(SECOND, CodeFlow::SignIn).await;
    let code = maya.school.code(SECOND).await;
    let refused = maya.school.enter(MAYA, CodeFlow::SignIn, &code).await;
    assert!(refused.is_err());
}

async fn an_address_that_is_only_claimed_signs_nobody_in(store: Store) {
    let maya = Maya::on(store).await;
    maya.add(SECOND).await.unwrap();
    std::assert_matches!(
        maya.school.try_sign_in(SECOND, PASSWORD).await,
        Err(PasswordSignInError::InvalidCredentials)
    );
    let before = maya.school.mails().await;
    maya.school.mail(SECOND, CodeFlow::Recovery).await;
    assert_eq!(maya.school.mails().await, before);
    let identity = &maya.school.identity;
    let (address, data) = (email(SECOND), serde_json::Map::new());
    let client = client();
    let mailed = identity.mail_code_to_newcomer(&address, data, None, &client);
    mailed.await.unwrap();
    assert_eq!(maya.school.users().await, 2, "a newcomer may have it");
}
