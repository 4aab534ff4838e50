use std::collections::BTreeMap;

use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use super::SettingsError;
use identity::{ExternalClient, ExternalEndpoints, ExternalProvider, ExternalServer};

/// What follows `OAUTH_<PROVIDER>_` in the names of the settings.
const SUFFIXES: [&str; 7] = [
    "CLIENT_ID",
    "CLIENT_SECRET",
    "ISSUER",
    "AUTHORIZE_URL",
    "TOKEN_URL",
    "USER_URL",
    "EMAILS_URL",
];

/// The settings of the providers other than Timeback, by their names in lower case.
pub(super) type RawExternal = BTreeMap<String, SecretString>;

/// The names of all settings of providers.
pub(super) fn names() -> impl Iterator<Item = String> {
    ExternalProvider::ALL
        .into_iter()
        .flat_map(|provider| SUFFIXES.map(|suffix| name(provider, suffix)))
}

fn name(provider: ExternalProvider, suffix: &str) -> String {
    format!("OAUTH_{}_{suffix}", provider.as_str().to_uppercase())
}

/// The registrations with the providers whose credentials are set.
///
/// # Errors
/// Returns [`SettingsError::Provider`] when half a pair of credentials is set, an address without credentials, or one that
/// cannot be used.
pub(super) fn clients(raw: &RawExternal) -> Result<Vec<ExternalClient>, SettingsError> {
    let mut clients = Vec::new();
    for provider in ExternalProvider::ALL {
        clients.extend(Setting { provider, raw }.client()?);
    }
    Ok(clients)
}

/// The settings of one provider.
struct Setting<'a> {
    provider: ExternalProvider,
    raw: &'a RawExternal,
}

impl Setting<'_> {
    fn client(&self) -> Result<Option<ExternalClient>, SettingsError> {
        let server = self.server()?;
        match (self.value("CLIENT_ID"), self.value("CLIENT_SECRET")) {
            (Some(id), Some(secret)) => Ok(Some(ExternalClient {
                provider: self.provider,
                client_id: id.expose_secret().trim().to_owned(),
                client_secret: secret.expose_secret().trim().into(),
                server,
            })),
            (None, None) => match server {
                ExternalServer::Documented => Ok(None),
                ExternalServer::Issuer(_) | ExternalServer::Endpoints(_) => Err(self.error(
                    "CLIENT_ID",
                    "is missing: an address of the provider is set, and signing in there takes credentials",
                )),
            },
            (Some(_), None) => Err(self.error(
                "CLIENT_SECRET",
                "is missing: OAUTH_…_CLIENT_ID is set, and the provider gave both together",
            )),
            (None, Some(_)) => Err(self.error(
                "CLIENT_ID",
                "is missing: OAUTH_…_CLIENT_SECRET is set, and the provider gave both together",
            )),
        }
    }

    fn server(&self) -> Result<ExternalServer, SettingsError> {
        let endpoints = ExternalEndpoints {
            authorize: self.url("AUTHORIZE_URL")?,
            token: self.url("TOKEN_URL")?,
            user: self.url("USER_URL")?,
            emails: self.url("EMAILS_URL")?,
        };
        let main = [&endpoints.authorize, &endpoints.token, &endpoints.user];
        let is_set = main.iter().any(|it| it.is_some()) || endpoints.emails.is_some();
        let Some(issuer) = self.value("ISSUER") else {
            if !is_set {
                return Ok(ExternalServer::Documented);
            }
            if self.provider.needs_all_endpoints() && main.iter().any(|it| it.is_none()) {
                return Err(self.error(
                    "AUTHORIZE_URL",
                    "and the same setting with TOKEN_URL and USER_URL belong together; or set only …_ISSUER",
                ));
            }
            return Ok(ExternalServer::Endpoints(Box::new(endpoints)));
        };
        if is_set {
            return Err(self.error(
                "ISSUER",
                "names all addresses of the provider; remove those that end in _URL, or the issuer",
            ));
        }
        if !self.provider.has_issuer() {
            return Err(self.error(
                "ISSUER",
                "is not for this provider, which does not speak OpenID Connect; set its addresses with AUTHORIZE_URL, TOKEN_URL and USER_URL",
            ));
        }
        self.url("ISSUER")?;
        Ok(ExternalServer::Issuer(
            issuer.expose_secret().trim().to_owned(),
        ))
    }

    fn value(&self, suffix: &str) -> Option<&SecretString> {
        let value = self.raw.get(&name(self.provider, suffix).to_lowercase());
        value.filter(|value| !value.expose_secret().trim().is_empty())
    }

    fn url(&self, suffix: &'static str) -> Result<Option<Url>, SettingsError> {
        let Some(value) = self.value(suffix) else {
            return Ok(None);
        };
        let url = Url::parse(value.expose_secret().trim()).ok();
        let url = url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        url.map(Some)
            .ok_or_else(|| self.error(suffix, "must be a URL that begins with https:// or http://"))
    }

    fn error(&self, suffix: &str, problem: &'static str) -> SettingsError {
        SettingsError::Provider {
            name: name(self.provider, suffix),
            problem,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(settings: &[(&str, &str)]) -> Result<Vec<ExternalClient>, String> {
        let raw = settings
            .iter()
            .map(|(name, value)| (name.to_lowercase(), SecretString::from(*value)))
            .collect();
        clients(&raw).map_err(|error| error.to_string())
    }

    const PAIR: [(&str, &str); 2] = [
        ("OAUTH_GITHUB_CLIENT_ID", "id"),
        ("OAUTH_GITHUB_CLIENT_SECRET", "secret"),
    ];

    #[test]
    fn a_provider_is_on_with_both_of_its_credentials() {
        assert!(read(&[]).unwrap().is_empty());
        let clients = read(&PAIR).unwrap();
        assert_eq!(clients[0].provider, ExternalProvider::GitHub);
        assert!(matches!(clients[0].server, ExternalServer::Documented));
    }

    #[test]
    fn half_a_pair_of_credentials_names_the_other_half() {
        for (set, missing) in [
            (0, "OAUTH_GITHUB_CLIENT_SECRET"),
            (1, "OAUTH_GITHUB_CLIENT_ID"),
        ] {
            let error = read(&[PAIR[set]]).unwrap_err();
            assert!(error.starts_with(missing), "{error}");
        }
    }

    #[test]
    fn an_address_without_credentials_or_of_the_wrong_kind_is_an_error() {
        let with = |more: &[(&'static str, &'static str)]| read(&[&PAIR, more].concat());
        assert!(read(&[("OAUTH_GITHUB_TOKEN_URL", "http://127.0.0.1:1/")]).is_err());
        assert!(with(&[("OAUTH_GITHUB_TOKEN_URL", "ftp://host")]).is_err());
        assert!(with(&[("OAUTH_GITHUB_ISSUER", "https://github.example")]).is_err());
        assert!(with(&[("OAUTH_GITHUB_TOKEN_URL", "http://127.0.0.1:1/")]).is_ok());
    }

    #[test]
    fn openid_connect_takes_an_issuer_or_all_endpoints() {
        let google = |more: &[(&'static str, &'static str)]| {
            let pair = [
                ("OAUTH_GOOGLE_CLIENT_ID", "id"),
                ("OAUTH_GOOGLE_CLIENT_SECRET", "secret"),
            ];
            read(&[&pair, more].concat())
        };
        let issuer = ("OAUTH_GOOGLE_ISSUER", "http://127.0.0.1:9000");
        let clients = google(&[issuer]).unwrap();
        assert!(matches!(&clients[0].server, ExternalServer::Issuer(it) if it == issuer.1));
        let authorize = ("OAUTH_GOOGLE_AUTHORIZE_URL", "http://127.0.0.1:9000/a");
        assert!(google(&[authorize]).is_err());
        assert!(google(&[issuer, authorize]).is_err());
        let token = ("OAUTH_GOOGLE_TOKEN_URL", "http://127.0.0.1:9000/t");
        let user = ("OAUTH_GOOGLE_USER_URL", "http://127.0.0.1:9000/u");
        assert!(google(&[authorize, token, user]).is_ok());
    }
}
