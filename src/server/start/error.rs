use std::{io, net::SocketAddr};

use crate::server::config::SettingsError;
use identity::{self, oidc};

/// Why the dashboard does not run.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting is wrong.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// Somebody else listens there, or we may not.
    #[error("cannot listen on {addr}: set {setting} to another address")]
    Listen {
        /// The address.
        addr: SocketAddr,
        /// The setting that names it.
        setting: &'static str,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// The built site is not where it should be.
    #[error(
        "there is no built site in {folder}: run `make build`, or set LEPTOS_SITE_ROOT to where it is"
    )]
    NoSite {
        /// Where it should be.
        folder: String,
    },
    /// The database could not be opened.
    #[error(transparent)]
    Database(#[from] database::Error),
    /// The key that seals the database's secrets cannot be had.
    #[error("the key in {file} cannot be read or made; set AUTH_SECRET_KEY, or mend the file")]
    SecretKey {
        /// Where it is, or should be.
        file: String,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// The accounts cannot be kept.
    #[error(transparent)]
    Accounts(#[from] identity::Error),
    /// The sign-in provider's settings do not hold.
    #[error(transparent)]
    SignIn(#[from] oidc::Error),
    /// A socket or a file failed us.
    #[error("the server failed")]
    Io(#[from] io::Error),
}
