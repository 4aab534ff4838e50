use secrecy::SecretString;

use super::Error;

/// The server of a database, as the driver takes it.
#[derive(Debug)]
pub(super) struct Address {
    /// Host and port, for the log.
    pub host: String,
    /// The driver's URL, which may contain a password.
    pub url: SecretString,
}

/// The servers that `DATABASE_URL` lists.
#[derive(Debug)]
pub(super) struct Addresses {
    /// At least one, in the order of the list.
    pub list: Vec<Address>,
    /// Whether only a server that can be written to will do.
    pub must_be_writable: bool,
}

impl Addresses {
    /// The only server.
    pub fn one(url: String) -> Self {
        let (host, url) = (String::new(), url.into());
        Self {
            list: vec![Address { host, url }],
            must_be_writable: false,
        }
    }

    /// Parses a URL of PostgreSQL, which may list several hosts as libpq has it:
    /// `postgres://user:password@one:5432,two:5432/database?target_session_attrs=read-write`.
    ///
    /// # Errors
    /// Returns [`Error::HostList`] for a list in another place, and [`Error::SessionAttributes`] when another server is
    /// wanted than one that can be written to.
    pub fn parse(url: &str) -> Result<Self, Error> {
        let (scheme, rest) = url.split_once("://").unwrap_or((url, ""));
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at(end);
        let (user, hosts) = authority.rsplit_once('@').unwrap_or(("", authority));
        let at = if user.is_empty() { "" } else { "@" };
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (attributes, query): (Vec<_>, Vec<_>) = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .partition(|pair| name(pair) == "target_session_attrs");
        check_attributes(&attributes)?;
        let hosts: Vec<_> = hosts.split(',').collect();
        check_hosts(&hosts, &query)?;
        let question = if query.is_empty() { "" } else { "?" };
        let query = query.join("&");
        let address = |host: &&str| Address {
            host: (*host).to_owned(),
            url: format!("{scheme}://{user}{at}{host}{path}{question}{query}").into(),
        };
        Ok(Self {
            list: hosts.iter().map(address).collect(),
            must_be_writable: hosts.len() > 1 || !attributes.is_empty(),
        })
    }
}

/// The name of a parameter.
fn name(pair: &str) -> &str {
    pair.split('=').next().unwrap_or_default()
}

fn check_attributes(pairs: &[&str]) -> Result<(), Error> {
    let is_known = |pair: &&&str| {
        let value = pair.split_once('=').map(|(_, value)| value);
        matches!(value, Some("read-write" | "primary"))
    };
    match pairs.iter().find(|pair| !is_known(pair)) {
        Some(pair) => Err(Error::SessionAttributes((*pair).to_owned())),
        None => Ok(()),
    }
}

/// Checks that the hosts are listed in one place, none of them empty.
fn check_hosts(hosts: &[&str], query: &[&str]) -> Result<(), Error> {
    let lists = |text: &str| text.contains(',') || text.to_ascii_lowercase().contains("%2c");
    let named = |pair: &&&str| matches!(name(pair), "host" | "hostaddr" | "port");
    let named: Vec<_> = query.iter().filter(named).collect();
    let names_hosts = named.iter().filter(|pair| name(pair) != "port").count();
    let is_list = hosts.len() > 1;
    let is_wrong = named.iter().any(|pair| lists(pair))
        || names_hosts > 1
        || hosts.iter().any(|host| lists(host))
        || is_list && (!named.is_empty() || hosts.contains(&""));
    if is_wrong {
        return Err(Error::HostList);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::{Addresses, Error};

    fn urls(url: &str) -> (Vec<String>, bool) {
        let parsed = Addresses::parse(url).unwrap();
        let urls = parsed.list.iter();
        let urls = urls.map(|address| address.url.expose_secret().to_owned());
        (urls.collect(), parsed.must_be_writable)
    }

    #[test]
    fn each_host_of_a_list_has_a_url_of_its_own() {
        for (url, expected) in [
            (
                "postgres://user:a,b@one:5432,two:5433/school?target_session_attrs=read-write",
                [
                    "postgres://user:a,b@one:5432/school",
                    "postgres://user:a,b@two:5433/school",
                ],
            ),
            (
                "postgresql://one,[::1]:5433?target_session_attrs=primary&options[search_path]=a,b",
                [
                    "postgresql://one?options[search_path]=a,b",
                    "postgresql://[::1]:5433?options[search_path]=a,b",
                ],
            ),
            (
                "postgres://user@one,two/school?sslmode=require",
                [
                    "postgres://user@one/school?sslmode=require",
                    "postgres://user@two/school?sslmode=require",
                ],
            ),
        ] {
            assert_eq!(urls(url), (expected.map(str::to_owned).to_vec(), true));
        }
        let parsed = Addresses::parse("postgres://user:secret@one:5432,two/school").unwrap();
        let hosts: Vec<_> = parsed.list.iter().map(|it| it.host.as_str()).collect();
        assert_eq!(hosts, ["one:5432", "two"]);
    }

    #[test]
    fn a_single_host_must_be_writable_only_where_the_url_says_so() {
        let plain = "postgres://user:a,b@one/school?options=-c%20search_path%3Da,b";
        for (url, expected) in [
            (plain.to_owned(), (plain, false)),
            (
                "postgres:///school?host=/run/postgresql".to_owned(),
                ("postgres:///school?host=/run/postgresql", false),
            ),
            (
                format!("{plain}&target_session_attrs=read-write"),
                (plain, true),
            ),
        ] {
            assert_eq!(urls(&url), (vec![expected.0.to_owned()], expected.1));
        }
    }

    #[test]
    fn a_list_in_another_place_is_refused() {
        for url in [
            "postgresql:///database?host=one,two",
            "postgres://user:secret@one%2Ctwo/database",
            "postgres://user@one/database?host=two,three&port=1,2",
            "postgres://user@one/database?host=two&host=three",
            "postgres://user@one,two/database?host=three",
            "postgres://user@one,/database",
        ] {
            let error = Addresses::parse(url).unwrap_err();
            assert!(matches!(error, Error::HostList), "{url}: {error:?}");
        }
    }

    #[test]
    fn a_server_that_need_not_be_writable_is_refused() {
        for value in ["any", "read-only", "standby", "prefer-standby", ""] {
            let url = format!("postgres://user:secret@one,two/x?target_session_attrs={value}");
            let error = Addresses::parse(&url).unwrap_err().to_string();
            assert!(error.contains(&format!("attrs={value}")), "{error}");
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
