//! `timeback-dashboard check`: whether everything is there that serving needs, and what to do where it is not.

mod ground;
mod mend;
mod platform;
mod report;
mod sign_in;

use secrecy::ExposeSecret as _;

pub use self::report::{Check, CheckResult, Report};
use super::{Settings, config::SettingsError, system_env};

/// Goes through the settings, `timeback.config.json`, every service of Timeback, the sign-in, the database and the
/// built site, as a start would; changes nothing but that a database that is not there is made. In the sandbox the
/// services are those of the one that runs, or of one started for this. The sign-in client's secret is not tried: a
/// provider says whether it holds only to somebody who signs in.
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
    report.add(ground::courses(&settings));
    platform::check(&settings, &system_env(), &mut report).await;
    report.add(ground::database(settings.database_url.expose_secret()).await);
    report.add(ground::site(&settings));
    report
}
