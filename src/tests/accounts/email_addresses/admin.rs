//! Administrators and users' addresses.

use identity::{
    AccountEdit, AddressEdit, AddressError, Administrator, CreateUserError, EditUserAddressError,
    Irremovable, NewUser, NewUserAddress, PrimaryAddressError, RemoveUserAddressError, UserAddress,
};

use super::{Maya, SECOND};
use crate::{
    accounts::{
        mailed_codes::strict,
        school::{MAYA, PASSWORD, School, client, email, presented},
    },
    clock::MINUTE,
    store::{Store, on_both_engines},
};

const ADMIN: Administrator = Administrator { user: None };

impl School {
    async fn give(&self, user: &identity::UserId, address: &str, is_verified: bool) -> UserAddress {
        let new = NewUserAddress {
            email: email(address),
            is_verified,
            is_primary: false,
        };
        let client = client();
        let given = self.identity.add_user_address(user, &new, &ADMIN, &client);
        given.await.unwrap()
    }

    async fn edit_address(
        &self,
        id: &str,
        edit: AddressEdit,
    ) -> Result<UserAddress, EditUserAddressError> {
        let client = client();
        let edited = self.identity.edit_user_address(id, edit, &ADMIN, &client);
        edited.await
    }
}

on_both_engines![
    the_first_verified_address_of_a_user_is_the_primary_one,
    an_address_that_an_administrator_changes_is_told_and_logged,
    a_user_is_created_with_all_addresses_or_not_at_all,
];

async fn the_first_verified_address_of_a_user_is_the_primary_one(store: Store) {
    let school = strict(store).await;
    let (address, none, client) = (email(MAYA), AccountEdit::default(), client());
    let created = school
        .identity
        .create_account(&address, none, &ADMIN, &client);
    let user = created.await.unwrap().id;
    let claimed = school.give(&user, "maya@club.example", false).await;
    assert!(!claimed.address.is_primary);
    let second = school.give(&user, SECOND, true).await;
    assert!(second.address.is_primary);
    assert_eq!(second.user.email_addresses.len(), 3);
    let primary = AddressEdit {
        is_primary: Some(true),
        ..AddressEdit::default()
    };
    std::assert_matches!(
        school.edit_address(&claimed.address.id, primary).await,
        Err(EditUserAddressError::Primary(
            PrimaryAddressError::NotVerified
        ))
    );
    let removed = school
        .identity
        .remove_user_address(&second.address.id, &ADMIN, &client)
        .await;
    std::assert_matches!(
        removed,
        Err(RemoveUserAddressError::Needed(Irremovable::LastWayIn))
    );
}

async fn an_address_that_an_administrator_changes_is_told_and_logged(store: Store) {
    let maya = Maya::on(store).await;
    let user = &maya.grant.account.id;
    let given = maya.school.give(user, SECOND, false).await;
    let before = maya.subjects(MAYA).await.len();
    let verified = AddressEdit {
        is_verified: Some(true),
        is_primary: Some(true),
    };
    let edited = maya.school.edit_address(&given.address.id, verified).await;
    assert!(edited.unwrap().address.is_primary);
    let told = maya.subjects(MAYA).await;
    assert_eq!(told.len(), before + 2, "{told:?}");
    maya.school.clock.pass(MINUTE);
    let (only, client) = (email("maya@only.example"), client());
    let identity = &maya.school.identity;
    let replaced = identity.replace_user_addresses(user, &only, &ADMIN, &client);
    let replaced = replaced.await.unwrap();
    assert_eq!(replaced.user.email_addresses.len(), 1);
    assert_eq!(
        maya.subjects(SECOND).await[0],
        "Your e-mail address was changed"
    );
    let log = identity.audit_log().await.unwrap();
    let last = log.last().unwrap();
    assert_eq!(last.action, "user_modified");
    assert!(last.session_id.is_none() && last.actor_id.is_none());
    assert_eq!(last.traits()["email_address"], "replaced");
    assert!(maya.school.try_sign_in(MAYA, PASSWORD).await.is_err());
    assert!(
        maya.school
            .try_sign_in("maya@only.example", PASSWORD)
            .await
            .is_ok()
    );
}

async fn a_user_is_created_with_all_addresses_or_not_at_all(store: Store) {
    let maya = Maya::on(store).await;
    let create = async |addresses: &[&str]| {
        let new = NewUser {
            email_addresses: addresses.iter().map(|address| email(address)).collect(),
            password: Some(identity::NewPassword::Plain(presented(PASSWORD))),
            ..NewUser::default()
        };
        let identity = &maya.school.identity;
        identity.create_user(new, &ADMIN, &client()).await
    };
    std::assert_matches!(
        create(&["leon@example.com", MAYA]).await,
        Err(CreateUserError::Address(AddressError::Exists))
    );
    std::assert_matches!(create(&[]).await, Err(CreateUserError::NoAddress));
    assert_eq!(maya.school.users().await, 1);
    let leon = create(&["leon@example.com", "leon@home.example"]).await;
    let leon = leon.unwrap();
    let found: Vec<_> = leon
        .email_addresses
        .iter()
        .map(|it| (it.email.as_str(), it.is_primary, it.verified_at.is_some()))
        .collect();
    assert_eq!(
        found,
        [
            ("leon@example.com", true, true),
            ("leon@home.example", false, true)
        ]
    );
    assert!(
        maya.school
            .try_sign_in("leon@home.example", PASSWORD)
            .await
            .is_ok()
    );
}
