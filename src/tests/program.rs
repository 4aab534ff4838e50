//! The built program with its embedded sandbox, in a folder of its own.

use std::path::Path;

use tempfile::TempDir;
use url::Url;

use super::{
    platform::Platform,
    process::{Process, Visitor, free_address},
};

/// A running program.
pub struct Program {
    pub process: Process,
    pub site: String,
    pub sandbox: String,
    pub metrics: String,
    folder: TempDir,
}

impl Program {
    /// Starts it from a shell that runs `command` first.
    pub async fn start_after(command: &str) -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::create_dir_all(folder.path().join("site/pkg")).unwrap();
        Self::start_in(folder, command).await
    }

    /// The same, in an existing folder.
    pub async fn start_in(folder: TempDir, command: &str) -> Self {
        let path = |name: &str| folder.path().join(name).display().to_string();
        let (site, sandbox, metrics) = (free_address(), free_address(), free_address());
        let variables = [
            ("LEPTOS_SITE_ADDR", site.clone()),
            ("LEPTOS_SITE_ROOT", path("site")),
            ("SANDBOX_ADDR", sandbox.clone()),
            ("METRICS_ADDR", metrics.clone()),
            ("DATABASE_URL", format!("sqlite:{}", path("data/school.db"))),
        ];
        let ready = format!("http://{site}/healthz");
        let process = Process::start_after(command, folder.path(), &variables, &ready).await;
        Self {
            process,
            site,
            sandbox,
            metrics,
            folder,
        }
    }

    /// The folder it runs in.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Kills it; returns its folder.
    pub fn kill(self) -> TempDir {
        self.process.kill();
        self.folder
    }

    /// Its origin.
    pub fn origin(&self) -> Url {
        format!("http://{}", self.site).parse().unwrap()
    }

    /// Signs in with this address of the sandbox's people.
    pub async fn sign_in(&self, email: &str) -> Visitor {
        let sandbox = format!("http://{}", self.sandbox).parse().unwrap();
        Visitor::sign_in(&self.origin(), &Platform::at(sandbox), email).await
    }
}
