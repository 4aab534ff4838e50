//! Refresh tokens: rotation, tolerated reuse, and reuse that ends the session.

use std::time::Duration;

use futures_util::future::join_all;
use identity::{AuthenticateError, RefreshError, Renewal, ReuseCause};

use super::school::{MAYA, School, client, token};
use crate::store::{Store, on_both_engines};

on_both_engines![
    a_refresh_gives_a_new_pair_in_the_same_session,
    a_session_can_be_refreshed_again_and_again,
    of_twenty_who_refresh_at_once_one_rotates_and_all_have_its_successor,
    two_processes_rotate_once,
    an_answer_that_got_lost_is_told_again_at_any_time,
    an_older_token_opens_right_after_a_refresh_and_not_later,
    a_replayed_token_ends_the_session_and_no_descendant_works,
    what_we_did_not_issue_is_refused_and_ends_nothing,
    a_session_ends_when_it_is_not_refreshed_and_when_it_is_old,
];

const LATER: Duration = Duration::from_secs(11);
const DAY: Duration = Duration::from_hours(24);

async fn a_refresh_gives_a_new_pair_in_the_same_session(store: Store) {
    let school = School::on(store).await;
    let first = school.sign_up(MAYA).await;
    school.clock.pass(LATER);
    let second = school.refresh(token(&first)).await.unwrap();
    assert_eq!(second.session, first.session);
    assert_ne!(token(&second), token(&first));
    assert!(second.expires_at > first.expires_at);
    assert_eq!(
        second.renewal,
        Renewal {
            counter: 1,
            reuse: None
        }
    );
    assert_eq!(
        second.account.last_sign_in_at,
        first.account.last_sign_in_at
    );
}

async fn a_session_can_be_refreshed_again_and_again(store: Store) {
    let school = School::on(store).await;
    let mut grant = school.sign_up(MAYA).await;
    for counter in 1..=130 {
        school.clock.pass(LATER);
        grant = school.refresh(token(&grant)).await.unwrap();
        assert_eq!(
            grant.renewal,
            Renewal {
                counter,
                reuse: None
            }
        );
    }
}

async fn of_twenty_who_refresh_at_once_one_rotates_and_all_have_its_successor(store: Store) {
    let school = School::on(store).await;
    let first = school.sign_up(MAYA).await;
    let answers = join_all((0..20).map(|_| school.refresh(token(&first)))).await;
    let grants: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
    let rotated = grants.iter().filter(|grant| grant.renewal.reuse.is_none());
    assert_eq!(rotated.count(), 1);
    for grant in &grants {
        assert_eq!(
            (grant.renewal.counter, token(grant)),
            (1, token(&grants[0]))
        );
        assert!(school.authenticate(grant).await.is_ok());
    }
}

async fn two_processes_rotate_once(store: Store) {
    let school = School::on(store).await;
    let other = school.another_process().await;
    let mut grant = school.sign_up(MAYA).await;
    for counter in 1..=10 {
        school.clock.pass(LATER);
        let client = client();
        let (here, there) = tokio::join!(
            school.refresh(token(&grant)),
            other.refresh(token(&grant), &client)
        );
        let (here, there) = (here.unwrap(), there.unwrap());
        assert_eq!(
            (token(&here), here.renewal.counter),
            (token(&there), counter)
        );
        assert_ne!(here.renewal.reuse.is_none(), there.renewal.reuse.is_none());
        grant = here;
    }
}

async fn an_answer_that_got_lost_is_told_again_at_any_time(store: Store) {
    let school = School::on(store).await;
    let first = school.sign_up(MAYA).await;
    let lost = school.refresh(token(&first)).await.unwrap();
    for _ in 0..10 {
        school.clock.pass(DAY);
        let told = school.refresh(token(&first)).await.unwrap();
        assert_eq!(token(&told), token(&lost));
        assert_eq!(told.renewal.reuse, Some(ReuseCause::NotSaved));
    }
    assert_eq!(
        school.refresh(token(&lost)).await.unwrap().renewal.counter,
        2
    );
}

async fn an_older_token_opens_right_after_a_refresh_and_not_later(store: Store) {
    let school = School::on(store).await;
    let first = school.sign_up(MAYA).await;
    let second = school.refresh(token(&first)).await.unwrap();
    let third = school.refresh(token(&second)).await.unwrap();
    school.clock.pass(Duration::from_secs(10));
    let late = school.refresh(token(&first)).await.unwrap();
    assert_eq!(token(&late), token(&third));
    assert_eq!(late.renewal.reuse, Some(ReuseCause::Concurrent));
    school.clock.pass(Duration::from_secs(1));
    let refused = school.refresh(token(&first)).await;
    std::assert_matches!(refused, Err(RefreshError::RefreshTokenUsed));
}

async fn a_replayed_token_ends_the_session_and_no_descendant_works(store: Store) {
    let school = School::on(store).await;
    let beside = school.sign_up(MAYA).await;
    let mut family = vec![school.sign_in(MAYA).await];
    for _ in 0..3 {
        school.clock.pass(LATER);
        family.push(school.refresh(token(family.last().unwrap())).await.unwrap());
    }
    school.clock.pass(LATER);
    let refused = school.refresh(token(&family[0])).await;
    std::assert_matches!(refused, Err(RefreshError::RefreshTokenUsed));
    for grant in &family {
        let refused = school.refresh(token(grant)).await;
        std::assert_matches!(refused, Err(RefreshError::RefreshTokenNotFound));
        let refused = school.authenticate(grant).await;
        std::assert_matches!(refused, Err(AuthenticateError::SessionNotFound));
    }
    assert!(
        school.authenticate(&beside).await.is_ok(),
        "another session goes on"
    );
    assert_eq!(school.log().await.last().unwrap(), "token_revoked");
}

async fn what_we_did_not_issue_is_refused_and_ends_nothing(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    let changed = token(&grant).replace(&token(&grant)[30..32], "__");
    for forged in ["", "nonsense", changed.as_str(), &"A".repeat(56)] {
        let refused = school.refresh(forged).await;
        std::assert_matches!(
            refused,
            Err(RefreshError::RefreshTokenNotFound),
            "{forged:?}"
        );
    }
    assert!(school.refresh(token(&grant)).await.is_ok());
}

async fn a_session_ends_when_it_is_not_refreshed_and_when_it_is_old(store: Store) {
    let school = School::on(store).await;
    let mut used = school.sign_up(MAYA).await;
    let forgotten = school.sign_in(MAYA).await;
    for day in 1..90 {
        school.clock.pass(DAY);
        used = school.refresh(token(&used)).await.unwrap();
        if day == 14 {
            let refused = school.refresh(token(&forgotten)).await;
            std::assert_matches!(refused, Err(RefreshError::SessionExpired));
        }
    }
    school.clock.pass(DAY);
    let refused = school.refresh(token(&used)).await;
    std::assert_matches!(refused, Err(RefreshError::SessionExpired));
    let refused = school.authenticate(&used).await;
    std::assert_matches!(
        refused,
        Err(AuthenticateError::BadToken),
        "its access token is older than an hour, too"
    );
}
