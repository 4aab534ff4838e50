//! A dashboard, its database and the platform.

use std::path::PathBuf;

use axum::Router;
use identity::{Env, Role};
use jiff::SignedDuration;
use secrecy::ExposeSecret as _;
use tempfile::TempDir;
use timeback_dashboard::{
    server::{self, AppState, Settings},
    webhooks::WebhookWorker,
};
use tokio::task::JoinHandle;
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

/// A dashboard as `main` serves it, with a database of its own and a sandbox on a port of its own.
pub struct World {
    pub clock: Clock,
    pub platform: Platform,
    pub stopping: CancellationToken,
    pub state: AppState,
    settings: Settings,
    router: Router,
    deliveries: JoinHandle<()>,
    store: Store,
    _site: TempDir,
}

/// One process of a dashboard.
pub struct Node {
    pub state: AppState,
    router: Router,
    deliveries: JoinHandle<()>,
}

impl Node {
    async fn start(
        settings: &Settings,
        platform: &Platform,
        env: Env,
        stopping: CancellationToken,
    ) -> Self {
        let state = server::assemble(settings, &platform.origin, env, stopping.clone())
            .await
            .unwrap();
        Self {
            deliveries: tokio::spawn(server::deliver(state.clone(), stopping)),
            router: server::router(state.clone()),
            state,
        }
    }

    /// A browser with the cookies of this one, answered by this node.
    pub fn browser(&self, same: &Browser) -> Browser {
        same.copy_to(self.router.clone())
    }

    /// A client of the auth API.
    pub fn client(&self) -> Client {
        Client::new(self.router.clone())
    }
}

impl World {
    /// A dashboard without configuration.
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    /// A dashboard with only a database configured.
    pub async fn on(store: Store) -> Self {
        Self::build(store, &[]).await
    }

    /// A dashboard with these variables set.
    pub async fn with(variables: &[(&str, &str)]) -> Self {
        Self::build(Store::sqlite(), variables).await
    }

    /// A dashboard on this database with these variables set; `{platform}` in a value is the sandbox's origin.
    pub async fn on_with(store: Store, variables: &[(&str, &str)]) -> Self {
        Self::build(store, variables).await
    }

    /// Another process of the same dashboard, on the same database.
    pub async fn another_node(&self) -> Node {
        self.another_node_apart(SignedDuration::ZERO).await
    }

    /// The same, on a machine whose clock is ahead by this much.
    pub async fn another_node_apart(&self, apart: SignedDuration) -> Node {
        let (env, stopping) = (self.clock.env_apart(apart), self.stopping.clone());
        Node::start(&self.settings, &self.platform, env, stopping).await
    }

    /// Lets this node's deliveries die without a last word, as if the process were killed.
    pub fn kill_deliveries(&self) {
        self.deliveries.abort();
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
            // A database server has no folder for a key file.
            "AUTH_SECRET_KEY" if store.url.starts_with("postgres") => Some("42".repeat(32)),
            "LEPTOS_SITE_ROOT" => Some(site.path().join("site").display().to_string()),
            _ => variables
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.replace("{platform}", &at)),
        };
        let settings = Settings::from_variables(variable).unwrap();
        let node = Node::start(&settings, &platform, clock.env(), stopping.clone()).await;
        Self {
            clock,
            platform,
            stopping,
            settings,
            router: node.router,
            state: node.state,
            deliveries: node.deliveries,
            store,
            _site: site,
        }
    }

    /// A worker that delivers webhooks to the configured receiver.
    pub fn webhook_worker(&self) -> WebhookWorker {
        let settings = self.settings.webhooks.as_ref().expect("a receiver");
        server::webhook_worker(&self.state, settings).unwrap()
    }

    /// A browser that is not signed in.
    pub fn anonymous(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// The router.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// A client of the auth API.
    pub fn client(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// An administrator's token.
    pub async fn admin_token(&self) -> String {
        let day = std::time::Duration::from_hours(24);
        let token = self
            .state
            .identity
            .issue_admin_token(&Role::ServiceRole, day)
            .await;
        token.unwrap().expose_secret().to_owned()
    }

    /// A browser that signed in with this address.
    pub async fn student(&self, email: &str) -> Browser {
        let browser = self.anonymous();
        assert_eq!(self.sign_in(&browser, email).await.location(), "/profile");
        browser
    }

    /// Signs in through the provider's form; returns the callback's response.
    pub async fn sign_in(&self, browser: &Browser, email: &str) -> Answer {
        let authorize = browser.get(SIGN_IN).await.location();
        browser
            .get(&self.platform.submit_form(&authorize, email).await)
            .await
    }

    /// Executes SQL for changes that the application does not offer.
    pub async fn break_store(&self, statement: &'static str) {
        self.store.execute(statement).await;
    }

    /// The number that a query returns.
    pub async fn number(&self, query: &'static str) -> i64 {
        self.store.number(query).await
    }

    /// The text that a query returns.
    pub async fn text(&self, query: &'static str) -> String {
        self.store.text(query).await
    }

    /// Everything in the database, as text.
    pub async fn everything(&self) -> String {
        self.store.everything().await
    }

    /// The database file, of a world on SQLite.
    pub fn database(&self) -> PathBuf {
        self.store.url.strip_prefix("sqlite:").unwrap().into()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.platform.stop();
    }
}

/// A built site with one asset.
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
