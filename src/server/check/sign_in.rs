//! The sign-in provider: its discovery document and its keys.

use url::Url;

use super::Check;
use crate::server::Settings;
use identity::{Env, oidc};

const SIGN_IN: &str = "sign-in";

pub(super) async fn check(settings: &Settings, sandbox: &Url, env: &Env) -> Check {
    let sign_in = settings.timeback.sign_in(sandbox);
    let provider = oidc::Provider::new(
        &sign_in.issuer,
        sign_in.client.id,
        sign_in.client.secret,
        env.clock(),
    );
    let discovered = match &provider {
        Ok(provider) => provider.discover().await,
        Err(_) => Ok(()),
    };
    match provider.and(discovered) {
        Ok(()) => Check::ok(SIGN_IN, sign_in.issuer),
        Err(error) => Check::failed(
            SIGN_IN,
            &error,
            format!(
                "Check that TIMEBACK_SSO_ISSUER ({}) is written exactly as the provider names itself, and that this machine can reach it.",
                sign_in.issuer
            ),
        ),
    }
}
