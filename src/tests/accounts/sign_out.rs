use identity::{AuthenticateError, Grant, RefreshError, SignOutScope, oidc::Claims};

use super::school::{MAYA, School, client, email, token};
use crate::store::{Store, on_both_engines};

on_both_engines![
    a_sign_out_ends_the_sessions_of_its_scope_at_once,
    what_has_ended_stays_ended,
    a_browser_and_an_api_client_do_not_open_each_others_sessions,
];

async fn a_sign_out_ends_the_sessions_of_its_scope_at_once(store: Store) {
    let school = School::on(store).await;
    let stranger = school.sign_up("leon@example.com").await;
    school.sign_up(MAYA).await;
    for (scope, alive) in [
        (SignOutScope::Local, [false, true]),
        (SignOutScope::Others, [true, false]),
        (SignOutScope::Global, [false, false]),
    ] {
        let sessions = [school.sign_in(MAYA).await, school.sign_in(MAYA).await];
        sign_out(&school, &sessions[0], scope).await;
        for (session, is_alive) in sessions.iter().zip(alive) {
            let auth = school.authenticate(session).await;
            let refreshed = school.refresh(token(session)).await;
            if is_alive {
                std::assert_matches!(auth, Ok(_), "{scope:?}");
                std::assert_matches!(refreshed, Ok(_), "{scope:?}");
            } else {
                std::assert_matches!(auth, Err(AuthenticateError::SessionNotFound), "{scope:?}");
                std::assert_matches!(
                    refreshed,
                    Err(RefreshError::RefreshTokenNotFound),
                    "{scope:?}"
                );
            }
        }
    }
    assert!(school.authenticate(&stranger).await.is_ok());
}

async fn what_has_ended_stays_ended(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    let auth = school.authenticate(&grant).await.unwrap();
    let first = sign_out(&school, &grant, SignOutScope::Local).await;
    assert_eq!(first, 1);
    let again = school
        .identity
        .sign_out(&auth, SignOutScope::Global, &client())
        .await
        .unwrap();
    assert_eq!(again, []);
    let rows = "SELECT COUNT(*) FROM sessions WHERE end_reason = 'signed_out'";
    assert_eq!(school.store.number(rows).await, 1, "a status, not a delete");
}

async fn a_browser_and_an_api_client_do_not_open_each_others_sessions(store: Store) {
    let school = School::on(store).await;
    let claims = Claims {
        issuer: "https://idp.example".into(),
        subject: "maya".into(),
        email: email(MAYA),
        email_verified: true,
        given_name: "Maya".into(),
        family_name: "Okafor".into(),
    };
    let browser = school
        .identity
        .sign_in(&claims, None, &client())
        .await
        .unwrap();
    let refused = school.refresh(browser.token.expose()).await;
    std::assert_matches!(refused, Err(RefreshError::RefreshTokenNotFound));
    let ended = school
        .identity
        .sign_out_browser(&browser.token, &client())
        .await
        .unwrap();
    assert_eq!(ended, Some(browser.session.clone()));
    let (identity, client) = (&school.identity, client());
    let again = identity.sign_out_browser(&browser.token, &client).await;
    assert_eq!(again.unwrap(), None);
    let log = school.identity.audit_log().await.unwrap();
    let noted: Vec<_> = log.iter().filter(|it| it.action == "logout").collect();
    assert_eq!(noted.len(), 1, "what ended is in the log, once");
    assert_eq!(
        noted[0].session_id.as_deref(),
        Some(browser.session.as_str())
    );
    assert_eq!(noted[0].address.as_deref(), Some("192.0.2.7"));
}

/// Returns the number of ended sessions.
async fn sign_out(school: &School, grant: &Grant, scope: SignOutScope) -> usize {
    let auth = school.authenticate(grant).await.unwrap();
    let ended = school.identity.sign_out(&auth, scope, &client()).await;
    ended.unwrap().len()
}
