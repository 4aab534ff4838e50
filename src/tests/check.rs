//! `timeback-dashboard check`: one broken setting at a time, and its report.

use serde_json::json;
use tempfile::TempDir;
use timeback_dashboard::server::{
    self, Settings,
    check::{CheckResult, Report},
};

use super::world::World;

/// Settings that pass, and a running platform.
pub struct Stage {
    pub world: World,
    pub folder: TempDir,
}

impl Stage {
    pub async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::create_dir_all(folder.path().join("site/pkg")).unwrap();
        let world = World::new().await;
        Self { world, folder }
    }

    /// The report with these variables set.
    pub async fn check(&self, broken: &[(&str, &str)]) -> Report {
        let path = |name: &str| self.folder.path().join(name).display().to_string();
        let variable = |name: &str| {
            let given = broken.iter().find(|(key, _)| *key == name);
            given.map(|(_, value)| (*value).to_owned()).or(match name {
                "DATABASE_URL" => Some(format!("sqlite:{}", path("dashboard.db"))),
                "LEPTOS_SITE_ROOT" => Some(path("site")),
                "SANDBOX_ADDR" => Some(self.world.platform.origin.authority().to_owned()),
                _ => None,
            })
        };
        server::check(Settings::from_variables(variable)).await
    }

    /// Writes a file to the folder.
    fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }
}

/// The names of failed and skipped checks.
pub fn unsuccessful(report: &Report) -> Vec<&'static str> {
    let checks = report.checks().iter().filter(|check| !check.is_ok());
    checks.map(|check| check.name).collect()
}

/// The causes and the remedy of a check that failed or warns.
pub fn failure_text(report: &Report, name: &str) -> String {
    let check = report.checks().iter().find(|check| check.name == name);
    match &check.unwrap().result {
        CheckResult::Failed { causes, remedy } => format!("{} → {remedy}", causes.join(": ")),
        CheckResult::Warning { found, remedy } => format!("{found} → {remedy}"),
        other => panic!("{name}: {other:?}"),
    }
}

/// An address of this machine without a listener.
pub fn dead_port() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

#[tokio::test]
async fn a_dashboard_with_nothing_configured_is_ready() {
    let stage = Stage::new().await;
    let report = stage.check(&[]).await;
    assert!(report.is_ok(), "{report}");
    let lines = report.to_string();
    assert!(
        lines.contains("timeback.config.json  ok       built in: 69 courses"),
        "{lines}"
    );
    assert!(lines.ends_with("\nEverything is ready."), "{lines}");
    assert_eq!(
        report.to_json()["checks"][0],
        json!({ "name": "settings", "outcome": "ok", "detail": ["sandbox"] })
    );
}

#[tokio::test]
async fn without_a_running_sandbox_one_is_started_for_the_check() {
    let report = Stage::new()
        .await
        .check(&[("SANDBOX_ADDR", "127.0.0.1:0")])
        .await;
    assert!(report.is_ok(), "{report}");
    assert!(report.to_string().contains("started for this check"));
}

#[tokio::test]
async fn an_invalid_setting_ends_the_check() {
    let report = Stage::new().await.check(&[("TIMEBACK_ENV", "prod")]).await;
    assert_eq!(unsuccessful(&report), ["settings"]);
    assert!(
        failure_text(&report, "settings")
            .starts_with("TIMEBACK_ENV must be sandbox, staging or production → ")
    );
}

#[tokio::test]
async fn rejected_credentials_skip_the_services() {
    let secret = "hush-hush";
    let report = Stage::new()
        .await
        .check(&[
            ("TIMEBACK_ENV", "sandbox"),
            ("TIMEBACK_API_CLIENT_ID", "sandbox"),
            ("TIMEBACK_API_CLIENT_SECRET", secret),
        ])
        .await;
    assert_eq!(
        unsuccessful(&report),
        ["credentials", "OneRoster", "EduBridge", "Caliper"]
    );
    let text = failure_text(&report, "credentials");
    assert!(text.starts_with("Timeback's token endpoint refused the client's credentials (status 400): invalid_client → Check TIMEBACK_API_CLIENT_ID"), "{text}");
    assert!(!report.to_string().contains(secret) && !report.to_json().to_string().contains(secret));
}

#[tokio::test]
async fn an_unreachable_service_is_reported_with_its_setting() {
    let stage = Stage::new().await;
    let dead = dead_port();
    let report = stage.check(&[("TIMEBACK_CALIPER_URL", &dead)]).await;
    assert_eq!(unsuccessful(&report), ["Caliper"]);
    let text = failure_text(&report, "Caliper");
    assert!(text.starts_with("Caliper could not be reached: "), "{text}");
    assert!(
        text.contains(&format!(
            "→ Check that TIMEBACK_CALIPER_URL ({dead}) is right"
        )),
        "{text}"
    );
}

#[tokio::test]
async fn another_server_at_the_url_is_reported() {
    let stage = Stage::new().await;
    // A path that the sandbox answers with 404.
    let stranger = stage.world.platform.origin.join("/elsewhere").unwrap();
    let report = stage
        .check(&[("TIMEBACK_BASE_URL", stranger.as_str())])
        .await;
    assert_eq!(unsuccessful(&report)[0], "OneRoster");
    assert!(
        failure_text(&report, "OneRoster").contains("something else seems to answer there"),
        "{report}"
    );
}

#[tokio::test]
async fn a_different_issuer_is_reported() {
    let stage = Stage::new().await;
    let port = stage.world.platform.origin.port().unwrap();
    let report = stage
        .check(&[("TIMEBACK_SSO_ISSUER", &format!("http://localhost:{port}"))])
        .await;
    assert_eq!(unsuccessful(&report), ["sign-in"]);
    let text = failure_text(&report, "sign-in");
    assert!(
        text.starts_with("the identity provider could not be asked: its metadata and keys: "),
        "{text}"
    );
    assert!(text.contains(&format!("http://127.0.0.1:{port}")), "{text}");
    assert!(
        text.contains("exactly as the provider names itself"),
        "{text}"
    );
}

#[tokio::test]
async fn an_invalid_course_file_is_reported_line_by_line() {
    let stage = Stage::new().await;
    let courses = json!({ "name": "App", "courses": [{ "subject": "Math", "grade": 14 }, { "subject": "Math" }] });
    let file = stage.file("courses.json", &courses.to_string());
    let report = stage.check(&[("TIMEBACK_CONFIG", &file)]).await;
    assert_eq!(unsuccessful(&report), ["timeback.config.json"]);
    let lines = report.to_string();
    assert!(
        lines.contains("\n                               courses[0].grade: must be -1 to 13\n"),
        "{lines}"
    );
    assert!(
        lines.contains("courses[1]: needs a grade or a courseCode\n"),
        "{lines}"
    );
}

#[tokio::test]
async fn a_missing_or_invalid_file_is_reported() {
    let stage = Stage::new().await;
    let report = stage
        .check(&[("TIMEBACK_CONFIG", "/nowhere/courses.json")])
        .await;
    let missing = failure_text(&report, "timeback.config.json");
    assert!(
        missing.starts_with("the courses in /nowhere/courses.json cannot be used: No such file"),
        "{missing}"
    );
    let file = stage.file("courses.json", "{");
    let report = stage.check(&[("TIMEBACK_CONFIG", &file)]).await;
    assert!(
        failure_text(&report, "timeback.config.json")
            .contains("the file is not JSON: EOF while parsing"),
        "{report}"
    );
}

#[tokio::test]
async fn an_unwritable_database_is_reported() {
    let stage = Stage::new().await;
    let report = stage
        .check(&[("DATABASE_URL", "sqlite:/proc/dashboard.db")])
        .await;
    assert_eq!(unsuccessful(&report), ["database"]);
    let text = failure_text(&report, "database");
    assert!(
        text.starts_with("the database file /proc/dashboard.db could not be made: "),
        "{text}"
    );
    assert!(
        text.contains("→ Let DATABASE_URL name a file in a folder that this user may write to"),
        "{text}"
    );
}

#[tokio::test]
async fn a_missing_site_is_reported() {
    let report = Stage::new()
        .await
        .check(&[("LEPTOS_SITE_ROOT", "/nowhere")])
        .await;
    assert_eq!(unsuccessful(&report), ["site"]);
    assert!(failure_text(&report, "site").contains("Run `make build`"));
}
