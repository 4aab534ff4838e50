//! The primary address: another one takes its place, and others are removed.

use identity::{
    AddressError, CodeFlow, EmailAddress, LinkProof, RemoveAddressError, SetPrimaryAddressError,
    Update, UpdateError,
};

use super::{Maya, SECOND};
use crate::{
    accounts::{
        account_linking::claims,
        mailed_codes::strict,
        school::{MAYA, PASSWORD, client, email, presented},
    },
    clock::MINUTE,
    store::{Store, on_both_engines},
};
use std::sync::{Arc, Mutex};

impl Maya {
    async fn make_primary(&self, id: &str) -> Result<EmailAddress, SetPrimaryAddressError> {
        let auth = self.auth().await;
        let identity = &self.school.identity;
        identity
            .set_primary_email_address(&auth, id, &client())
            .await
    }

    async fn remove(&self, id: &str) -> Result<(), RemoveAddressError> {
        let auth = self.auth().await;
        let identity = &self.school.identity;
        identity.remove_email_address(&auth, id, &client()).await
    }
}

on_both_engines![
    another_verified_address_becomes_the_primary_one,
    a_primary_address_cancels_a_change_that_waits,
    an_address_that_is_removed_lets_nobody_in,
    the_address_of_a_provider_stays_while_it_is_linked,
    a_provider_s_new_address_leaves_the_primary_one_alone,
    a_change_of_address_may_be_to_an_address_that_was_added,
];

async fn another_verified_address_becomes_the_primary_one(store: Store) {
    let maya = Maya::on(store).await;
    let heard = Arc::new(Mutex::new(0));
    let count = heard.clone();
    maya.school
        .identity
        .on_address_changed(move |_| *count.lock().unwrap() += 1);
    let second = maya.add(SECOND).await.unwrap().id;
    std::assert_matches!(
        maya.make_primary(&second).await,
        Err(SetPrimaryAddressError::NotVerified)
    );
    maya.mail(&second).await.unwrap();
    let code = maya.school.code(SECOND).await;
    maya.verify(&second, &code).await.unwrap();
    assert_eq!(*heard.lock().unwrap(), 0);
    maya.school.clock.pass(MINUTE);
    assert!(maya.make_primary(&second).await.unwrap().is_primary);
    assert_eq!(*heard.lock().unwrap(), 1);
    assert_eq!(
        maya.subjects(MAYA).await[0],
        "Your main e-mail address was changed"
    );
    let account = maya.school.sign_in(MAYA).await.account;
    assert_eq!(account.email.unwrap().as_str(), SECOND);
    assert_eq!(account.identities[0].email, SECOND);
    assert!(maya.make_primary(&second).await.unwrap().is_primary);
    assert_eq!(*heard.lock().unwrap(), 1, "it was already");
    std::assert_matches!(
        maya.make_primary("nobody's").await,
        Err(SetPrimaryAddressError::NoSuchAddress)
    );
}

async fn a_primary_address_cancels_a_change_that_waits(store: Store) {
    let maya = Maya::on(store).await;
    let second = maya.gain(SECOND).await.id;
    let update = Update {
        email: Some(email("maya@new.example")),
        ..Update::default()
    };
    maya.school.update(&maya.grant, update).await.unwrap();
    let new = maya.school.code("maya@new.example").await;
    maya.make_primary(&second).await.unwrap();
    let account = maya.school.sign_in(MAYA).await.account;
    assert!(account.new_email.is_none());
    let late = maya
        .school
        .verify("maya@new.example", CodeFlow::EmailChange, &new);
    assert!(late.await.is_err());
}

async fn an_address_that_is_removed_lets_nobody_in(store: Store) {
    let maya = Maya::on(store).await;
    let first = maya.addresses().await[0].id.clone();
    std::assert_matches!(
        maya.remove(&first).await,
        Err(RemoveAddressError::LastWayIn)
    );
    let second = maya.gain(SECOND).await.id;
    maya.school.clock.pass(MINUTE);
    maya.school.mail(SECOND, CodeFlow::SignIn).await;
    let code = maya.school.code(SECOND).await;
    std::assert_matches!(maya.remove(&first).await, Err(RemoveAddressError::Primary));
    maya.remove(&second).await.unwrap();
    assert!(
        maya.school
            .enter(SECOND, CodeFlow::SignIn, &code)
            .await
            .is_err()
    );
    assert!(maya.school.try_sign_in(SECOND, PASSWORD).await.is_err());
    assert_eq!(
        maya.subjects(MAYA).await[0],
        "An e-mail address was removed"
    );
    std::assert_matches!(
        maya.remove(&second).await,
        Err(RemoveAddressError::NoSuchAddress)
    );
}

async fn the_address_of_a_provider_stays_while_it_is_linked(store: Store) {
    let maya = Maya::on(store).await;
    maya.gain(SECOND).await;
    // The account is found by whichever of its addresses the provider knows.
    let start = maya.school.asked(&claims(SECOND)).await;
    let proof = LinkProof::Password(presented(PASSWORD));
    maya.school
        .confirm_link(&start.token, &proof)
        .await
        .unwrap();
    let addresses = maya.addresses().await;
    assert_eq!(addresses.len(), 2);
    assert!(addresses[1].is_vouched_for && addresses[1].is_own);
    std::assert_matches!(
        maya.remove(&addresses[1].id).await,
        Err(RemoveAddressError::VouchedFor)
    );
}

async fn a_provider_s_new_address_leaves_the_primary_one_alone(store: Store) {
    let school = strict(store).await;
    let (first, chosen) = (claims(MAYA), "maya@chosen.example");
    school.let_in(&first).await;
    school.mail(MAYA, CodeFlow::SignIn).await;
    let code = school.code(MAYA).await;
    let grant = school.enter(MAYA, CodeFlow::SignIn, &code).await.unwrap();
    let maya = Maya { school, grant };
    let id = maya.gain(chosen).await.id;
    maya.make_primary(&id).await.unwrap();
    maya.school.clock.pass(MINUTE);
    maya.school.let_in(&claims("maya@moved.example")).await;
    let addresses = maya.addresses().await;
    let texts: Vec<_> = addresses.iter().map(|it| it.email.as_str()).collect();
    assert_eq!(texts, [chosen, "maya@moved.example"]);
    assert!(addresses[0].is_primary && addresses[1].verified_at.is_some());
}

async fn a_change_of_address_may_be_to_an_address_that_was_added(store: Store) {
    let maya = Maya::on(store).await;
    maya.gain(SECOND).await;
    let update = || Update {
        email: Some(email(SECOND)),
        ..Update::default()
    };
    maya.school.clock.pass(MINUTE);
    maya.school.update(&maya.grant, update()).await.unwrap();
    for address in [SECOND, MAYA] {
        let code = maya.school.code(address).await;
        let flow = CodeFlow::EmailChange;
        maya.school.verify(address, flow, &code).await.unwrap();
    }
    let addresses = maya.addresses().await;
    assert_eq!(addresses.len(), 1);
    assert_eq!(addresses[0].email.as_str(), SECOND);
    assert!(addresses[0].is_primary);
    maya.school.claim("leon@example.com").await;
    let update = Update {
        email: Some(email("leon@example.com")),
        ..Update::default()
    };
    std::assert_matches!(
        maya.school.update(&maya.grant, update).await,
        Err(UpdateError::Address(AddressError::Exists))
    );
}
