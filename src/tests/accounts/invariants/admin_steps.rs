//! What administrators do.

use std::time::Duration;

use identity::{Aal, AccountEdit, Ban, Merge, MetadataChange, NewUser, ProfileEdit, Username};
use rand::{Rng as _, rngs::StdRng};
use serde_json::{Map, Value};

use super::{
    super::school::client,
    people::{ADMIN, People, Person, Session},
    steps::Outcome,
};

/// The most users of a sequence, who fight over as many addresses and one more.
const USERS: usize = 3;

pub async fn create(people: &mut People<'_>, rng: &mut StdRng) -> Outcome {
    if people.users.len() >= USERS {
        return Outcome::Idle;
    }
    let new = NewUser {
        email_addresses: vec![people.address(rng.random_range(0..=USERS))],
        ..NewUser::default()
    };
    let created = people.identity().create_user(new, &ADMIN, &client()).await;
    let outcome = Outcome::of(&created);
    people.users.extend(created.map(|created| Person {
        id: created.account.id,
        sessions: Vec::new(),
        app: None,
        used_code: None,
    }));
    outcome
}

pub async fn begin_session(people: &mut People<'_>, user: usize) -> Outcome {
    let id = people.users[user].id.clone();
    let begun = people
        .identity()
        .create_session(&id, &ADMIN, &client())
        .await;
    let outcome = Outcome::of(&begun);
    let begun = begun.map(|begun| Session {
        id: begun.id,
        aal: Aal::One,
    });
    people.users[user].sessions.extend(begun);
    outcome
}

pub async fn ban(people: &mut People<'_>, user: usize) -> Outcome {
    let outcome = edit_ban(people, user, Ban::For(Duration::from_hours(24))).await;
    people.end(user, |_| false);
    outcome
}

pub async fn unban(people: &mut People<'_>, user: usize) -> Outcome {
    edit_ban(people, user, Ban::Lifted).await
}

async fn edit_ban(people: &People<'_>, user: usize, ban: Ban) -> Outcome {
    let id = &people.users[user].id;
    let edit = AccountEdit {
        ban: Some(ban),
        ..AccountEdit::default()
    };
    let edited = people
        .identity()
        .edit_account(id, edit, &ADMIN, &client())
        .await;
    Outcome::of(&edited)
}

pub async fn delete(people: &mut People<'_>, user: usize) -> Outcome {
    people.end(user, |_| false);
    let gone = people.users.remove(user);
    let identity = people.identity();
    let deleted = identity
        .delete_account(&gone.id, false, &ADMIN, &client())
        .await;
    Outcome::of(&deleted)
}

/// Sometimes too much: then nothing is changed.
pub async fn change_metadata(people: &People<'_>, user: usize, rng: &mut StdRng) -> Outcome {
    let key = format!("key{}", rng.random_range(0..4));
    let value = "x".repeat(rng.random_range(0..4_000));
    let data = Map::from_iter([(key, Value::from(value))]);
    let change = MetadataChange {
        public: Some(data.clone()),
        private: Some(data),
        merge: Merge::Deep,
        ..MetadataChange::default()
    };
    let id = &people.users[user].id;
    let changed = people
        .identity()
        .change_metadata(id, change, &ADMIN, &client())
        .await;
    Outcome::of(&changed)
}

pub async fn change_username(people: &People<'_>, user: usize, rng: &mut StdRng) -> Outcome {
    let name = Username::parse(&format!("name{}", rng.random_range(0..2))).unwrap();
    let edit = ProfileEdit {
        username: Some(Some(name)),
        ..ProfileEdit::default()
    };
    let id = &people.users[user].id;
    let edited = people
        .identity()
        .edit_profile(id, edit, &ADMIN, &client())
        .await;
    Outcome::of(&edited)
}
