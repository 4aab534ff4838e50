use std::{io, net::SocketAddr};

use opentelemetry_otlp::ExporterBuildError;

use crate::{
    server::{backup::BackupFailure, config::SettingsError},
    valkey::InvalidValkeyUrl,
};
use identity::{self, oidc};

/// Reason why the dashboard cannot start or keep running.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting is invalid.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The address is in use or not permitted.
    #[error("cannot listen on {addr}: set {setting} to another address")]
    Listen {
        /// The address.
        addr: SocketAddr,
        /// The setting that configures it.
        setting: &'static str,
        /// The cause.
        #[source]
        source: io::Error,
    },
    /// The built site is missing.
    #[error(
        "there is no built site in {folder}: run `make build`, or set LEPTOS_SITE_ROOT to its folder"
    )]
    NoSite {
        /// The configured folder.
        folder: String,
    },
    /// The database could not be opened.
    #[error(transparent)]
    Database(#[from] database::Error),
    /// The encryption key of the database's secrets cannot be read or created.
    #[error("the key in {file} cannot be read or created; set AUTH_SECRET_KEY, or repair the file")]
    SecretKey {
        /// Path of the key file.
        file: String,
        /// The cause.
        #[source]
        source: io::Error,
    },
    /// The address of the Valkey server is invalid.
    #[error("VALKEY_URL cannot be used")]
    Valkey(#[from] InvalidValkeyUrl),
    /// Traces cannot be sent as OpenTelemetry's environment variables ask for.
    #[error("traces cannot be sent: correct OpenTelemetry's variables (OTEL_…)")]
    Traces(#[from] ExporterBuildError),
    /// No backup was made, or none restored.
    #[error(transparent)]
    Backup(#[from] BackupFailure),
    /// The account store failed.
    #[error(transparent)]
    Accounts(#[from] identity::Error),
    /// The sign-in provider's settings are invalid.
    #[error(transparent)]
    SignIn(#[from] oidc::Error),
    /// The settings of another provider are invalid.
    #[error(transparent)]
    ExternalProvider(#[from] identity::ExternalProviderError),
    /// The settings of the bucket of pictures contradict each other.
    #[error("the bucket in PICTURE_STORAGE_URL cannot be used: check the variables AWS_…")]
    PictureStorage(#[from] object_store::Error),
    /// The HTTP client of webhooks cannot be built.
    #[error("webhooks cannot be sent")]
    Webhooks(#[from] reqwest::Error),
    /// A socket or file operation failed.
    #[error("the server failed")]
    Io(#[from] io::Error),
}
