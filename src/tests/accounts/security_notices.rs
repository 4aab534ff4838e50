//! Security notices: mails about changes of an account that somebody else may have made.

use identity::{
    AccountEdit, Administrator, CodeFlow, LinkProof, Mail, NewPassword, Password, Update,
};

use super::{
    account_linking::claims,
    mailed_codes::strict,
    maya::{Maya, STEP},
    school::{MAYA, PASSWORD, School, client, email, presented},
};
use crate::store::{Store, on_both_engines};

on_both_engines![
    a_new_password_is_told_whoever_sets_it,
    a_new_address_is_told_at_the_old_one,
    a_second_factor_that_comes_or_goes_is_told,
    new_backup_codes_are_told_and_the_first_ones_are_not,
    timebacks_sign_in_is_told_when_it_joins,
    nobody_is_told_where_no_mail_is_sent_or_no_address_is_proved,
    what_is_told_stands_in_no_codes_way,
];

const NEW: &str = "maya@new.example";
const NEW_PASSWORD: &str = "another long password";

impl School {
    /// The subjects of the mails without a code to this address.
    async fn told(&self, address: &str) -> Vec<String> {
        let mails = self.identity.waiting_mails().await.unwrap();
        let is_notice = |mail: &Mail| mail.recipient == address && !mail.text.contains("code:");
        let told = mails.into_iter().filter(is_notice).map(|mail| mail.subject);
        let mut told: Vec<_> = told.collect();
        told.sort();
        told
    }
}

fn password() -> Update {
    Update {
        password: Some(Password::chosen(NEW_PASSWORD.to_owned()).unwrap()),
        ..Update::default()
    }
}

fn address() -> Update {
    Update {
        email: Some(email(NEW)),
        ..Update::default()
    }
}

async fn a_new_password_is_told_whoever_sets_it(store: Store) {
    let school = strict(store).await;
    let grant = school.confirm().await;
    assert_eq!(school.told(MAYA).await, [""; 0]);
    school.update(&grant, password()).await.unwrap();
    assert_eq!(school.told(MAYA).await, ["Your password was changed"]);
    let auth = school.authenticate(&grant).await.unwrap();
    let (old, new) = (presented(NEW_PASSWORD), presented(PASSWORD));
    let identity = &school.identity;
    let client = client();
    let set = identity.set_own_password(&auth, Some(old), &new, &client);
    set.await.unwrap();
    let edit = AccountEdit {
        password: Some(NewPassword::Plain(presented(NEW_PASSWORD))),
        ..AccountEdit::default()
    };
    let admin = Administrator { user: None };
    let edited = identity.edit_account(&grant.account.id, edit, &admin, &client);
    edited.await.unwrap();
    assert_eq!(school.told(MAYA).await, ["Your password was changed"; 3]);
}

async fn a_new_address_is_told_at_the_old_one(store: Store) {
    let school = strict(store).await;
    let grant = school.confirm().await;
    school.update(&grant, address()).await.unwrap();
    for address in [NEW, MAYA] {
        assert!(school.told(MAYA).await.is_empty(), "nothing happened yet");
        let code = school.code(address).await;
        let proved = school.verify(address, CodeFlow::EmailChange, &code).await;
        proved.unwrap();
    }
    assert_eq!(school.told(MAYA).await, ["Your e-mail address was changed"]);
    assert_eq!(school.told(NEW).await, [""; 0]);
    let mails = school.identity.waiting_mails().await.unwrap();
    let notice = mails
        .iter()
        .find(|mail| mail.subject.ends_with("was changed"));
    let notice = notice.unwrap();
    for words in [&notice.text, &notice.html] {
        assert!(!words.contains(NEW), "{words}");
        assert!(words.contains("20 November 2026, 16:00 UTC"), "{words}");
        assert!(words.contains("Tell your school at once."), "{words}");
    }
    let edit = AccountEdit {
        email: Some(email("third@example.com")),
        ..AccountEdit::default()
    };
    let (admin, client) = (Administrator { user: None }, client());
    let user = &grant.account.id;
    let edited = school.identity.edit_account(user, edit, &admin, &client);
    edited.await.unwrap();
    assert_eq!(school.told(NEW).await, ["Your e-mail address was changed"]);
}

async fn a_second_factor_that_comes_or_goes_is_told(store: Store) {
    let mut maya = Maya::enrolled(store).await;
    assert!(
        maya.school.told(MAYA).await.is_empty(),
        "it waits for a code"
    );
    for _ in 0..2 {
        maya.grant = maya.answer_now(&maya.grant).await.unwrap();
        maya.school.clock.pass(STEP);
        let added = ["An authenticator app was added"];
        assert_eq!(maya.school.told(MAYA).await, added, "told once");
    }
    let auth = maya.auth(&maya.grant).await;
    let identity = &maya.school.identity;
    let removed = identity.remove_factor(&auth, &maya.factor, &client()).await;
    removed.unwrap();
    let both = [
        "An authenticator app was added",
        "An authenticator app was removed",
    ];
    assert_eq!(maya.school.told(MAYA).await, both);
}

async fn new_backup_codes_are_told_and_the_first_ones_are_not(store: Store) {
    let maya = Maya::raised(store).await;
    let auth = maya.auth(&maya.grant).await;
    let renew = async || {
        let identity = &maya.school.identity;
        let codes = identity.renew_backup_codes(&auth, &client()).await;
        codes.unwrap();
    };
    renew().await;
    let added = "An authenticator app was added";
    assert_eq!(maya.school.told(MAYA).await, [added]);
    renew().await;
    let renewed = "Your backup codes were renewed";
    assert_eq!(maya.school.told(MAYA).await, [added, renewed]);
}

async fn timebacks_sign_in_is_told_when_it_joins(store: Store) {
    let school = School::on(store).await;
    school.sign_up(MAYA).await;
    let start = school.asked(&claims(MAYA)).await;
    assert!(school.told(MAYA).await.is_empty(), "nothing happened yet");
    let proof = LinkProof::Password(presented(PASSWORD));
    school.confirm_link(&start.token, &proof).await.unwrap();
    assert_eq!(school.told(MAYA).await, ["You can sign in with Timeback"]);
    school.let_in(&claims(MAYA)).await;
    assert_eq!(school.told(MAYA).await.len(), 1);
}

async fn nobody_is_told_where_no_mail_is_sent_or_no_address_is_proved(store: Store) {
    let school = School::with(store, |policy| policy.has_mail = false).await;
    let grant = school.sign_up(MAYA).await;
    school.update(&grant, password()).await.unwrap();
    school.update(&grant, address()).await.unwrap();
    assert_eq!(school.mails().await, 0);
    let mailing = school.another_process().await;
    let (admin, client) = (Administrator { user: None }, client());
    let leon = email("leon@example.com");
    let made = mailing.create_account(&leon, AccountEdit::default(), &admin, &client);
    let unproved = made.await.unwrap().id;
    let edit = AccountEdit {
        password: Some(NewPassword::Plain(presented(PASSWORD))),
        email: None,
        ..AccountEdit::default()
    };
    let edited = mailing.edit_account(&unproved, edit, &admin, &client);
    edited.await.unwrap();
    assert_eq!(school.mails().await, 0);
}

async fn what_is_told_stands_in_no_codes_way(store: Store) {
    let school = strict(store).await;
    let grant = school.confirm().await;
    for at in 0..20 {
        let new = Password::chosen(format!("long password number {at}")).unwrap();
        let update = Update {
            password: Some(new),
            ..Update::default()
        };
        school.update(&grant, update).await.unwrap();
    }
    school.mail(MAYA, CodeFlow::Recovery).await;
    school.mail(MAYA, CodeFlow::SignIn).await;
    assert_eq!(school.told(MAYA).await.len(), 20);
}
