//! A password that an administrator marked as compromised.

use identity::{CodeFlow, PasswordSignInError, Update, UserId};

use super::{
    mailed_codes::strict,
    school::{MAYA, PASSWORD, School, client, email, presented},
    session_tokens::PROGRAM,
};
use crate::store::{Store, on_both_engines};

on_both_engines![
    nobody_signs_in_with_a_compromised_password_until_there_is_another_one,
    a_compromised_password_can_be_unmarked,
];

impl School {
    async fn mark(&self, user: &UserId, ends_sessions: bool) {
        let identity = &self.identity;
        let marked = identity
            .set_password_compromised(user, ends_sessions, &PROGRAM, &client())
            .await;
        assert!(marked.unwrap().has_password);
    }

    /// Whether this password opens a session, to an app and to a browser; `None` when it is compromised.
    async fn opens(&self, password: &str) -> Option<bool> {
        let (address, identity) = (email(MAYA), &self.identity);
        let in_browser = identity
            .sign_in_browser(&address, &presented(password), None, &client())
            .await;
        let in_app = self.try_sign_in(MAYA, password).await;
        let opens = |refusal: Option<PasswordSignInError>| match refusal {
            None => Some(true),
            Some(PasswordSignInError::InvalidCredentials) => Some(false),
            Some(PasswordSignInError::PasswordCompromised) => None,
            Some(other) => panic!("{other}"),
        };
        let (in_browser, in_app) = (opens(in_browser.err()), opens(in_app.err()));
        assert_eq!(in_browser, in_app);
        in_app
    }
}

async fn nobody_signs_in_with_a_compromised_password_until_there_is_another_one(store: Store) {
    let school = strict(store).await;
    let grant = school.confirm().await;
    let user = grant.account.id.clone();
    school.mark(&user, false).await;
    assert_eq!(school.opens(PASSWORD).await, None);
    assert_eq!(school.opens("not the password").await, Some(false));
    assert!(school.authenticate(&grant).await.is_ok());
    school.mail(MAYA, CodeFlow::Recovery).await;
    let code = school.code(MAYA).await;
    let recovered = school.enter(MAYA, CodeFlow::Recovery, &code).await;
    assert_eq!(school.opens(PASSWORD).await, None);
    let update = Update {
        password: Some(presented("another battery staple")),
        ..Update::default()
    };
    school.update(&recovered.unwrap(), update).await.unwrap();
    assert_eq!(school.opens("another battery staple").await, Some(true));
}

async fn a_compromised_password_can_be_unmarked(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    let user = grant.account.id.clone();
    school.mark(&user, true).await;
    assert!(school.authenticate(&grant).await.is_err());
    assert_eq!(school.opens(PASSWORD).await, None);
    let identity = &school.identity;
    let unmarked = identity
        .unset_password_compromised(&user, &PROGRAM, &client())
        .await;
    assert!(unmarked.is_ok());
    assert_eq!(school.opens(PASSWORD).await, Some(true));
    let mut log = school.log().await;
    log.retain(|action| action.starts_with("user_password"));
    assert_eq!(log, ["user_password_compromised", "user_password_cleared"]);
}
