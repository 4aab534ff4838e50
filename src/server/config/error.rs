use timeback::app_config::AppConfigError;

/// A setting that stops the start, in a sentence that names it and the mend.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// `Leptos.toml` or the environment could not be read as settings.
    #[error("the settings could not be read: {0}")]
    Unreadable(Box<figment::Error>),
    /// A value has the wrong form.
    #[error("{name} must be {must}")]
    Invalid {
        /// The variable's name.
        name: &'static str,
        /// What would be right.
        must: &'static str,
    },
    /// A setting needs another one.
    #[error("{name} is missing: {because}")]
    Missing {
        /// The variable's name.
        name: &'static str,
        /// What needs it.
        because: &'static str,
    },
    /// Two settings cannot both be meant.
    #[error("{0}")]
    Contradiction(&'static str),
    /// The app's `timeback.config.json` cannot be used.
    #[error("the courses in {file} cannot be used")]
    AppConfig {
        /// The file.
        file: String,
        /// Why not.
        source: AppConfigError,
    },
}
