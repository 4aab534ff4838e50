//! A dashboard, its database and the platform it talks to.

use std::path::PathBuf;

use axum::Router;
use identity::Role;
use secrecy::ExposeSecret as _;
use tempfile::TempDir;
use timeback_dashboard::server::{self, AppState, Settings};
use tokio_util::sync::CancellationToken;

use super::{
    auth_api::client::Client,
    browser::{Answer, Browser},
    clock::Clock,
    platform::Platform,
    store::Store,
};

pub const STUDENT: &str = "student@example.com";
pub const SIGN_IN: &str = "/api/timeback/identity/signin";
pub const SIGN_OUT: &str = "/api/timeback/identity/signout";
pub const ME: &str = "/api/timeback/user/me";

/// The dashboard as `main` serves it, over a database of its own, beside a sandbox on a port of its own.
pub struct World {
    pub clock: Clock,
    pub platform: Platform,
    pub stopping: CancellationToken,
    pub state: AppState,
    settings: Settings,
    router: Router,
    store: Store,
    _site: TempDir,
}

impl World {
    /// A dashboard with nothing configured.
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    /// A dashboard with nothing configured but its database.
    pub async fn on(store: Store) -> Self {
        Self::build(store, &[]).await
    }

    /// A dashboard with these variables set.
    pub async fn with(variables: &[(&str, &str)]) -> Self {
        Self::build(Store::sqlite(), variables).await
    }

    /// A dashboard on this database, with these variables set; `{platform}` in one is where the sandbox is.
    pub async fn on_with(store: Store, variables: &[(&str, &str)]) -> Self {
        Self::build(store, variables).await
    }

    /// Another process of the same dashboard, over the same database.
    pub async fn another_node(&self) -> Client {
        let (env, stopping) = (self.clock.env(), self.stopping.clone());
        let origin = &self.platform.origin;
        let state = server::assemble(&self.settings, origin, env, stopping).await;
        Client::new(server::router(state.unwrap()))
    }

    async fn build(store: Store, variables: &[(&str, &str)]) -> Self {
        let (clock, site, stopping) = (
            Clock::new(),
            TempDir::new().unwrap(),
            CancellationToken::new(),
        );
        let platform = Platform::start(&clock).await;
        make_site(&site);
        let at = platform.origin.as_str().trim_end_matches('/').to_owned();
        let variable = |name: &str| match name {
            "DATABASE_URL" => Some(store.url.clone()),
            // A server has no file to keep a key beside.
            "AUTH_SECRET_KEY" if store.url.starts_with("postgres") => Some("42".repeat(32)),
            "LEPTOS_SITE_ROOT" => Some(site.path().join("site").display().to_string()),
            _ => variables
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.replace("{platform}", &at)),
        };
        let settings = Settings::from_variables(variable).unwrap();
        let state = server::assemble(&settings, &platform.origin, clock.env(), stopping.clone())
            .await
            .unwrap();
        tokio::spawn(server::deliver(state.clone(), stopping.clone()));
        Self {
            clock,
            platform,
            stopping,
            settings,
            router: server::router(state.clone()),
            state,
            store,
            _site: site,
        }
    }

    /// Somebody who is not signed in.
    pub fn anonymous(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// The dashboard itself.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// A program that calls the API of accounts.
    pub fn client(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// The token of a program that administers accounts.
    pub async fn admin_token(&self) -> String {
        let day = std::time::Duration::from_hours(24);
        let token = self
            .state
            .identity
            .issue_admin_token(&Role::ServiceRole, day)
            .await;
        token.unwrap().expose_secret().to_owned()
    }

    /// Somebody who signed in with this address.
    pub async fn student(&self, email: &str) -> Browser {
        let browser = self.anonymous();
        assert_eq!(self.sign_in(&browser, email).await.location(), "/profile");
        browser
    }

    /// The whole way through the provider's form and back; answers what the callback did.
    pub async fn sign_in(&self, browser: &Browser, email: &str) -> Answer {
        let authorize = browser.get(SIGN_IN).await.location();
        browser
            .get(&self.platform.submit_form(&authorize, email).await)
            .await
    }

    /// Does to the database what no verb of ours does.
    pub async fn break_store(&self, statement: &'static str) {
        self.store.execute(statement).await;
    }

    /// The one number that a query answers.
    pub async fn number(&self, query: &'static str) -> i64 {
        self.store.number(query).await
    }

    /// The one text that a query answers.
    pub async fn text(&self, query: &'static str) -> String {
        self.store.text(query).await
    }

    /// All that is in the database, as text.
    pub async fn everything(&self) -> String {
        self.store.everything().await
    }

    /// The database's file, of a world on SQLite.
    pub fn database(&self) -> PathBuf {
        self.store.url.strip_prefix("sqlite:").unwrap().into()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.platform.stop();
    }
}

/// A built site of one asset.
fn make_site(folder: &TempDir) {
    let pkg = folder.path().join("site/pkg");
    std::fs::create_dir_all(&pkg).unwrap();
    std::fs::write(pkg.join("timeback-dashboard.css"), "body { margin: 0 }").unwrap();
    std::fs::write(
        folder.path().join("site/favicon.svg"),
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    )
    .unwrap();
}
