//! Checks of Timeback: the sandbox if needed, then each service and the sign-in provider.

use tokio_util::sync::CancellationToken;
use url::Url;

use super::{Check, Report, clock, mend, sign_in};
use crate::server::{
    Settings,
    start::{self, StartError},
};
use identity::Env;
use timeback::{Service, Timeback};

const SANDBOX: &str = "sandbox";
const NEEDS_TOKEN: &str = "needs a token";

const SERVICES: [(Service, &str); 3] = [
    (Service::OneRoster, "OneRoster"),
    (Service::EduBridge, "EduBridge"),
    (Service::Caliper, "Caliper"),
];

pub(super) async fn check(settings: &Settings, env: &Env, report: &mut Report) {
    let stopping = CancellationToken::new();
    let sandbox = if settings.timeback.needs_sandbox() {
        match sandbox(settings, env, &stopping).await {
            Ok((origin, found)) => {
                report.ok(SANDBOX, format!("{found} at {}", mend::place(&origin)));
                origin
            }
            Err(error) => {
                report.failed(
                    SANDBOX,
                    &error,
                    "Another program listens on this address: stop it, or set SANDBOX_ADDR to a free address.",
                );
                return;
            }
        }
    } else {
        start::origin_of(settings.sandbox_addr)
    };
    services(settings, &sandbox, report).await;
    report.add(clock::check(&settings.timeback.client(&sandbox), env).await);
    report.add(sign_in::check(settings, &sandbox, env).await);
    stopping.cancel();
}

/// Finds the running sandbox, or starts one.
async fn sandbox(
    settings: &Settings,
    env: &Env,
    stopping: &CancellationToken,
) -> Result<(Url, &'static str), StartError> {
    let running = start::origin_of(settings.sandbox_addr);
    if is_sandbox(&running).await {
        return Ok((running, "running"));
    }
    let origin = start::start_sandbox(settings.sandbox_addr, env, stopping.clone()).await?;
    Ok((origin, "started for this check"))
}

/// Whether a sandbox responds at this origin.
async fn is_sandbox(origin: &Url) -> bool {
    let Ok(client) = reqwest::Client::builder()
        .no_proxy()
        .tls_certs_only([])
        .build()
    else {
        return false;
    };
    let Ok(people) = origin.join("/_sandbox/people") else {
        return false;
    };
    let asked = client.get(people).timeout(mend::PATIENCE).send().await;
    asked.is_ok_and(|answer| answer.status().is_success())
}

/// Checks the token service first: the other services require a token.
async fn services(settings: &Settings, sandbox: &Url, report: &mut Report) {
    let mut config = settings.timeback.client(sandbox);
    config.timeout = mend::PATIENCE;
    let timeback = Timeback::new(config);
    let config = timeback.config();
    if let Err(error) = timeback.probe(Service::Token).await {
        report.failed("credentials", &error, mend::service(&error, config));
        for (_, name) in SERVICES {
            report.skipped(name, NEEDS_TOKEN);
        }
        return;
    }
    report.ok(
        "credentials",
        format!("a token of {}", mend::place(&config.token_url)),
    );
    for (service, name) in SERVICES {
        let check = match timeback.probe(service).await {
            Ok(()) => Check::ok(name, mend::place(mend::url(service, config))),
            Err(error) => Check::failed(name, &error, mend::service(&error, config)),
        };
        report.add(check);
    }
}
