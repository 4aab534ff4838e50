//! Two operations at once. The invariants hold afterwards as if one had come after the other.

use std::time::Duration;

use identity::CodeFlow;
use rand::{Rng as _, rngs::StdRng};

use super::{
    super::school::client,
    deeds::Deed,
    people::People,
    person::Person,
    provider::flow_request,
    steps::{Outcome, pick},
};

/// Two deeds, and whether one of them at most may succeed.
type Race = (Deed, Deed, bool);

pub async fn run(people: &mut People<'_>, rng: &mut StdRng) -> Outcome {
    people.wait();
    let race = match rng.random_range(0..7) {
        0 => one_number(people, rng).await,
        1 => one_address(people, rng).await,
        2 => one_external_account(people, rng).await,
        3 => Some(two_sign_ins(people, rng)),
        4 => one_code(people, rng).await,
        _ => two_changes(people, rng).await,
    };
    let Some((first, second, is_exclusive)) = race else {
        return Outcome::Idle;
    };
    let identity = people.identity();
    let (first, second) = tokio::join!(first.run(identity), second.run(identity));
    assert!(
        !is_exclusive || first.is_err() || second.is_err(),
        "two have what one can have"
    );
    for session in [&first, &second].into_iter().flatten().flatten() {
        let Some(id) = people.user_of(&session.id).await else {
            continue;
        };
        let user = people.find(&id).unwrap_or_else(|| {
            people.users.push(Person::new(id, true));
            people.users.len() - 1
        });
        people.users[user].sessions.push(session.clone());
    }
    people.observe().await;
    Outcome::of_both(first.err(), second.err())
}

/// Two users with a session each.
fn two_people(people: &People<'_>, rng: &mut StdRng) -> Option<[(usize, usize); 2]> {
    let mut present: Vec<_> = (0..people.users.len())
        .filter_map(|user| Some((user, pick(people.users[user].sessions.len(), rng)?)))
        .collect();
    let first = present.swap_remove(pick(present.len(), rng)?);
    let second = present.swap_remove(pick(present.len(), rng)?);
    Some([first, second])
}

/// Two users verify the same number.
async fn one_number(people: &People<'_>, rng: &mut StdRng) -> Option<Race> {
    let (number, identity) = (people.any_number(rng), people.identity());
    let mut deeds = Vec::new();
    for (user, session) in two_people(people, rng)? {
        let auth = people.auth(user, session);
        // They may have it already.
        let _ = identity
            .create_phone_number(&auth, &number, &client())
            .await;
        let phones = identity.phone_numbers(&auth).await.unwrap();
        let phone = phones.into_iter().find(|it| it.number == number)?;
        let texted = identity
            .prepare_phone_verification(&auth, &phone.id, &client())
            .await;
        texted.ok()?;
        let code = people.school.texted_code(number.as_str()).await;
        deeds.push(Deed::VerifyPhone(auth, phone.id, code));
        // The next text is newer.
        people.school.clock.pass(Duration::from_secs(1));
    }
    Some((deeds.pop()?, deeds.pop()?, true))
}

/// Two users verify the same address, or add it where that verifies it.
async fn one_address(people: &People<'_>, rng: &mut StdRng) -> Option<Race> {
    let (email, identity) = (people.any_address(rng), people.identity());
    let mut deeds = Vec::new();
    for (user, session) in two_people(people, rng)? {
        let auth = people.auth(user, session);
        if people.is_lenient() {
            deeds.push(Deed::AddAddress(auth, email.clone()));
            continue;
        }
        let _ = identity.add_email_address(&auth, &email, &client()).await;
        let addresses = identity.own_email_addresses(&auth).await.unwrap();
        let address = addresses
            .into_iter()
            .find(|it| it.email.as_str() == email.as_str())?;
        let mailed = identity
            .mail_email_address_code(&auth, &address.id, &client())
            .await;
        mailed.ok()?;
        let code = people.mailed_code(email.as_str()).await?;
        deeds.push(Deed::VerifyAddress(auth, address.id, code));
        people.school.clock.pass(Duration::from_secs(1));
    }
    Some((deeds.pop()?, deeds.pop()?, true))
}

/// Two users return from the same account at a provider. A link that fails is no error.
async fn one_external_account(people: &People<'_>, rng: &mut StdRng) -> Option<Race> {
    let profile = people.any_profile(rng);
    let mut deeds = Vec::new();
    for (user, session) in two_people(people, rng)? {
        let auth = people.auth(user, session);
        let begun = people
            .identity()
            .link_external_account(&auth, profile.provider, flow_request(), &client())
            .await;
        let (_, flow) = begun.ok()?;
        let returned = profile.returned(&flow);
        deeds.push(Deed::FinishLink(returned, flow.browser));
    }
    Some((deeds.pop()?, deeds.pop()?, false))
}

/// Two browsers come with the same account at a provider, or with two that have the same address.
fn two_sign_ins(people: &People<'_>, rng: &mut StdRng) -> Race {
    let first = people.any_profile(rng);
    let mut second = first.clone();
    second.subject = people.any_profile(rng).subject;
    let [first, second] = [first, second].map(|profile| {
        let grant = people.provider.grant(&profile);
        Deed::SignInByProvider(Box::new(grant))
    });
    (first, second, false)
}

/// A code is tried twice, or while its user is banned.
async fn one_code(people: &People<'_>, rng: &mut StdRng) -> Option<Race> {
    let (email, identity) = (people.any_address(rng), people.identity());
    let mailed = identity
        .mail_code(&email, CodeFlow::SignIn, None, &client())
        .await;
    mailed.ok()?;
    let code = people.mailed_code(email.as_str()).await?;
    let first = Deed::SignInByCode(email.clone(), code.clone());
    if rng.random_range(0..3) == 0 {
        let user = &people.users[pick(people.users.len(), rng)?];
        return Some((first, Deed::Ban(user.id.clone()), false));
    }
    Some((first, Deed::SignInByCode(email, code), true))
}

/// One user changes two things, such as two ways to sign in.
async fn two_changes(people: &People<'_>, rng: &mut StdRng) -> Option<Race> {
    let (user, session) = people.any_session(rng)?;
    let (auth, identity) = (people.auth(user, session), people.identity());
    let mut changes = vec![
        Deed::RemovePassword(auth.clone()),
        Deed::SignOut(auth.clone()),
        Deed::Ban(auth.user.clone()),
    ];
    for address in identity.own_email_addresses(&auth).await.unwrap() {
        changes.push(Deed::RemoveAddress(auth.clone(), address.id.clone()));
        if !address.is_primary {
            changes.push(Deed::MakePrimary(auth.clone(), address.id));
        }
    }
    for phone in identity.phone_numbers(&auth).await.unwrap() {
        changes.push(Deed::RemovePhone(auth.clone(), phone.id.clone()));
        changes.push(Deed::MakePrimaryPhone(auth.clone(), phone.id));
    }
    for account in identity.external_accounts(&auth.user).await.unwrap() {
        changes.push(Deed::Unlink(auth.clone(), account.id));
    }
    let first = changes.swap_remove(pick(changes.len(), rng)?);
    let second = changes.swap_remove(pick(changes.len(), rng)?);
    Some((first, second, false))
}
