use super::stage::dashboard;
use crate::{
    accounts::authenticator::Authenticator,
    clock::MINUTE,
    sign_in_pages::actor::{MAYA, Mail, PASSWORD},
    store::{Store, on_both_engines},
};

on_both_engines![
    a_sensitive_change_needs_a_recent_proof,
    a_code_by_mail_is_a_proof,
    who_has_an_app_proves_it_by_the_app,
];

const NEEDED: (u16, &str) = (403, "session_reverification_required");

async fn a_sensitive_change_needs_a_recent_proof(store: Store) {
    let world = dashboard(store).await;
    let maya = world.anonymous();
    let sign_in = maya.clerk_sign_in().await;
    let session = sign_in["created_session_id"].as_str().unwrap().to_owned();
    world.clock.pass(6 * MINUTE);
    for path in ["/me?_method=DELETE", "/me/totp"] {
        let (status, code) = maya.clerk(path, &[]).await.clerk_error();
        assert_eq!((status, code.as_str()), NEEDED, "{path}");
    }
    let verify = format!("/client/sessions/{session}/verify");
    let begun = maya.clerk_ok(&verify, &[("level", "first_factor")]).await;
    assert_eq!(begun["status"], "needs_first_factor");
    let strategies = &begun["supported_first_factors"];
    assert_eq!(strategies[0]["strategy"], "password");
    let attempt = format!("{verify}/attempt_first_factor");
    let wrong = [("strategy", "password"), ("password", "not the password")];
    let (status, code) = maya.clerk(&attempt, &wrong).await.clerk_error();
    assert_eq!((status, code.as_str()), (422, "verification_failed"));
    let right = [("strategy", "password"), ("password", PASSWORD)];
    let done = maya.clerk_ok(&attempt, &right).await;
    assert_eq!(done["status"], "complete");
    assert_eq!(done["session"]["factor_verification_age"][0], 0);
    let totp = maya.clerk_ok("/me/totp", &[]).await;
    assert_eq!(totp["verified"], false);
}

async fn a_code_by_mail_is_a_proof(store: Store) {
    let world = dashboard(store).await;
    let maya = world.anonymous();
    let sign_in = maya.clerk_sign_in().await;
    let session = sign_in["created_session_id"].as_str().unwrap().to_owned();
    world.clock.pass(6 * MINUTE);
    let verify = format!("/client/sessions/{session}/verify");
    let code = [("strategy", "email_code")];
    let prepare = format!("{verify}/prepare_first_factor");
    maya.clerk_ok(&prepare, &code).await;
    let code = Mail::to(&world, MAYA).await.code();
    let attempt = format!("{verify}/attempt_first_factor");
    let fields = [("strategy", "email_code"), ("code", code.as_str())];
    let done = maya.clerk_ok(&attempt, &fields).await;
    assert_eq!(done["status"], "complete");
    // Once.
    let (status, code) = maya.clerk(&attempt, &fields).await.clerk_error();
    assert_eq!((status, code.as_str()), (422, "verification_failed"));
    let deleted = maya.clerk_ok("/me?_method=DELETE", &[]).await;
    assert_eq!(deleted["deleted"], true);
    assert!(maya.clerk_client().await.is_null());
}

async fn who_has_an_app_proves_it_by_the_app(store: Store) {
    let world = dashboard(store).await;
    let maya = world.anonymous();
    let sign_in = maya.clerk_sign_in().await;
    let session = sign_in["created_session_id"].as_str().unwrap().to_owned();
    let totp = maya.clerk_ok("/me/totp", &[]).await;
    let app = Authenticator::new(totp["secret"].as_str().unwrap());
    let code = || app.code(world.clock.now().as_second());
    let first = [("code", code())];
    let first = first.each_ref().map(|(name, code)| (*name, code.as_str()));
    maya.clerk_ok("/me/totp/attempt_verification", &first).await;
    world.clock.pass(6 * MINUTE);
    let verify = format!("/client/sessions/{session}/verify");
    let begun = maya.clerk_ok(&verify, &[]).await;
    assert_eq!(begun["status"], "needs_second_factor");
    let password = [("strategy", "password"), ("password", PASSWORD)];
    let attempt = format!("{verify}/attempt_first_factor");
    let (status, refused) = maya.clerk(&attempt, &password).await.clerk_error();
    assert_eq!((status, refused.as_str()), (422, "verification_failed"));
    let code = code();
    let fields = [("strategy", "totp"), ("code", code.as_str())];
    let attempt = format!("{verify}/attempt_second_factor");
    let done = maya.clerk_ok(&attempt, &fields).await;
    assert_eq!(done["session"]["factor_verification_age"][1], 0);
    let removed = maya.clerk_ok("/me/totp?_method=DELETE", &[]).await;
    assert_eq!(removed["deleted"], true);
}
