//! What administrators do.

use std::time::Duration;

use identity::{
    Aal, AccountEdit, Ban, EditAccountError, Identity, Merge, MetadataChange, NewUser, ProfileEdit,
    UserId, Username,
};
use rand::{Rng as _, rngs::StdRng};
use serde_json::{Map, Value};

use super::{
    super::school::client,
    people::{ADMIN, People, USERS},
    person::{Bearer, Person, Session},
    steps::Outcome,
};

/// How long a ban lasts: longer than a sequence.
pub const A_DAY: Duration = Duration::from_hours(24);

pub async fn create(people: &mut People<'_>, rng: &mut StdRng) -> Outcome {
    if people.users.len() >= USERS {
        return Outcome::Idle;
    }
    let new = NewUser {
        email_addresses: vec![people.any_address(rng)],
        ..NewUser::default()
    };
    let created = people.identity().create_user(new, &ADMIN, &client()).await;
    let outcome = Outcome::of(&created);
    let created = created.map(|created| Person::new(created.account.id, true));
    people.users.extend(created);
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
        bearer: Bearer::Nothing,
    });
    people.users[user].sessions.extend(begun);
    outcome
}

pub async fn ban(people: &mut People<'_>, user: usize) -> Outcome {
    let outcome = edit(people, user, Ban::For(A_DAY)).await;
    people.end(user, |_| false);
    outcome
}

pub async fn unban(people: &mut People<'_>, user: usize) -> Outcome {
    edit(people, user, Ban::Lifted).await
}

async fn edit(people: &People<'_>, user: usize, ban: Ban) -> Outcome {
    let id = &people.users[user].id;
    Outcome::of(&edit_ban(people.identity(), id, ban).await)
}

pub async fn edit_ban(
    identity: &Identity,
    user: &UserId,
    ban: Ban,
) -> Result<(), EditAccountError> {
    let edit = AccountEdit {
        ban: Some(ban),
        ..AccountEdit::default()
    };
    let edited = identity.edit_account(user, edit, &ADMIN, &client()).await;
    edited.map(drop)
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
