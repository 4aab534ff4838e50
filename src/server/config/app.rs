use std::path::{Path, PathBuf};

use super::{
    SettingsError,
    timeback::{Environment, TimebackSettings},
};
use timeback::{self, AppConfig};

/// The sandbox's courses, used when no course file is configured.
const OF_SANDBOX: &[u8] = include_bytes!("sandbox.timeback.config.json");

impl TimebackSettings {
    /// Uses this `timeback.config.json` instead of the configured one.
    pub fn use_app_config(&mut self, file: PathBuf) {
        self.app_config = Some(file);
    }

    /// The configured `timeback.config.json`, or the one in the working directory.
    pub fn app_config_file(&self) -> Option<&Path> {
        self.app_config.as_deref()
    }

    /// The app's courses: from the file or, in the sandbox, the sandbox's own; otherwise none.
    ///
    /// # Errors
    /// Returns [`SettingsError`] when the file cannot be read or is invalid.
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
