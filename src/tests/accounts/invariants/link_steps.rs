//! How users whom a provider knows get a session.

use identity::{Aal, ConfirmLinkError, LinkProof, LinkStart, NextStep, SignedIn};
use rand::{Rng as _, rngs::StdRng};

use super::{
    super::school::{PASSWORD, client, one_time, presented},
    people::People,
    person::{Bearer, Session},
};

/// Confirms by the password or a mailed code, or not, that the account with the address is the user's.
pub async fn confirm(people: &mut People<'_>, start: &LinkStart, rng: &mut StdRng) {
    let identity = people.identity();
    // A password takes long to check.
    let by_code = match rng.random_range(0..8) {
        0 | 1 => return identity.drop_pending_link(&start.token).await.unwrap(),
        2 => false,
        _ => true,
    };
    let proof = if by_code {
        let mailed = identity.mail_link_code(&start.token, &client()).await;
        mailed.unwrap();
        let code = people.mailed_code(start.email.as_str()).await.unwrap();
        LinkProof::Code(one_time(&code))
    } else {
        LinkProof::Password(presented(PASSWORD))
    };
    let confirmed = identity
        .confirm_link(&start.token, &proof, None, &client())
        .await;
    match confirmed {
        Ok(signed_in) => {
            let id = people.user_of(&signed_in.session).await.unwrap();
            let user = people.find(&id).expect("a user whom the sequence knows");
            if by_code {
                shut_out(people, user, &signed_in).await;
            }
            enter(people, user, signed_in, rng).await;
        }
        Err(ConfirmLinkError::InvalidCredentials) => assert!(!by_code, "a right code is refused"),
        Err(ConfirmLinkError::UserBanned) => {}
        Err(error) => panic!("no link is confirmed: {error:?}"),
    }
}

/// Whoever had the address before is shut out. Where addresses are not verified they may never have had it: then nothing
/// of theirs is asked for.
async fn shut_out(people: &mut People<'_>, user: usize, signed_in: &SignedIn) {
    people.end(user, |_| false);
    if people.is_lenient() {
        assert_eq!(signed_in.next, NextStep::Nothing, "another's second factor");
        people.observe_factors(user).await;
    }
}

/// Notes a browser's session, once it has shown the second factor that is asked for.
pub async fn enter(people: &mut People<'_>, user: usize, signed_in: SignedIn, rng: &mut StdRng) {
    if signed_in.next != NextStep::SecondFactor {
        people.users[user].sessions.push(Session {
            id: signed_in.session,
            aal: Aal::One,
            bearer: Bearer::Browser(signed_in.token),
        });
        return;
    }
    let (identity, token) = (people.identity(), &signed_in.token);
    let Some(code) = second_factor_code(people, user, &signed_in).await else {
        return;
    };
    let is_wrong = rng.random_range(0..4) == 0;
    let typed = if is_wrong {
        super::super::phones::wrong(&code)
    } else {
        code
    };
    let shown = identity
        .show_second_factor(token, &one_time(&typed), &client())
        .await;
    assert_eq!(shown.is_ok(), !is_wrong, "a second factor");
    let before = identity.find_session(token, &client()).await.unwrap();
    assert!(before.is_none(), "a session goes on under its old token");
    if let Ok(raised) = shown {
        people.end(user, |it| it.aal == Aal::Two);
        people.users[user].sessions.push(Session {
            id: raised.session,
            aal: Aal::Two,
            bearer: Bearer::Browser(raised.token),
        });
    }
}

/// A code that is texted, or one of the app. Nobody is texted too often.
async fn second_factor_code(
    people: &People<'_>,
    user: usize,
    signed_in: &SignedIn,
) -> Option<String> {
    let identity = people.identity();
    let texted = identity
        .text_second_factor(&signed_in.token, None, &client())
        .await;
    if let Ok(phone) = texted {
        return Some(people.school.texted_code(phone.number.as_str()).await);
    }
    let app = people.users[user].app.as_ref()?;
    Some(app.codes.code(people.school.clock.now().as_second()))
}
