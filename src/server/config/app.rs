use std::path::{Path, PathBuf};

use super::{
    SettingsError,
    timeback::{Environment, TimebackSettings},
};
use timeback::{self, AppConfig};

/// What the sandbox teaches, for a dashboard of which nobody said what it offers.
const OF_SANDBOX: &[u8] = include_bytes!("sandbox.timeback.config.json");

impl TimebackSettings {
    /// Takes this `timeback.config.json` in place of the one that was set.
    pub fn use_app_config(&mut self, file: PathBuf) {
        self.app_config = Some(file);
    }

    /// The `timeback.config.json` that was set, or lies in the working folder.
    pub fn app_config_file(&self) -> Option<&Path> {
        self.app_config.as_deref()
    }

    /// The courses this dashboard offers: those of the file, else in the sandbox all of the sandbox's, else none.
    ///
    /// # Errors
    /// The file cannot be read, or breaks the rules.
    pub fn app(&self) -> Result<Option<AppConfig>, SettingsError> {
        let environment = match self.environment {
            Environment::Sandbox => timeback::Environment::Local,
            Environment::Staging => timeback::Environment::Staging,
            Environment::Production => timeback::Environment::Production,
        };
        let (name, app) = match &self.app_config {
            Some(file) => (
                file.display().to_string(),
                AppConfig::read(file, environment),
            ),
            None if self.is_sandbox() => (
                "the sandbox's timeback.config.json".to_owned(),
                AppConfig::parse(OF_SANDBOX, environment),
            ),
            None => return Ok(None),
        };
        app.map(Some)
            .map_err(|source| SettingsError::AppConfig { file: name, source })
    }
}
