//! Whether this dashboard answers at `PUBLIC_URL`, and what the proxies on the way pass on.

mod answer;
mod seen;

use reqwest::{StatusCode, redirect::Policy};
use secrecy::ExposeSecret as _;

pub use self::answer::answer;
use self::seen::{Question, Seen};
use super::{Check, mend};
use crate::server::{Settings, StartError, accounts, origin::PublicOrigin};
use database::Database;
use identity::{Env, Identity};

const PUBLIC_URL: &str = "PUBLIC_URL";

/// Path of the answer.
pub const PATH: &str = "/_check";

/// Asks the running dashboard through `PUBLIC_URL`.
pub(super) async fn check(settings: &Settings, env: &Env) -> Check {
    let PublicOrigin::Fixed(url) = &settings.origin else {
        return Check::ok(PUBLIC_URL, "not set: for browsers on this machine");
    };
    let Ok(identity) = open(settings, env).await else {
        return Check::skipped(PUBLIC_URL, "needs the database");
    };
    let question = Question::new(&identity, env);
    let origin = url.as_str().trim_end_matches('/');
    let asked = ask(&format!("{origin}{PATH}?{question}")).await;
    let (status, text) = match asked {
        Ok(answer) => answer,
        Err(error) if error.is_connect() && !is_about_tls(&error) => {
            return unanswered(format!("nothing answers at {origin}"));
        }
        Err(error) => return failed(&error, origin),
    };
    match question.verified(&identity, &text) {
        Some(seen) => judge(&seen, origin),
        None if is_from_proxy(status) => unanswered(format!(
            "{origin} answers {status}: the proxy does not reach the dashboard"
        )),
        None if status.is_redirection() => Check::failed_because(
            PUBLIC_URL,
            vec![format!("{origin} leads elsewhere")],
            "Set PUBLIC_URL to the address that stands in the browser's address bar at the end.",
        ),
        None => Check::failed_because(
            PUBLIC_URL,
            vec![format!("something else answers at {origin} ({status})")],
            "Let the proxy lead to LEPTOS_SITE_ADDR. If another dashboard answers, give both the same database and AUTH_SECRET_KEY.",
        ),
    }
}

/// The accounts, whose key proves who asks and who answers.
async fn open(settings: &Settings, env: &Env) -> Result<Identity, StartError> {
    let database = Database::open(settings.database_url.expose_secret()).await?;
    accounts::open(settings, database, env)
}

async fn ask(url: &str) -> Result<(StatusCode, String), reqwest::Error> {
    let client = reqwest::Client::builder()
        .redirect(Policy::none())
        .timeout(mend::PATIENCE)
        .build()?;
    let answer = client.get(url).send().await?;
    Ok((answer.status(), answer.text().await?))
}

/// Whether a proxy says that it reached no server.
fn is_from_proxy(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT
    )
}

fn is_about_tls(error: &reqwest::Error) -> bool {
    format!("{error:?}").contains("certificate")
}

fn unanswered(what: String) -> Check {
    Check::warning(
        PUBLIC_URL,
        what,
        "Start the dashboard and its proxy, and check again.",
    )
}

fn failed(error: &reqwest::Error, origin: &str) -> Check {
    Check::failed(
        PUBLIC_URL,
        error,
        format!(
            "Check that {origin} is right, and that its certificate is one that browsers know."
        ),
    )
}

/// What follows from what the dashboard saw of the question.
fn judge(seen: &Seen, origin: &str) -> Check {
    if seen.origin != origin {
        return Check::failed_because(
            PUBLIC_URL,
            vec![format!(
                "the dashboard runs with another PUBLIC_URL: {}",
                seen.origin
            )],
            "Start it again with the settings that were checked.",
        );
    }
    match (seen.is_forwarded, seen.is_trusted) {
        (true, false) => Check::warning(
            PUBLIC_URL,
            "a proxy stands before the dashboard, and its X-Forwarded-For is not believed: all users count as one network address",
            format!("Set TRUSTED_PROXIES to {}.", seen.peer),
        ),
        // Who speaks https stands before the dashboard, which does not.
        (false, is_trusted) if is_trusted || origin.starts_with("https:") => Check::warning(
            PUBLIC_URL,
            "the proxy passes no X-Forwarded-For on: all users count as one network address",
            format!(
                "Set TRUSTED_PROXIES to {}, and for nginx: proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
                seen.peer
            ),
        ),
        _ => Check::ok(PUBLIC_URL, format!("this dashboard answers at {origin}")),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::CheckResult, *};

    fn judged(origin: &str, is_forwarded: bool, is_trusted: bool) -> CheckResult {
        let seen = Seen {
            origin: origin.to_owned(),
            peer: "10.0.0.7".to_owned(),
            is_forwarded,
            is_trusted,
        };
        judge(&seen, origin).result
    }

    #[test]
    fn a_proxy_and_its_trust_belong_together() {
        const SECURE: &str = "https://school.example";
        let remedy = |result| match result {
            CheckResult::Warning { remedy, .. } => remedy,
            other => panic!("{other:?}"),
        };
        let untrusted = remedy(judged(SECURE, true, false));
        assert_eq!(untrusted, "Set TRUSTED_PROXIES to 10.0.0.7.");
        for is_trusted in [true, false] {
            let silent = remedy(judged(SECURE, false, is_trusted));
            assert!(silent.contains("proxy_set_header X-Forwarded-For"));
        }
        for (origin, is_proxied) in [(SECURE, true), ("http://school.example", false)] {
            let result = judged(origin, is_proxied, is_proxied);
            assert!(matches!(result, CheckResult::Ok(_)), "{result:?}");
        }
    }
}
