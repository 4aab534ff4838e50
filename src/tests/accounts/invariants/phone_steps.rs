//! What users do with their phone numbers.

use identity::UserPhone;
use rand::{Rng as _, rngs::StdRng};

use super::{
    super::{
        phones::wrong,
        school::{client, one_time},
    },
    people::People,
    steps::{Outcome, pick},
};

pub async fn add(people: &People<'_>, user: usize, session: usize, rng: &mut StdRng) -> Outcome {
    let auth = people.auth(user, session);
    let number = people.any_number(rng);
    let identity = people.identity();
    let added = identity
        .create_phone_number(&auth, &number, &client())
        .await;
    Outcome::of(&added)
}

/// By the right code, or another one. The claims of others to the number are gone then.
pub async fn verify(people: &People<'_>, user: usize, session: usize, rng: &mut StdRng) -> Outcome {
    let Some(phone) = one(people, user, session, rng).await else {
        return Outcome::Idle;
    };
    let (auth, identity) = (people.auth(user, session), people.identity());
    let texted = identity
        .prepare_phone_verification(&auth, &phone.id, &client())
        .await;
    if texted.is_err() {
        return Outcome::of(&texted);
    }
    let code = people.school.texted_code(phone.number.as_str()).await;
    let is_wrong = rng.random_range(0..4) == 0;
    let typed = if is_wrong { wrong(&code) } else { code };
    let verified = identity
        .attempt_phone_verification(&auth, &phone.id, &one_time(&typed), &client())
        .await;
    assert!(!is_wrong || verified.is_err(), "a wrong code was accepted");
    if verified.is_ok() {
        for other in (0..people.users.len()).filter(|it| *it != user) {
            let account = people.account(other).await.unwrap();
            let mut claims = account.phones.iter();
            assert!(
                !claims.any(|it| it.number == phone.number),
                "a claim is left"
            );
        }
    }
    Outcome::of(&verified)
}

pub async fn make_primary(
    people: &People<'_>,
    user: usize,
    session: usize,
    rng: &mut StdRng,
) -> Outcome {
    let Some(phone) = one(people, user, session, rng).await else {
        return Outcome::Idle;
    };
    let auth = people.auth(user, session);
    let identity = people.identity();
    let primary = identity
        .set_primary_phone(&auth, &phone.id, &client())
        .await;
    Outcome::of(&primary)
}

/// A number becomes a second factor, or is none any more.
pub async fn reserve(
    people: &mut People<'_>,
    user: usize,
    session: usize,
    rng: &mut StdRng,
) -> Outcome {
    let Some(phone) = one(people, user, session, rng).await else {
        return Outcome::Idle;
    };
    let auth = people.auth(user, session);
    let is_reserved = rng.random_range(0..3) > 0;
    let reserved = people
        .identity()
        .reserve_phone_number(&auth, &phone.id, is_reserved, &client())
        .await;
    if reserved.is_ok() && is_reserved {
        people.raise(user, &auth.session);
    }
    people.observe_factors(user).await;
    Outcome::of(&reserved)
}

pub async fn remove(
    people: &mut People<'_>,
    user: usize,
    session: usize,
    rng: &mut StdRng,
) -> Outcome {
    let Some(phone) = one(people, user, session, rng).await else {
        return Outcome::Idle;
    };
    let auth = people.auth(user, session);
    let identity = people.identity();
    let removed = identity
        .remove_phone_number(&auth, &phone.id, &client())
        .await;
    people.observe_factors(user).await;
    Outcome::of(&removed)
}

async fn one(
    people: &People<'_>,
    user: usize,
    session: usize,
    rng: &mut StdRng,
) -> Option<UserPhone> {
    let auth = people.auth(user, session);
    let phones = people.identity().phone_numbers(&auth).await.unwrap();
    pick(phones.len(), rng).map(|at| phones[at].clone())
}
