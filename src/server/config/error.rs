use timeback::app_config::AppConfigError;

/// An invalid setting. The message names the setting and the remedy.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// `Leptos.toml` or the environment could not be parsed.
    #[error("the settings could not be read: {0}")]
    Unreadable(Box<figment::Error>),
    /// A value is invalid.
    #[error("{name} must be {must}")]
    Invalid {
        /// Name of the variable.
        name: &'static str,
        /// Description of a valid value.
        must: &'static str,
    },
    /// A setting requires another one that is missing.
    #[error("{name} is missing: {because}")]
    Missing {
        /// Name of the variable.
        name: &'static str,
        /// Reason why it is required.
        because: &'static str,
    },
    /// A provider's settings are incomplete, or one of them cannot be used.
    #[error("{name} {problem}")]
    Provider {
        /// Name of the variable.
        name: String,
        /// What is wrong, and the remedy.
        problem: &'static str,
    },
    /// Two settings contradict each other.
    #[error("{0}")]
    Contradiction(&'static str),
    /// The app's `timeback.config.json` cannot be used.
    #[error("the courses in {file} cannot be used")]
    AppConfig {
        /// The file.
        file: String,
        /// The cause.
        source: AppConfigError,
    },
}
