//! What users do with their accounts at providers.

use identity::ProviderSignIn;
use rand::{Rng as _, rngs::StdRng};

use super::{
    super::school::client,
    link_steps,
    people::People,
    person::Person,
    provider::flow_request,
    steps::{Outcome, pick},
};

/// A provider's account stays with the user to whom it was linked first. Some do not return from the provider.
pub async fn link(people: &People<'_>, user: usize, session: usize, rng: &mut StdRng) -> Outcome {
    let (auth, identity) = (people.auth(user, session), people.identity());
    let profile = people.any_profile(rng);
    let owner = people.linked_to(&profile).await;
    let begun = identity
        .link_external_account(&auth, profile.provider, flow_request(), &client())
        .await;
    let Ok((_, flow)) = &begun else {
        return Outcome::of(&begun);
    };
    if rng.random_range(0..4) == 0 {
        return Outcome::Changed;
    }
    let finished = identity
        .finish_external_flow(profile.returned(flow), Some(&flow.browser), &client())
        .await;
    let owner = owner.unwrap_or(auth.user);
    let linked_to = people.linked_to(&profile).await;
    assert_eq!(linked_to, Some(owner), "an external account was moved");
    Outcome::of(&finished)
}

pub async fn unlink(people: &People<'_>, user: usize, session: usize, rng: &mut StdRng) -> Outcome {
    let (auth, identity) = (people.auth(user, session), people.identity());
    let accounts = identity.external_accounts(&auth.user).await.unwrap();
    let Some(at) = pick(accounts.len(), rng) else {
        return Outcome::Idle;
    };
    let unlinked = identity
        .unlink_external_account(&auth, &accounts[at].id, &client())
        .await;
    Outcome::of(&unlinked)
}

/// Whoever it is linked to is signed in, or someone new with the address that the provider has verified; whoever has
/// verified the address here has to confirm first.
pub async fn sign_in(people: &mut People<'_>, rng: &mut StdRng) -> Outcome {
    people.wait();
    let profile = people.any_profile(rng);
    let owner = people.linked_to(&profile).await;
    let grant = people.provider.grant(&profile);
    let signed_in = people
        .identity()
        .sign_in_with_external_account(&grant, None, &client())
        .await;
    let outcome = Outcome::of(&signed_in);
    match signed_in {
        Ok(ProviderSignIn::SignedIn(signed_in)) => {
            let id = people.user_of(&signed_in.session).await.unwrap();
            let known = people.find(&id);
            assert!(owner.is_none() || owner == Some(id.clone()), "another user");
            assert!(
                owner.is_some() || (known.is_none() && profile.has_verified_address()),
                "an account that was not linked signed somebody in"
            );
            let user = known.unwrap_or_else(|| {
                people.users.push(Person::new(id, true));
                people.users.len() - 1
            });
            link_steps::enter(people, user, *signed_in, rng).await;
        }
        Ok(ProviderSignIn::Confirm(start)) => {
            assert!(owner.is_none() && profile.has_verified_address());
            link_steps::confirm(people, &start, rng).await;
        }
        Err(_) => {}
    }
    outcome
}
