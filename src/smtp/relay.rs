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

use super::delivery_error::{DeliveryError, of_connecting, of_sending};

/// How long the server may take to let us in.
const ENTRY: Duration = Duration::from_secs(20);

/// How long it may take with a mail; some look into it for a while. The others wait no longer than this for one over which
/// the server falls silent.
const PATIENCE: Duration = Duration::from_secs(40);

const TOO_LATE: &str = "it did not answer in time";

/// The mail server that takes our mails, and as whom we come to it.
#[derive(Clone)]
pub struct Relay {
    host: String,
    port: u16,
    encryption: Encryption,
    credentials: Option<Credentials>,
    /// Who we say we are.
    hello: ClientId,
}

/// When a conversation is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encryption {
    FromTheStart,
    StartTls,
    Never,
}

/// Why a mail server cannot be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidRelay {
    /// The text is no address of one.
    #[error("not the address of a mail server")]
    NotAnAddress,
    /// Everybody on the way would read the password.
    #[error("the password would be sent in the clear")]
    PasswordInTheClear,
}

impl Relay {
    /// Reads the address of a mail server: `smtps://user:password@host:port` (TLS from the start, port 465 by default),
    /// `smtp://user:password@host:port?tls=required` (STARTTLS, 587), or `smtp://host:port` (neither, 25), with which a
    /// password may go no further than this machine. `site` is who we are to it: the host of our own pages.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(url: &SecretString, site: &Url) -> Result<Self, InvalidRelay> {
        const NOT_AN_ADDRESS: InvalidRelay = InvalidRelay::NotAnAddress;
        let url = Url::parse(url.expose_secret()).map_err(|_| NOT_AN_ADDRESS)?;
        let (encryption, port) = match (url.scheme(), url.query()) {
            ("smtps", None) => (Encryption::FromTheStart, 465),
            ("smtp", Some("tls=required")) => (Encryption::StartTls, 587),
            ("smtp", None) => (Encryption::Never, 25),
            _ => return Err(NOT_AN_ADDRESS),
        };
        // The web's brackets around an address of version 6 are not part of it.
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        if host.is_empty() || url.path().len() > 1 {
            return Err(NOT_AN_ADDRESS);
        }
        let credentials = credentials(&url)?;
        if credentials.is_some() && encryption == Encryption::Never && !is_this_machine(host) {
            return Err(InvalidRelay::PasswordInTheClear);
        }
        Ok(Self {
            host: host.to_owned(),
            port: url.port().unwrap_or(port),
            encryption,
            credentials,
            hello: who_we_are(site),
        })
    }

    /// Begins a conversation: whatever is refused now is not about a mail.
    pub(super) async fn connect(&self) -> Result<Conversation, DeliveryError> {
        match timeout(ENTRY, self.enter()).await {
            Ok(Ok(connection)) => Ok(Conversation(connection)),
            Ok(Err(error)) => Err(of_connecting(&error)),
            Err(_) => Err(DeliveryError::Outage(TOO_LATE.into())),
        }
    }

    async fn enter(&self) -> Result<AsyncSmtpConnection, Error> {
        let tls = || TlsParameters::new(self.host.clone());
        let wrapped = match self.encryption {
            Encryption::FromTheStart => Some(tls()?),
            Encryption::StartTls | Encryption::Never => None,
        };
        let address = (self.host.as_str(), self.port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(address, None, &self.hello, wrapped, None).await?;
        if self.encryption == Encryption::StartTls {
            connection.starttls(tls()?, &self.hello).await?;
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

/// The name and password in the address, if it has them.
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

fn is_this_machine(host: &str) -> bool {
    let address = host.parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

fn who_we_are(site: &Url) -> ClientId {
    match site.host() {
        Some(Host::Ipv4(address)) => ClientId::Ipv4(address),
        Some(Host::Ipv6(address)) => ClientId::Ipv6(address),
        Some(Host::Domain(name)) => ClientId::Domain(name.to_owned()),
        None => ClientId::default(),
    }
}

/// A conversation with a mail server that let us in.
pub(super) struct Conversation(AsyncSmtpConnection);

impl Conversation {
    /// Hands a mail over: it is the server's once this has succeeded. After a failure the conversation is over.
    pub async fn send(&mut self, message: &Message) -> Result<(), DeliveryError> {
        let (envelope, text) = (message.envelope(), message.formatted());
        match timeout(PATIENCE, self.0.send(envelope, &text)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(of_sending(&error)),
            Err(_) => Err(DeliveryError::Broken(TOO_LATE.into())),
        }
    }

    /// Says goodbye. Whatever the server answers, it has what it took.
    pub async fn close(mut self) {
        let _goodbye = timeout(ENTRY, self.0.quit()).await;
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
    fn each_form_of_the_address_is_understood() {
        for (url, encryption, port) in [
            (
                "smtps://user:s%40cret@mail.school.example",
                Encryption::FromTheStart,
                465,
            ),
            (
                "smtp://user:secret@mail.school.example?tls=required",
                Encryption::StartTls,
                587,
            ),
            ("smtp://mail.school.example", Encryption::Never, 25),
            ("smtp://user:secret@127.0.0.1:2525", Encryption::Never, 2525),
            ("smtp://user:secret@[::1]:2525", Encryption::Never, 2525),
            ("smtp://user:secret@localhost", Encryption::Never, 25),
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
    fn a_password_is_neither_sent_in_the_clear_nor_printed() {
        let in_the_clear = parse("smtp://user:secret@mail.school.example").unwrap_err();
        assert_eq!(in_the_clear, InvalidRelay::PasswordInTheClear);
        let relay = parse("smtps://user:secret@mail.school.example").unwrap();
        assert_eq!(format!("{relay:?}"), "Relay([redacted])");
    }
}
