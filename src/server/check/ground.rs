//! Local checks: courses, database and built site.

use super::Check;
use crate::server::{Settings, config::SettingsError, site::Site};
use database::{self, Database};
use timeback::AppConfig;

const COURSES: &str = "timeback.config.json";
const DATABASE: &str = "database";
const SITE: &str = "site";

/// Checks the app's course file; each problem gets a line.
pub(super) fn courses(settings: &Settings) -> Check {
    match settings.timeback.app() {
        Ok(None) => Check::ok(
            COURSES,
            "none: courses are shown by ID, and no activity can be recorded",
        ),
        Ok(Some(app)) => Check::ok(COURSES, describe(&app, settings)),
        Err(SettingsError::AppConfig { file, source }) if !source.problems().is_empty() => {
            let mut why = vec![format!("{file} breaks the rules")];
            why.extend(source.problems().iter().map(ToString::to_string));
            Check::failed_because(COURSES, why, "Correct each of these lines in the file.")
        }
        Err(error) => Check::failed(
            COURSES,
            &error,
            "Set TIMEBACK_CONFIG or --config to a JSON file that this user can read.",
        ),
    }
}

fn describe(app: &AppConfig, settings: &Settings) -> String {
    let synced = app.courses.iter().filter(|course| course.id.is_some());
    let (all, synced) = (app.courses.len(), synced.count());
    let origin = match settings.timeback.app_config_file() {
        Some(file) => file.display().to_string(),
        None => "built in".to_owned(),
    };
    if all == synced {
        format!("{origin}: {all} courses")
    } else {
        format!("{origin}: {all} courses, {synced} of them with an id for this environment")
    }
}

/// Checks that the database can be opened, migrated and written to.
pub(super) async fn database(url: &str) -> Check {
    let opened = Database::open(url).await;
    let written = match opened {
        Ok(database) => try_to_write(&database).await.map_err(Into::into),
        Err(error) => Err(error),
    };
    match written {
        // Other URLs may contain a password.
        Ok(()) => Check::ok(DATABASE, if url.starts_with("sqlite:") { url } else { "" }),
        Err(
            error @ (database::Error::UnknownUrl
            | database::Error::HostList
            | database::Error::SessionAttributes(_)),
        ) => Check::failed(DATABASE, &error, "Correct DATABASE_URL, or leave it out."),
        Err(error @ (database::Error::PoolerRefuses(_) | database::Error::PoolerForgets(_))) => {
            Check::failed(
                DATABASE,
                &error,
                "Change the pooler's settings, or set DATABASE_URL to PostgreSQL itself.",
            )
        }
        Err(error) => Check::failed(
            DATABASE,
            &error,
            "Let DATABASE_URL name a file in a folder that this user may write to, on a disk with space left, or a server that lets it in.",
        ),
    }
}

async fn try_to_write(database: &Database) -> Result<(), sqlx::Error> {
    let mut transaction = database.begin().await?;
    sqlx::query("CREATE TABLE writable (id INTEGER)")
        .execute(&mut *transaction)
        .await?;
    transaction.rollback().await
}

/// Checks the built site, which `make build` creates.
pub(super) fn site(settings: &Settings) -> Check {
    let site = Site::of(settings);
    if site.is_built() {
        return Check::ok(SITE, site.to_string());
    }
    Check::failed_because(
        SITE,
        vec![format!("there is no built site in {site}")],
        "Run `make build`, or set LEPTOS_SITE_ROOT to the folder of the built site.",
    )
}
