//! Which sessions ended is published, once it is certain.

use std::sync::{Arc, Mutex};

use identity::{
    AccountEdit, Administrator, EditAccountError,
    EndReason::{self, SecondFactor, SignedOut, TokenReused},
    MetadataError, NewPassword, RefreshError, SecondFactorError, SessionId, SignOutScope,
};
use serde_json::{Map, json};

use super::{
    maya::Maya,
    school::{MAYA, PASSWORD, School, client, email, one_time, presented, token},
};
use crate::{
    clock::MINUTE,
    store::{Store, on_both_engines},
};

on_both_engines![
    an_app_that_signs_out_is_published,
    a_replayed_token_is_published,
    sessions_that_never_showed_a_new_factor_are_published_at_once,
    a_pending_session_is_published_with_its_last_wrong_code,
    what_is_rolled_back_is_not_published,
];

/// Sessions that ended, by event.
type Heard = Arc<Mutex<Vec<Vec<(SessionId, EndReason)>>>>;

impl School {
    fn hear(&self) -> Heard {
        let heard = Heard::default();
        let list = Arc::clone(&heard);
        // A clone of the service hears what happens in all.
        self.identity.clone().on_sessions_ended(move |ended| {
            let sessions = ended.sessions.iter();
            let sessions = sessions.map(|ended| (ended.id.clone(), ended.reason));
            list.lock().unwrap().push(sessions.collect());
        });
        heard
    }
}

fn heard(heard: &Heard) -> Vec<Vec<(SessionId, EndReason)>> {
    heard.lock().unwrap().clone()
}

async fn an_app_that_signs_out_is_published(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    let auth = school.authenticate(&grant).await.unwrap();
    let published = school.hear();
    for _ in 0..2 {
        let (identity, client) = (&school.identity, client());
        let done = identity.sign_out(&auth, SignOutScope::Local, &client).await;
        done.unwrap();
    }
    let once = vec![vec![(grant.session, SignedOut)]];
    assert_eq!(heard(&published), once);
}

async fn a_replayed_token_is_published(store: Store) {
    let school = School::on(store).await;
    let first = school.sign_up(MAYA).await;
    let mut last = school.refresh(token(&first)).await.unwrap();
    school.clock.pass(MINUTE);
    last = school.refresh(token(&last)).await.unwrap();
    school.clock.pass(MINUTE);
    let published = school.hear();
    let refused = school.refresh(token(&first)).await;
    std::assert_matches!(refused, Err(RefreshError::RefreshTokenUsed));
    let expected = vec![vec![(last.session, TokenReused)]];
    assert_eq!(heard(&published), expected);
}

async fn sessions_that_never_showed_a_new_factor_are_published_at_once(store: Store) {
    let maya = Maya::enrolled(store).await;
    let school = &maya.school;
    let mut others = [school.sign_in(MAYA).await, school.sign_in(MAYA).await]
        .map(|grant| (grant.session, SecondFactor));
    let published = school.hear();
    maya.answer_now(&maya.grant).await.unwrap();
    let mut events = heard(&published);
    let by_id = |one: &(SessionId, EndReason)| one.0.as_str().to_owned();
    others.sort_by_key(by_id);
    events[0].sort_by_key(by_id);
    assert_eq!(events, [others.to_vec()], "one event");
}

async fn a_pending_session_is_published_with_its_last_wrong_code(store: Store) {
    let maya = Maya::raised(store).await;
    let (identity, client) = (&maya.school.identity, client());
    let (address, password) = (email(MAYA), presented(PASSWORD));
    let waiting = identity.sign_in_browser(&address, &password, None, &client);
    let waiting = waiting.await.unwrap();
    let published = maya.school.hear();
    let wrong = one_time("000000");
    for _ in 0..5 {
        assert_eq!(heard(&published), Vec::<Vec<_>>::new());
        let shown = identity.show_second_factor(&waiting.token, &wrong, &client);
        std::assert_matches!(
            shown.await,
            Err(SecondFactorError::CodeRefused | SecondFactorError::SessionNotFound)
        );
    }
    let expected = vec![vec![(waiting.session, SecondFactor)]];
    assert_eq!(heard(&published), expected);
}

async fn what_is_rolled_back_is_not_published(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    let published = school.hear();
    let large = "x".repeat(100_000);
    let edit = AccountEdit {
        password: Some(NewPassword::Plain(presented("another long password"))),
        public_metadata: Some(Map::from_iter([("note".to_owned(), json!(large))])),
        ..AccountEdit::default()
    };
    let (admin, client) = (Administrator { user: None }, client());
    let user = &grant.account.id;
    let edited = school.identity.edit_account(user, edit, &admin, &client);
    std::assert_matches!(
        edited.await,
        Err(EditAccountError::Metadata(MetadataError::TooLarge(_)))
    );
    assert_eq!(heard(&published), Vec::<Vec<_>>::new());
    assert!(school.authenticate(&grant).await.is_ok());
}
