//! Several e-mail addresses of one user.

mod admin;
mod primary;
mod sign_in;
mod taken;

use identity::{
    AddAddressError, AddressStatus, AuthContext, EmailAddress, Grant, MailAddressCodeError,
    VerifyAddressError,
};

use super::{
    mailed_codes::strict,
    school::{MAYA, PASSWORD, School, client, email, one_time},
};
use crate::{
    clock::MINUTE,
    store::{Store, on_both_engines},
};

pub const SECOND: &str = "maya@home.example";

/// Maya, whose school verifies addresses by mail.
pub struct Maya {
    pub school: School,
    pub grant: Grant,
}

impl Maya {
    pub async fn on(store: Store) -> Self {
        let school = strict(store).await;
        let grant = school.confirm().await;
        Self { school, grant }
    }

    pub async fn auth(&self) -> AuthContext {
        self.school.authenticate(&self.grant).await.unwrap()
    }

    pub async fn add(&self, address: &str) -> Result<EmailAddress, AddAddressError> {
        let auth = self.auth().await;
        let identity = &self.school.identity;
        identity
            .add_email_address(&auth, &email(address), &client())
            .await
    }

    pub async fn mail(&self, id: &str) -> Result<EmailAddress, MailAddressCodeError> {
        let auth = self.auth().await;
        let identity = &self.school.identity;
        identity.mail_email_address_code(&auth, id, &client()).await
    }

    pub async fn verify(&self, id: &str, code: &str) -> Result<EmailAddress, VerifyAddressError> {
        let auth = self.auth().await;
        let identity = &self.school.identity;
        identity
            .verify_email_address(&auth, id, &one_time(code), &client())
            .await
    }

    /// Adds an address, and verifies it.
    pub async fn gain(&self, address: &str) -> EmailAddress {
        let id = self.add(address).await.unwrap().id;
        self.mail(&id).await.unwrap();
        let code = self.school.code(address).await;
        self.verify(&id, &code).await.unwrap()
    }

    pub async fn addresses(&self) -> Vec<EmailAddress> {
        let auth = self.auth().await;
        let found = self.school.identity.own_email_addresses(&auth).await;
        found.unwrap()
    }

    /// The subjects of the mails to this address, the newest first.
    pub async fn subjects(&self, address: &str) -> Vec<String> {
        let mails = self.school.identity.waiting_mails().await.unwrap();
        let to_it = mails.into_iter().filter(|mail| mail.recipient == address);
        to_it.map(|mail| mail.subject).collect()
    }
}

on_both_engines![
    an_address_that_was_added_counts_once_its_code_was_entered,
    each_address_has_a_code_of_its_own,
    five_wrong_codes_or_half_an_hour_end_a_code,
    a_user_has_ten_addresses_at_most_and_each_of_them_once,
    an_old_sign_in_adds_and_removes_nothing,
    where_addresses_are_believed_an_added_one_counts_at_once,
];

async fn an_address_that_was_added_counts_once_its_code_was_entered(store: Store) {
    let maya = Maya::on(store).await;
    let added = maya.add(SECOND).await.unwrap();
    assert!(added.verified_at.is_none() && added.is_own && !added.is_primary);
    assert!(
        maya.subjects(SECOND).await.is_empty(),
        "nothing is mailed yet"
    );
    let mailed = maya.mail(&added.id).await.unwrap();
    assert_eq!(mailed.code.map(|code| code.attempts), Some(0));
    std::assert_matches!(
        maya.mail(&added.id).await,
        Err(MailAddressCodeError::MailedJustNow)
    );
    std::assert_matches!(
        maya.verify(&added.id, "00000000").await,
        Err(VerifyAddressError::CodeExpired)
    );
    assert_eq!(maya.addresses().await[1].code.unwrap().attempts, 1);
    let code = maya.school.code(SECOND).await;
    let verified = maya.verify(&added.id, &code).await.unwrap();
    assert!(verified.verified_at.is_some() && verified.code.is_none());
    std::assert_matches!(
        maya.verify(&added.id, &code).await,
        Err(VerifyAddressError::AlreadyVerified)
    );
    std::assert_matches!(
        maya.mail(&added.id).await,
        Err(MailAddressCodeError::AlreadyVerified)
    );
    let told = maya.subjects(MAYA).await;
    assert_eq!(told[0], "An e-mail address was added");
    let account = maya.school.sign_in(MAYA).await.account;
    assert_eq!(account.email.unwrap().as_str(), MAYA, "it stays primary");
}

async fn each_address_has_a_code_of_its_own(store: Store) {
    let maya = Maya::on(store).await;
    let (second, third) = (
        maya.add(SECOND).await.unwrap().id,
        maya.add("maya@club.example").await.unwrap().id,
    );
    maya.mail(&second).await.unwrap();
    maya.mail(&third).await.unwrap();
    let code = maya.school.code(SECOND).await;
    std::assert_matches!(
        maya.verify(&third, &code).await,
        Err(VerifyAddressError::CodeExpired)
    );
    maya.verify(&second, &code).await.unwrap();
    let code = maya.school.code("maya@club.example").await;
    maya.verify(&third, &code).await.unwrap();
}

async fn five_wrong_codes_or_half_an_hour_end_a_code(store: Store) {
    let maya = Maya::on(store).await;
    let id = maya.add(SECOND).await.unwrap().id;
    maya.mail(&id).await.unwrap();
    let code = maya.school.code(SECOND).await;
    for _ in 0..5 {
        let refused = maya.verify(&id, "00000000").await;
        std::assert_matches!(refused, Err(VerifyAddressError::CodeExpired));
        // So that the rate limit is not what ends it.
        maya.school.clock.pass(MINUTE);
    }
    let status = async || maya.addresses().await[1].status(maya.school.clock.now());
    assert_eq!(status().await, AddressStatus::Failed);
    std::assert_matches!(
        maya.verify(&id, &code).await,
        Err(VerifyAddressError::CodeExpired)
    );
    maya.mail(&id).await.unwrap();
    assert_eq!(status().await, AddressStatus::Unverified);
    let code = maya.school.code(SECOND).await;
    maya.school.clock.pass(31 * MINUTE);
    assert_eq!(status().await, AddressStatus::Expired);
    std::assert_matches!(
        maya.verify(&id, &code).await,
        Err(VerifyAddressError::CodeExpired)
    );
}

async fn a_user_has_ten_addresses_at_most_and_each_of_them_once(store: Store) {
    let maya = Maya::on(store).await;
    std::assert_matches!(
        maya.add("MAYA@example.com").await,
        Err(AddAddressError::AlreadyAdded)
    );
    for number in 2..=10 {
        let address = format!("maya{number}@example.com");
        maya.add(&address).await.unwrap();
    }
    std::assert_matches!(
        maya.add("maya11@example.com").await,
        Err(AddAddressError::TooMany)
    );
    assert_eq!(maya.addresses().await.len(), 10);
}

async fn an_old_sign_in_adds_and_removes_nothing(store: Store) {
    let maya = Maya::on(store).await;
    let second = maya.gain(SECOND).await.id;
    let claim = maya.add("maya@club.example").await.unwrap().id;
    maya.school.clock.pass(6 * MINUTE);
    let auth = maya.auth().await;
    let (identity, client) = (&maya.school.identity, client());
    std::assert_matches!(
        maya.add("maya@new.example").await,
        Err(AddAddressError::ReauthenticationNeeded)
    );
    let primary = identity.set_primary_email_address(&auth, &second, &client);
    std::assert_matches!(
        primary.await,
        Err(identity::SetPrimaryAddressError::ReauthenticationNeeded)
    );
    let removed = identity.remove_email_address(&auth, &second, &client);
    std::assert_matches!(
        removed.await,
        Err(identity::RemoveAddressError::ReauthenticationNeeded)
    );
    let removed = identity.remove_email_address(&auth, &claim, &client);
    removed.await.expect("nothing is lost with it");
}

async fn where_addresses_are_believed_an_added_one_counts_at_once(store: Store) {
    let school = School::on(store).await;
    school.sign_up("leon@example.com").await;
    let grant = school.sign_up(MAYA).await;
    let maya = Maya { school, grant };
    let added = maya.add(SECOND).await.unwrap();
    assert!(added.verified_at.is_some());
    assert!(maya.school.try_sign_in(SECOND, PASSWORD).await.is_ok());
    std::assert_matches!(
        maya.add("leon@example.com").await,
        Err(AddAddressError::Exists)
    );
}
