//! How users sign up, sign in and recover their accounts by mailed codes.

use identity::{Aal, CodeFlow, Grant, Update, Verified};
use rand::{Rng as _, rngs::StdRng};
use secrecy::ExposeSecret as _;
use serde_json::Map;

use super::{
    super::school::{PASSWORD, client, one_time, presented},
    people::{People, USERS},
    person::{Bearer, Session},
    steps::Outcome,
};

/// Which code is mailed, and which one is asked for.
const FLOWS: [(CodeFlow, CodeFlow); 5] = [
    (CodeFlow::SignIn, CodeFlow::SignIn),
    (CodeFlow::SignIn, CodeFlow::SignIn),
    (CodeFlow::Recovery, CodeFlow::Recovery),
    (CodeFlow::Recovery, CodeFlow::SignIn),
    (CodeFlow::SignIn, CodeFlow::Recovery),
];

/// An account without a verified address, where the address has none.
pub async fn sign_up(people: &mut People<'_>, rng: &mut StdRng) -> Outcome {
    people.wait();
    if people.users.len() > USERS {
        return Outcome::Idle;
    }
    let email = people.any_address(rng);
    let mailed = people
        .identity()
        .mail_code_to_newcomer(&email, Map::new(), None, &client())
        .await;
    people.meet(&email).await;
    Outcome::of(&mailed)
}

/// By the right code, a wrong one, or one that is for another purpose. It works once.
pub async fn sign_in(people: &mut People<'_>, rng: &mut StdRng) -> Outcome {
    people.wait();
    let (email, identity) = (people.any_address(rng), people.identity());
    let (mailed_for, flow) = FLOWS[rng.random_range(0..FLOWS.len())];
    let mailed = identity
        .mail_code(&email, mailed_for, None, &client())
        .await;
    if mailed.is_err() {
        return Outcome::of(&mailed);
    }
    let Some(code) = people.mailed_code(email.as_str()).await else {
        return Outcome::Changed;
    };
    let is_wrong = rng.random_range(0..5) == 0;
    let typed = if is_wrong { "00000000" } else { code.as_str() };
    let code = one_time(typed);
    let verified = identity.verify_code(&email, flow, &code, &client()).await;
    let outcome = Outcome::of(&verified);
    if let Ok(Verified::SignedIn(grant)) = verified {
        assert!(!is_wrong, "a wrong code was accepted");
        assert_eq!(mailed_for, flow, "a code was accepted for another purpose");
        let again = identity.verify_code(&email, flow, &code, &client()).await;
        assert!(again.is_err(), "a code worked twice");
        let account = &grant.account;
        let owner = people.find(&account.id).expect("a user whom it knows");
        enter(people, owner, &grant);
        if flow == CodeFlow::Recovery && rng.random_range(0..4) == 0 {
            set_password(people, owner, &grant).await;
        }
    }
    outcome
}

/// Notes the session.
fn enter(people: &mut People<'_>, user: usize, grant: &Grant) {
    people.users[user].sessions.push(Session {
        id: grant.session.clone(),
        aal: Aal::One,
        bearer: Bearer::AccessToken(grant.access_token.clone()),
    });
}

/// The other sessions end.
async fn set_password(people: &mut People<'_>, user: usize, grant: &Grant) {
    let identity = people.identity();
    let token = grant.access_token.expose_secret();
    let auth = identity.authenticate(token).await.unwrap();
    let update = Update {
        password: Some(presented(PASSWORD)),
        ..Update::default()
    };
    let set = identity.update(&auth, update, &client()).await;
    if set.is_ok() {
        people.end(user, |it| it.id == auth.session);
    }
}
