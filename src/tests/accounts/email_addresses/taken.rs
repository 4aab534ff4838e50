//! Addresses that another account has: nobody learns it but their owner.

use identity::{CodeFlow, EmailAddress, PasswordSignInError, VerifyAddressError};

use super::{Maya, SECOND};
use crate::{
    accounts::school::{MAYA, PASSWORD},
    clock::MINUTE,
    store::{Store, on_both_engines},
};

const LEON: &str = "leon@example.com";

impl Maya {
    /// Leon's account, whose address he has verified.
    async fn with_leon(self) -> Self {
        self.school.claim(LEON).await;
        let code = self.school.code(LEON).await;
        let flow = CodeFlow::SignUp;
        self.school.enter(LEON, flow, &code).await.unwrap();
        self
    }
}

on_both_engines![
    an_address_of_another_account_is_added_like_any_other_and_its_owner_is_told,
    a_claim_to_another_s_address_is_not_in_the_way_of_its_owner,
    whoever_verifies_an_address_displaces_those_who_only_claimed_it,
    a_code_from_before_another_verified_the_address_is_good_for_nothing,
    another_user_s_address_is_not_found,
];

fn shape(address: &EmailAddress) -> (bool, bool, bool, Option<i64>) {
    let code = address.code.map(|code| code.attempts);
    let is_verified = address.verified_at.is_some();
    (is_verified, address.is_own, address.is_primary, code)
}

async fn an_address_of_another_account_is_added_like_any_other_and_its_owner_is_told(store: Store) {
    let maya = Maya::on(store).await.with_leon().await;
    let free = maya.add(SECOND).await.unwrap();
    let taken = maya.add(LEON).await.unwrap();
    assert_eq!(shape(&taken), shape(&free));
    let (free, taken) = (
        maya.mail(&free.id).await.unwrap(),
        maya.mail(&taken.id).await.unwrap(),
    );
    assert_eq!(shape(&taken), shape(&free));
    assert_eq!(
        maya.subjects(LEON).await[0],
        "This e-mail address already has an account"
    );
    // The last code that Leon was mailed is that of his sign-up.
    let code = maya.school.code(LEON).await;
    for code in [code.as_str(), "00000000"] {
        std::assert_matches!(
            maya.verify(&taken.id, code).await,
            Err(VerifyAddressError::CodeExpired)
        );
    }
    std::assert_matches!(
        maya.school.try_sign_in(LEON, "not the password").await,
        Err(PasswordSignInError::InvalidCredentials)
    );
    let id = maya.school.sign_in(LEON).await.account.id;
    assert_ne!(id, maya.grant.account.id);
    // Nor does the export of her data tell.
    let auth = maya.auth().await;
    let export = maya.school.identity.export(&auth).await;
    let export = serde_json::to_string(&export.unwrap()).unwrap();
    assert!(!export.contains("already has an account"), "{export}");
}

async fn a_claim_to_another_s_address_is_not_in_the_way_of_its_owner(store: Store) {
    let maya = Maya::on(store).await;
    let id = maya.add(LEON).await.unwrap().id;
    maya.mail(&id).await.unwrap();
    maya.school.clock.pass(MINUTE);
    let maya = maya.with_leon().await;
    assert_eq!(maya.addresses().await.len(), 1, "her claim is gone");
    assert!(maya.school.try_sign_in(LEON, PASSWORD).await.is_ok());
}

async fn whoever_verifies_an_address_displaces_those_who_only_claimed_it(store: Store) {
    let maya = Maya::on(store).await;
    maya.school.claim(SECOND).await;
    maya.school.clock.pass(MINUTE);
    assert_eq!(maya.school.users().await, 2);
    maya.gain(SECOND).await;
    assert_eq!(maya.school.users().await, 1, "that sign-up never confirmed");
    let account = maya.school.sign_in(SECOND).await.account;
    assert_eq!(account.email.unwrap().as_str(), MAYA);
}

async fn a_code_from_before_another_verified_the_address_is_good_for_nothing(store: Store) {
    let maya = Maya::on(store).await;
    let id = maya.add(LEON).await.unwrap().id;
    maya.mail(&id).await.unwrap();
    let code = maya.school.code(LEON).await;
    maya.school.clock.pass(MINUTE);
    let maya = maya.with_leon().await;
    std::assert_matches!(
        maya.verify(&id, &code).await,
        Err(VerifyAddressError::NoSuchAddress)
    );
    let again = maya.add(LEON).await.unwrap().id;
    std::assert_matches!(
        maya.verify(&again, &code).await,
        Err(VerifyAddressError::Exists)
    );
    let id = maya.school.sign_in(LEON).await.account.id;
    assert_ne!(id, maya.grant.account.id);
}

async fn another_user_s_address_is_not_found(store: Store) {
    let maya = Maya::on(store).await;
    let own = maya.addresses().await[0].id.clone();
    let maya = maya.with_leon().await;
    let school = maya.school;
    let grant = school.sign_in(LEON).await;
    let leon = Maya { school, grant };
    let auth = leon.auth().await;
    let found = leon.school.identity.own_email_address(&auth, &own).await;
    assert_eq!(found.unwrap(), None);
    std::assert_matches!(
        leon.verify(&own, "00000000").await,
        Err(VerifyAddressError::NoSuchAddress)
    );
}
