use figment::providers::{Format as _, Toml};
use secrecy::ExposeSecret as _;

use super::*;

fn settings(file: &str, variables: &[(&str, &str)]) -> Result<Settings, String> {
    let variable = |name: &str| {
        variables
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| (*value).to_owned())
    };
    Raw::merge(Toml::string(file), variable)
        .and_then(Settings::from_raw)
        .map_err(|error| error.to_string())
}

#[test]
fn nothing_set_is_the_sandbox_on_this_machine() {
    let settings = settings("", &[]).unwrap();
    assert_eq!(settings.site_addr, "127.0.0.1:3000".parse().unwrap());
    assert!(settings.timeback.is_sandbox() && settings.timeback.needs_sandbox());
    assert_eq!(settings.metrics_addr, None);
}

#[test]
fn a_variable_overrides_the_file_and_an_empty_one_does_not() {
    let file = "leptos_site_addr = \"127.0.0.1:4000\"\ndatabase_url = \"sqlite:a.db\"";
    let settings = settings(
        file,
        &[("LEPTOS_SITE_ADDR", "127.0.0.1:5000"), ("DATABASE_URL", "")],
    )
    .unwrap();
    assert_eq!(
        (
            settings.site_addr.port(),
            settings.database_url.expose_secret()
        ),
        (5000, "sqlite:a.db")
    );
}

#[test]
fn a_key_nobody_knows_is_refused_by_name() {
    assert!(
        settings("pubic_url = \"x\"", &[])
            .unwrap_err()
            .contains("pubic_url")
    );
}

/// Settings, and how the sentence begins that refuses them.
const WRONG: [(&[(&str, &str)], &str); 21] = [
    (
        &[("LEPTOS_SITE_ADDR", "3000")],
        "LEPTOS_SITE_ADDR must be an address and a port",
    ),
    (
        &[("METRICS_ADDR", "9464")],
        "METRICS_ADDR must be an address and a port",
    ),
    (
        &[("PUBLIC_URL", "dashboard.example")],
        "PUBLIC_URL must be a URL",
    ),
    (
        &[("PUBLIC_URL", "https://dashboard.example/path")],
        "PUBLIC_URL must be a URL without a path",
    ),
    (
        &[("AUTH_AUTOCONFIRM", "yes")],
        "AUTH_AUTOCONFIRM must be true or false",
    ),
    (
        &[("AUTH_REFRESH_REUSE_INTERVAL", "-1")],
        "AUTH_REFRESH_REUSE_INTERVAL must be a number",
    ),
    (
        &[("TRUSTED_PROXIES", "10.0.0.1, proxy.example")],
        "TRUSTED_PROXIES must be addresses",
    ),
    (
        &[("AUTH_SECRET_KEY", "hush")],
        "AUTH_SECRET_KEY must be 64 hexadecimal digits",
    ),
    (
        &[("AUTH_SIGNING_JWK", "{\"kty\":\"RSA\"}")],
        "AUTH_SIGNING_JWK must be a private key on P-256",
    ),
    (
        &[("CLERK_SECRET_KEY", "sk_live_hush")],
        "CLERK_SECRET_KEY must be sk_test_ or sk_live_ followed by at least 32",
    ),
    (
        &[("AUTH_LOCKOUT_ATTEMPTS", "-1")],
        "AUTH_LOCKOUT_ATTEMPTS must be a number",
    ),
    (
        &[("AUTH_LOCKOUT_DURATION", "1h")],
        "AUTH_LOCKOUT_DURATION must be a number of seconds",
    ),
    (
        &[("GEOIP_DATABASE", "no such file")],
        "GEOIP_DATABASE must be the path",
    ),
    (
        &[("FIREBASE_SERVICE_ACCOUNT", "{}")],
        "FIREBASE_SERVICE_ACCOUNT must be the JSON",
    ),
    (
        &[("FIREBASE_SERVICE_ACCOUNT", "no such file")],
        "FIREBASE_SERVICE_ACCOUNT must be the JSON",
    ),
    (
        &[("DATABASE_URL", "postgres://db.example/dashboard")],
        "AUTH_SECRET_KEY is missing",
    ),
    (
        &[("TIMEBACK_ENV", "prod")],
        "TIMEBACK_ENV must be sandbox, staging or production",
    ),
    (
        &[("TIMEBACK_TIME_ZONE", "Chicago")],
        "TIMEBACK_TIME_ZONE must be the IANA name of a time zone",
    ),
    (
        &[("TIMEBACK_ENV", "staging")],
        "TIMEBACK_API_CLIENT_ID is missing",
    ),
    (
        &[("TIMEBACK_API_CLIENT_ID", "1")],
        "TIMEBACK_API_CLIENT_SECRET is missing",
    ),
    (
        &[
            ("TIMEBACK_API_CLIENT_ID", "1"),
            ("TIMEBACK_API_CLIENT_SECRET", "2"),
        ],
        "TIMEBACK_ENV is missing",
    ),
];

#[test]
fn each_wrong_setting_is_named() {
    for (variables, sentence) in WRONG {
        let error = settings("", variables).unwrap_err();
        assert!(error.starts_with(sentence), "{error}");
    }
}

#[test]
fn each_url_of_the_sandbox_may_be_overridden_alone() {
    let settings = settings("", &[("TIMEBACK_BASE_URL", "http://127.0.0.1:9999/")]).unwrap();
    let sandbox = "http://127.0.0.1:4010".parse().unwrap();
    let client = settings.timeback.client(&sandbox);
    assert_eq!(client.api_url.as_str(), "http://127.0.0.1:9999/");
    assert_eq!(
        client.token_url.as_str(),
        "http://127.0.0.1:4010/oauth2/token"
    );
    assert_eq!(
        settings.timeback.sign_in(&sandbox).issuer,
        "http://127.0.0.1:4010"
    );
}

#[test]
fn no_secret_is_printed_with_the_settings() {
    let variables = [
        ("TIMEBACK_ENV", "sandbox"),
        ("TIMEBACK_API_CLIENT_ID", "id"),
        ("TIMEBACK_API_CLIENT_SECRET", "hush"),
        (
            "DATABASE_URL",
            "postgres://dashboard:hush@db.example/dashboard",
        ),
        ("AUTH_SECRET_KEY", &"cafe".repeat(16)),
        ("CLERK_SECRET_KEY", &format!("sk_live_{}", "hush".repeat(8))),
    ];
    let printed = format!("{:?}", settings("", &variables).unwrap());
    assert!(
        !printed.contains("hush") && !printed.contains("cafe") && !printed.contains("202, 254")
    );
}

#[test]
fn real_students_are_not_shown_to_whoever_claims_their_address() {
    let real = [
        ("TIMEBACK_ENV", "staging"),
        ("TIMEBACK_API_CLIENT_ID", "id"),
        ("TIMEBACK_API_CLIENT_SECRET", "secret"),
        ("TIMEBACK_SSO_CLIENT_ID", "id"),
        ("TIMEBACK_SSO_CLIENT_SECRET", "secret"),
    ];
    let settings = |extra: &[(&str, &str)]| {
        let set: Vec<_> = real.iter().chain(extra).copied().collect();
        Settings::from_variables(move |name| {
            let found = set.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    };
    assert!(!settings(&[]).unwrap().accounts.local_accounts);
    let mail = [
        ("SMTP_URL", "smtps://mail.school.example"),
        ("MAIL_FROM", "dashboard@school.example"),
        ("PUBLIC_URL", "https://school.example"),
    ];
    assert!(settings(&mail).unwrap().accounts.local_accounts);
    let refused = settings(&[("AUTH_AUTOCONFIRM", "true")]).unwrap_err();
    assert!(
        refused
            .to_string()
            .starts_with("AUTH_AUTOCONFIRM is only allowed with TIMEBACK_ENV=sandbox")
    );
}
