use std::{fmt, net::IpAddr, time::Duration};

use lettre::{
    Message,
    transport::smtp::{
        Error,
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, TlsParameters},
        extension::ClientId,
    },
};
use percent_encoding::percent_decode_str;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::time::timeout;
use url::{Host, Url};

use super::delivery_error::{describe, from_send};
use crate::delivery::DeliveryError;

/// Timeout for connecting, including TLS and authentication.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);

/// Timeout for sending one mail: some servers scan it first. A server that hangs delays the other mails by no more.
const SEND_TIMEOUT: Duration = Duration::from_secs(40);

const TIMED_OUT: &str = "it did not respond in time";

/// The SMTP server (relay) that mails are sent to, with our credentials.
#[derive(Clone)]
pub struct Relay {
    host: String,
    port: u16,
    encryption: Encryption,
    credentials: Option<Credentials>,
    /// Our name in `EHLO`.
    client_id: ClientId,
}

/// Encryption of the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encryption {
    ImplicitTls,
    StartTls,
    Plaintext,
}

/// Error of parsing a mail server's URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidRelay {
    /// The URL is not that of a mail server.
    #[error("not the address of a mail server")]
    NotAnAddress,
    /// The password would be sent unencrypted over the network.
    #[error("the password would be sent in the clear")]
    PasswordInTheClear,
}

impl Relay {
    /// Parses the URL of a mail server: `smtps://user:password@host:port` (implicit TLS, default port 465),
    /// `smtp://user:password@host:port?tls=required` (STARTTLS, 587), or `smtp://host:port` (plaintext, 25), which allows a
    /// password only for the local machine. The host of `site` is our name in `EHLO`.
    ///
    /// # Errors
    /// Returns [`InvalidRelay`] for any other URL, and for a password that would be sent unencrypted.
    pub fn parse(url: &SecretString, site: &Url) -> Result<Self, InvalidRelay> {
        const NOT_AN_ADDRESS: InvalidRelay = InvalidRelay::NotAnAddress;
        let url = Url::parse(url.expose_secret()).map_err(|_| NOT_AN_ADDRESS)?;
        let (encryption, port) = match (url.scheme(), url.query()) {
            ("smtps", None) => (Encryption::ImplicitTls, 465),
            ("smtp", Some("tls=required")) => (Encryption::StartTls, 587),
            ("smtp", None) => (Encryption::Plaintext, 25),
            _ => return Err(NOT_AN_ADDRESS),
        };
        // URLs write IPv6 addresses in brackets.
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        if host.is_empty() || url.path().len() > 1 {
            return Err(NOT_AN_ADDRESS);
        }
        let credentials = credentials(&url)?;
        if credentials.is_some() && encryption == Encryption::Plaintext && !is_local(host) {
            return Err(InvalidRelay::PasswordInTheClear);
        }
        Ok(Self {
            host: host.to_owned(),
            port: url.port().unwrap_or(port),
            encryption,
            credentials,
            client_id: client_id(site),
        })
    }

    /// Signs in at the server, as for a mail, and leaves again.
    ///
    /// # Errors
    /// Returns the reason why no mail could be sent, without the server's own words, which may contain an address.
    pub async fn test(&self) -> Result<(), String> {
        self.open_session().await?.close().await;
        Ok(())
    }

    /// Opens an SMTP session.
    pub(super) async fn connect(&self) -> Result<SmtpSession, DeliveryError> {
        // It never concerns a mail.
        self.open_session().await.map_err(DeliveryError::Outage)
    }

    async fn open_session(&self) -> Result<SmtpSession, String> {
        match timeout(CONNECT_TIMEOUT, self.open()).await {
            Ok(Ok(connection)) => Ok(SmtpSession(connection)),
            Ok(Err(error)) => Err(describe(&error)),
            Err(_) => Err(TIMED_OUT.into()),
        }
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, Error> {
        let tls = || TlsParameters::new(self.host.clone());
        let wrapped = match self.encryption {
            Encryption::ImplicitTls => Some(tls()?),
            Encryption::StartTls | Encryption::Plaintext => None,
        };
        let address = (self.host.as_str(), self.port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(address, None, &self.client_id, wrapped, None)
                .await?;
        if self.encryption == Encryption::StartTls {
            connection.starttls(tls()?, &self.client_id).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(connection)
    }
}

impl fmt::Debug for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Relay([redacted])")
    }
}

/// Parses the user name and password in the URL, if any.
fn credentials(url: &Url) -> Result<Option<Credentials>, InvalidRelay> {
    let Some(password) = url.password() else {
        return Ok(None);
    };
    let decoded = |text| match percent_decode_str(text).decode_utf8() {
        Ok(decoded) => Ok(decoded.into_owned()),
        Err(_) => Err(InvalidRelay::NotAnAddress),
    };
    let credentials = Credentials::new(decoded(url.username())?, decoded(password)?);
    Ok(Some(credentials))
}

fn is_local(host: &str) -> bool {
    let address = host.parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

fn client_id(site: &Url) -> ClientId {
    match site.host() {
        Some(Host::Ipv4(address)) => ClientId::Ipv4(address),
        Some(Host::Ipv6(address)) => ClientId::Ipv6(address),
        Some(Host::Domain(name)) => ClientId::Domain(name.to_owned()),
        None => ClientId::default(),
    }
}

/// An authenticated SMTP session.
pub struct SmtpSession(AsyncSmtpConnection);

impl SmtpSession {
    /// Sends a mail. After an error the session cannot be used any more.
    pub async fn send(&mut self, message: &Message) -> Result<(), DeliveryError> {
        let (envelope, text) = (message.envelope(), message.formatted());
        match timeout(SEND_TIMEOUT, self.0.send(envelope, &text)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(from_send(&error)),
            Err(_) => Err(DeliveryError::Interrupted(TIMED_OUT.into())),
        }
    }

    /// Ends the session with `QUIT` and ignores the reply: the sent mails are accepted.
    pub async fn close(mut self) {
        let _reply = timeout(CONNECT_TIMEOUT, self.0.quit()).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(url: &str) -> Result<Relay, InvalidRelay> {
        let site = Url::parse("https://dashboard.school.example").unwrap();
        Relay::parse(&url.into(), &site)
    }

    #[test]
    fn each_form_of_the_url_is_parsed() {
        for (url, encryption, port) in [
            (
                "smtps://user:s%40cret@mail.school.example",
                Encryption::ImplicitTls,
                465,
            ),
            (
                "smtp://user:secret@mail.school.example?tls=required",
                Encryption::StartTls,
                587,
            ),
            ("smtp://mail.school.example", Encryption::Plaintext, 25),
            (
                "smtp://user:secret@127.0.0.1:2525",
                Encryption::Plaintext,
                2525,
            ),
            ("smtp://user:secret@[::1]:2525", Encryption::Plaintext, 2525),
            ("smtp://user:secret@localhost", Encryption::Plaintext, 25),
        ] {
            let relay = parse(url).unwrap();
            assert_eq!((relay.encryption, relay.port), (encryption, port), "{url}");
        }
        for url in [
            "",
            "mail.school.example",
            "https://mail.school.example",
            "smtp://",
            "smtp://mail.school.example?tls=opportunistic",
            "smtp://mail.school.example/path",
        ] {
            assert_eq!(parse(url).unwrap_err(), InvalidRelay::NotAnAddress, "{url}");
        }
    }

    #[test]
    fn a_password_is_neither_sent_unencrypted_nor_printed() {
        let in_the_clear = parse("smtp://user:secret@mail.school.example").unwrap_err();
        assert_eq!(in_the_clear, InvalidRelay::PasswordInTheClear);
        let relay = parse("smtps://user:secret@mail.school.example").unwrap();
        assert_eq!(format!("{relay:?}"), "Relay([redacted])");
    }
}
