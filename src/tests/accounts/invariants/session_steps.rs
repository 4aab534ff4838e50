//! What users do with their passwords, apps and sessions.

use identity::{OneTimeCode, SignOutScope};
use rand::{Rng as _, rngs::StdRng};
use secrecy::ExposeSecret as _;

use super::{
    super::{
        authenticator::Authenticator,
        school::{PASSWORD, client, one_time, presented},
    },
    people::People,
    person::App,
    steps::Outcome,
};

/// The user's other sessions end.
pub async fn set_password(people: &mut People<'_>, user: usize, session: usize) -> Outcome {
    let auth = people.auth(user, session);
    let new = presented(PASSWORD);
    let identity = people.identity();
    let set = identity
        .set_own_password(&auth, None, &new, &client())
        .await;
    match &set {
        Ok(()) => people.end(user, |it| it.id == auth.session),
        Err(identity::SetPasswordError::SessionNotFound) => {
            people.end(user, |it| it.id != auth.session);
        }
        Err(_) => {}
    }
    Outcome::of(&set)
}

pub async fn remove_password(people: &mut People<'_>, user: usize, session: usize) -> Outcome {
    let auth = people.auth(user, session);
    let current = Some(presented(PASSWORD));
    let identity = people.identity();
    let removed = identity
        .remove_own_password(&auth, current, &client())
        .await;
    match &removed {
        Ok(()) => people.end(user, |it| it.id == auth.session),
        Err(identity::RemoveOwnPasswordError::SessionNotFound) => {
            people.end(user, |it| it.id != auth.session);
        }
        Err(_) => {}
    }
    Outcome::of(&removed)
}

/// The session is raised by the app's first code, and the user's sessions that showed none end.
pub async fn enrol_app(people: &mut People<'_>, user: usize, session: usize) -> Outcome {
    let person = &people.users[user];
    // A browser's session is raised otherwise.
    if person.app.is_some() || person.sessions[session].bearer.is_browser() {
        return Outcome::Idle;
    }
    let auth = people.auth(user, session);
    let identity = people.identity();
    let enrolled = identity
        .enrol_totp(&auth, "phone", "School", &client())
        .await;
    let Ok(enrolled) = enrolled else {
        return Outcome::of(&enrolled);
    };
    let app = Authenticator::new(enrolled.secret.expose_secret());
    let challenge = identity.challenge(&auth, &enrolled.id, &client()).await;
    let challenge = challenge.unwrap();
    let code = app.code(people.school.clock.now().as_second());
    let answered = identity
        .answer_challenge(
            &auth,
            &enrolled.id,
            &challenge.id,
            &one_time(&code),
            &client(),
        )
        .await;
    if answered.is_ok() {
        people.raise(user, &auth.session);
        people.users[user].app = Some(App {
            factor: enrolled.id,
            codes: app,
            used: Some(code),
        });
    }
    Outcome::of(&answered)
}

/// A code of an app works once.
pub async fn replay_app_code(people: &mut People<'_>, user: usize, session: usize) -> Outcome {
    if people.users[user].sessions[session].bearer.is_browser() {
        return Outcome::Idle;
    }
    let auth = people.auth(user, session);
    let identity = people.identity();
    let now = people.school.clock.now().as_second();
    let Some(app) = &mut people.users[user].app else {
        return Outcome::Idle;
    };
    let (factor, code) = (app.factor.clone(), app.codes.code(now));
    let mut outcomes = Vec::new();
    for _ in 0..2 {
        let challenge = identity.challenge(&auth, &factor, &client()).await.unwrap();
        let code: OneTimeCode = one_time(&code);
        let answered = identity
            .answer_challenge(&auth, &factor, &challenge.id, &code, &client())
            .await;
        outcomes.push(answered.is_ok());
    }
    assert_eq!(outcomes, [true, false], "a code of an app");
    app.used = Some(code);
    people.raise(user, &auth.session);
    Outcome::Changed
}

pub async fn remove_app(people: &mut People<'_>, user: usize, session: usize) -> Outcome {
    let Some(app) = &people.users[user].app else {
        return Outcome::Idle;
    };
    let auth = people.auth(user, session);
    let removed = people
        .identity()
        .remove_factor(&auth, &app.factor, &client())
        .await;
    people.observe_factors(user).await;
    Outcome::of(&removed)
}

pub async fn sign_out(
    people: &mut People<'_>,
    user: usize,
    session: usize,
    rng: &mut StdRng,
) -> Outcome {
    let auth = people.auth(user, session);
    let (scope, keeps_own, keeps_others) = match rng.random_range(0..3) {
        0 => (SignOutScope::Global, false, false),
        1 => (SignOutScope::Local, false, true),
        _ => (SignOutScope::Others, true, false),
    };
    let ended = people.identity().sign_out(&auth, scope, &client()).await;
    let own = auth.session;
    people.end(user, |it| {
        if it.id == own {
            keeps_own
        } else {
            keeps_others
        }
    });
    Outcome::of(&ended)
}

pub async fn revoke(people: &mut People<'_>, user: usize, session: usize) -> Outcome {
    let auth = people.auth(user, session);
    let id = auth.session.as_str().to_owned();
    let ended = people
        .identity()
        .end_own_session(&auth, &id, &client())
        .await;
    people.end(user, |it| it.id != auth.session);
    Outcome::of(&ended)
}
