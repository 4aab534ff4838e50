//! Browser sessions: tokens, and when a second factor is required.

use identity::{
    AnswerChallengeError, ClientInfo, CodeFlow, Confirmed, NextStep, SecondFactorError, SignedIn,
    Token, VerificationError,
};

use super::{
    mailed_codes::strict,
    maya::Maya,
    school::{MAYA, PASSWORD, School, client, email, one_time, presented},
};
use crate::{
    clock::{HOUR, MINUTE},
    store::{Store, on_both_engines},
};

on_both_engines![
    a_password_opens_a_browsers_session_and_ends_the_one_before,
    a_session_waits_for_the_second_factor_and_gets_a_new_token_for_it,
    five_wrong_codes_end_a_session_that_waits,
    another_session_is_no_further_try_at_the_second_factor,
    of_two_devices_that_bring_one_code_at_once_one_gets_in,
    a_link_is_looked_at_without_being_used,
];

impl School {
    async fn enter_browser(&self, previous: Option<&Token>) -> SignedIn {
        let signed_in = self
            .identity
            .sign_in_browser(&email(MAYA), &presented(PASSWORD), previous, &client())
            .await;
        signed_in.unwrap()
    }

    async fn is_open(&self, token: &Token) -> bool {
        self.identity
            .find_session(token, &identity::ClientInfo::default())
            .await
            .unwrap()
            .is_some()
    }

    async fn is_pending(&self, token: &Token) -> bool {
        let pending = self.identity.find_pending_session(token).await;
        pending.unwrap().is_some()
    }

    async fn show(&self, token: &Token, code: &str) -> Result<SignedIn, SecondFactorError> {
        self.identity
            .show_second_factor(token, &one_time(code), &client())
            .await
    }
}

async fn a_password_opens_a_browsers_session_and_ends_the_one_before(store: Store) {
    let school = School::on(store).await;
    school.sign_up(MAYA).await;
    let first = school.enter_browser(None).await;
    assert_eq!(first.next, NextStep::Nothing);
    let session = school
        .identity
        .find_session(&first.token, &identity::ClientInfo::default())
        .await
        .unwrap();
    let session = session.unwrap();
    assert_eq!(session.user.email.as_str(), MAYA);
    assert_eq!(
        (session.aal.as_str(), session.amr[0].method.as_str()),
        ("aal1", "password")
    );
    let second = school.enter_browser(Some(&first.token)).await;
    assert!(!school.is_open(&first.token).await);
    assert!(school.is_open(&second.token).await);
    let own = school.identity.own_sessions(&session.auth_context()).await;
    let known = own.unwrap().into_iter().find(|it| it.id == second.session);
    assert_eq!(known.unwrap().user_agent.as_deref(), Some("a browser"));
}

async fn a_session_waits_for_the_second_factor_and_gets_a_new_token_for_it(store: Store) {
    let maya = Maya::raised(store).await;
    let school = &maya.school;
    let waiting = school.enter_browser(None).await;
    assert_eq!(waiting.next, NextStep::SecondFactor);
    assert!(!school.is_open(&waiting.token).await);
    assert!(school.is_pending(&waiting.token).await);
    let code = maya.code();
    let raised = school.show(&waiting.token, &code).await.unwrap();
    assert_eq!(raised.session, waiting.session);
    assert!(!school.is_open(&waiting.token).await);
    assert!(!school.is_pending(&waiting.token).await);
    let session = school
        .identity
        .find_session(&raised.token, &identity::ClientInfo::default())
        .await
        .unwrap();
    let session = session.unwrap();
    let methods: Vec<_> = session.amr.iter().map(|it| it.method.as_str()).collect();
    assert_eq!(
        (session.aal.as_str(), methods),
        ("aal2", vec!["totp", "password"])
    );
    school.clock.pass(11 * HOUR);
    assert!(school.is_open(&raised.token).await, "as long as others");
    let another = school.enter_browser(None).await;
    let replayed = school.show(&another.token, &code).await;
    std::assert_matches!(replayed, Err(SecondFactorError::CodeRefused));
}

async fn five_wrong_codes_end_a_session_that_waits(store: Store) {
    let maya = Maya::raised(store).await;
    let school = &maya.school;
    let waiting = school.enter_browser(None).await;
    for _ in 0..4 {
        let wrong = school.show(&waiting.token, "000000").await;
        std::assert_matches!(wrong, Err(SecondFactorError::CodeRefused));
    }
    for code in ["000000", &maya.code()] {
        let over = school.show(&waiting.token, code).await;
        std::assert_matches!(over, Err(SecondFactorError::SessionNotFound));
    }
    let slow = school.enter_browser(None).await;
    school.clock.pass(10 * MINUTE);
    assert!(!school.is_pending(&slow.token).await);
}

async fn another_session_is_no_further_try_at_the_second_factor(store: Store) {
    let maya = Maya::raised(store).await;
    let school = &maya.school;
    for _ in 0..5 {
        let waiting = school.enter_browser(None).await;
        let wrong = school.show(&waiting.token, "000000").await;
        std::assert_matches!(wrong, Err(SecondFactorError::CodeRefused));
    }
    let waiting = school.enter_browser(None).await;
    let sixth = school.show(&waiting.token, &maya.code()).await;
    std::assert_matches!(sixth, Err(SecondFactorError::TooManyAttempts(_)));
    assert!(
        school.is_pending(&waiting.token).await,
        "it costs the session nothing"
    );
    let home = ClientInfo {
        address: Some([198, 51, 100, 7].into()),
        ..client()
    };
    let (token, code) = (&waiting.token, one_time(&maya.code()));
    let shown = school
        .identity
        .show_second_factor(token, &code, &home)
        .await;
    assert!(shown.is_ok(), "Maya at home gets in");
    school.clock.pass(MINUTE);
    let waiting = school.enter_browser(None).await;
    assert!(school.show(&waiting.token, &maya.code()).await.is_ok());
}

async fn of_two_devices_that_bring_one_code_at_once_one_gets_in(store: Store) {
    let maya = Maya::raised(store).await;
    let school = &maya.school;
    let api = school.sign_in(MAYA).await;
    let challenge = maya.challenge(&api).await;
    let browser = school.enter_browser(None).await;
    let (auth, code, client) = (maya.auth(&api).await, maya.code(), client());
    let (shown, answered) = tokio::join!(
        school.show(&browser.token, &code),
        maya.answer_as(&auth, &challenge, &code, &client),
    );
    std::assert_matches!(
        (shown, answered),
        (
            Ok(_),
            Err(AnswerChallengeError::CodeRefused | AnswerChallengeError::SessionNotFound)
        ) | (
            Err(SecondFactorError::CodeRefused | SecondFactorError::SessionNotFound),
            Ok(_)
        )
    );
}

async fn a_link_is_looked_at_without_being_used(store: Store) {
    let school = strict(store).await;
    school.claim(MAYA).await;
    let link = school.link(MAYA).await;
    for _ in 0..2 {
        let mailed = school.identity.find_link(&link).await.unwrap().unwrap();
        assert_eq!(mailed.flow, CodeFlow::SignUp);
        assert_eq!(mailed.email.as_str(), MAYA);
    }
    let client = client();
    let followed = school.identity.follow_link(&link, None, &client).await;
    let Ok(Confirmed::SignedIn(signed_in)) = followed else {
        panic!("nobody is signed in: {followed:?}");
    };
    assert!(school.is_open(&signed_in.token).await);
    assert!(school.identity.find_link(&link).await.unwrap().is_none());
    let again = school.identity.follow_link(&link, None, &client).await;
    std::assert_matches!(again, Err(VerificationError::CodeExpired));
    let readable = "SELECT COUNT(*) FROM one_time_codes WHERE LENGTH(link_hash) = 43";
    assert_eq!(school.store.number(readable).await, 1);
}
