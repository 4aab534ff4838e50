//! From where sessions are used.

use std::net::IpAddr;

use identity::{ClientInfo, Grant, SessionActivity};

use super::school::{MAYA, PASSWORD, School, client, email, presented, token};
use crate::{
    clock::MINUTE,
    store::{Store, on_both_engines},
};

on_both_engines![
    a_session_tells_from_where_it_was_last_used,
    a_browser_that_moves_is_noticed_within_a_minute,
    the_latest_twenty_activities_of_a_session_are_kept,
];

const FIREFOX: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0";

fn firefox_at(address: [u8; 4]) -> ClientInfo {
    ClientInfo {
        address: Some(IpAddr::from(address)),
        user_agent: Some(FIREFOX.to_owned()),
        ..ClientInfo::default()
    }
}

async fn latest(school: &School, grant: &Grant) -> SessionActivity {
    let auth = school.authenticate(grant).await.unwrap();
    let own = school.identity.own_sessions(&auth).await.unwrap();
    let own = own.into_iter().find(|it| it.is_current).unwrap();
    let seen = school.identity.find_user_session(&grant.session).await;
    let activity = own.latest_activity.unwrap();
    assert_eq!(
        seen.unwrap().unwrap().latest_activity.as_ref(),
        Some(&activity)
    );
    assert_eq!(own.address, activity.address);
    activity
}

async fn a_session_tells_from_where_it_was_last_used(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    let first = latest(&school, &grant).await;
    assert_eq!(first.address.as_deref(), Some("192.0.2.7"));
    assert_eq!(first.device.browser_name.as_deref(), Some("a"));
    school.clock.pass(MINUTE);
    let elsewhere = firefox_at([198, 51, 100, 1]);
    let grant = school
        .identity
        .refresh(token(&grant), &elsewhere)
        .await
        .unwrap();
    let second = latest(&school, &grant).await;
    assert_eq!(second.address.as_deref(), Some("198.51.100.1"));
    assert_eq!(second.device.browser_name.as_deref(), Some("Firefox"));
    assert_eq!(second.device.device_type, Some("Windows"));
    assert_ne!(second.id, first.id);
    // Back at the first place it is the first activity again.
    school.clock.pass(MINUTE);
    let grant = school
        .identity
        .refresh(token(&grant), &client())
        .await
        .unwrap();
    assert_eq!(latest(&school, &grant).await.id, first.id);
}

async fn a_browser_that_moves_is_noticed_within_a_minute(store: Store) {
    let school = School::on(store).await;
    school.sign_up(MAYA).await;
    let signed_in = school
        .identity
        .sign_in_browser(&email(MAYA), &presented(PASSWORD), None, &client())
        .await
        .unwrap();
    let mut addresses = Vec::new();
    for pause in [MINUTE / 2, MINUTE / 2] {
        school.clock.pass(pause);
        let moved = firefox_at([198, 51, 100, 1]);
        school
            .identity
            .find_session(&signed_in.token, &moved)
            .await
            .unwrap();
        let seen = school.identity.find_user_session(&signed_in.session).await;
        let activity = seen.unwrap().unwrap().latest_activity.unwrap();
        addresses.push(activity.address.unwrap());
    }
    assert_eq!(addresses, ["192.0.2.7", "198.51.100.1"]);
}

async fn the_latest_twenty_activities_of_a_session_are_kept(store: Store) {
    let school = School::on(store).await;
    let mut grant = school.sign_up(MAYA).await;
    for place in 0..25 {
        school.clock.pass(MINUTE);
        let moved = firefox_at([198, 51, 100, place]);
        grant = school
            .identity
            .refresh(token(&grant), &moved)
            .await
            .unwrap();
    }
    let kept = "SELECT COUNT(*) FROM session_activities";
    assert_eq!(school.store.number(kept).await, 20);
    let last = latest(&school, &grant).await;
    assert_eq!(last.address.as_deref(), Some("198.51.100.24"));
    school.store.execute("DELETE FROM users").await;
    assert_eq!(school.store.number(kept).await, 0);
}
