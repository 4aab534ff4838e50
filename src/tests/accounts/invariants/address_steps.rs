//! What users do with their addresses.

use identity::EmailAddress;
use rand::{Rng as _, rngs::StdRng};

use super::{
    super::school::{client, one_time},
    people::People,
    steps::{Outcome, pick},
};

pub async fn add(people: &People<'_>, user: usize, session: usize, rng: &mut StdRng) -> Outcome {
    let auth = people.auth(user, session);
    let address = people.any_address(rng);
    let added = people
        .identity()
        .add_email_address(&auth, &address, &client())
        .await;
    Outcome::of(&added)
}

/// By the right code, or another one.
pub async fn verify(
    people: &mut People<'_>,
    user: usize,
    session: usize,
    rng: &mut StdRng,
) -> Outcome {
    let Some(address) = one(people, user, session, rng).await else {
        return Outcome::Idle;
    };
    let (auth, identity) = (people.auth(user, session), people.identity());
    let mailed = identity
        .mail_email_address_code(&auth, &address.id, &client())
        .await;
    if mailed.is_err() {
        return Outcome::of(&mailed);
    }
    let Some(code) = people.mailed_code(address.email.as_str()).await else {
        // Another account has it: its owner was told instead.
        return Outcome::Changed;
    };
    let is_wrong = rng.random_range(0..4) == 0;
    let typed = if is_wrong { "00000000" } else { code.as_str() };
    let verified = identity
        .verify_email_address(&auth, &address.id, &one_time(typed), &client())
        .await;
    assert!(
        !is_wrong || code == typed || verified.is_err(),
        "a wrong code was accepted"
    );
    if verified.is_ok() {
        people.users[user].used_code = Some((address.id.clone(), code));
    }
    Outcome::of(&verified)
}

/// A code works once.
pub async fn replay_code(people: &People<'_>, user: usize, session: usize) -> Outcome {
    let Some((address, code)) = people.users[user].used_code.clone() else {
        return Outcome::Idle;
    };
    let auth = people.auth(user, session);
    let again = people
        .identity()
        .verify_email_address(&auth, &address, &one_time(&code), &client())
        .await;
    assert!(again.is_err(), "a code worked twice");
    Outcome::of(&again)
}

pub async fn make_primary(
    people: &People<'_>,
    user: usize,
    session: usize,
    rng: &mut StdRng,
) -> Outcome {
    let Some(address) = one(people, user, session, rng).await else {
        return Outcome::Idle;
    };
    let auth = people.auth(user, session);
    if address.is_primary {
        return Outcome::Idle;
    }
    let identity = people.identity();
    let primary = identity
        .set_primary_email_address(&auth, &address.id, &client())
        .await;
    Outcome::of(&primary)
}

pub async fn remove(people: &People<'_>, user: usize, session: usize, rng: &mut StdRng) -> Outcome {
    let Some(address) = one(people, user, session, rng).await else {
        return Outcome::Idle;
    };
    let auth = people.auth(user, session);
    let identity = people.identity();
    let removed = identity
        .remove_email_address(&auth, &address.id, &client())
        .await;
    Outcome::of(&removed)
}

async fn one(
    people: &People<'_>,
    user: usize,
    session: usize,
    rng: &mut StdRng,
) -> Option<EmailAddress> {
    let auth = people.auth(user, session);
    let addresses = people.identity().own_email_addresses(&auth).await.unwrap();
    pick(addresses.len(), rng).map(|at| addresses[at].clone())
}
