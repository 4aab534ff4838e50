//! `timeback-dashboard check`: checks everything that serving needs, and suggests a remedy for each failure.

mod clock;
mod collector;
mod ground;
mod mail;
mod mend;
mod platform;
mod public_url;
mod report;
mod sign_in;
mod valkey;

use secrecy::ExposeSecret as _;

pub use self::{
    public_url::{PATH, answer},
    report::{Check, CheckResult, Report},
};
use super::{Settings, config::SettingsError, system_env};

/// Checks the settings, `timeback.config.json`, all Timeback services, the clock, the sign-in provider, the database,
/// Valkey, the built site, the mail server, the collector of traces, and whether the running dashboard answers at `PUBLIC_URL`.
///
/// Changes nothing, except that a missing database is created. In the sandbox environment it uses a running sandbox or
/// starts one. It cannot check the sign-in client's secret, as the provider verifies that only during a sign-in.
pub async fn check(settings: Result<Settings, SettingsError>) -> Report {
    let mut report = Report::default();
    let settings = match settings {
        Ok(settings) => settings,
        Err(error) => {
            let mend = "Set it in Leptos.toml or in the environment; README.md has the table.";
            report.failed("settings", &error, mend);
            return report;
        }
    };
    report.ok("settings", settings.timeback.environment_name());
    if !settings.external.is_empty() {
        let names = settings.external.iter().map(|it| it.provider.name());
        report.ok("other sign-ins", names.collect::<Vec<_>>().join(", "));
    }
    report.add(ground::courses(&settings));
    let env = system_env();
    platform::check(&settings, &env, &mut report).await;
    report.add(ground::database(settings.database_url.expose_secret()).await);
    if let Some(valkey) = valkey::check(settings.valkey_url.as_ref()).await {
        report.add(valkey);
    }
    report.add(ground::site(&settings));
    report.add(mail::check(settings.mail.as_ref()).await);
    if let Some(collector) = collector::check(settings.collector.as_ref()).await {
        report.add(collector);
    }
    report.add(public_url::check(&settings, &env).await);
    report
}
