use axum::Json;
use serde_json::{Map, Value, json};

use super::browser::Browser;
use crate::api::clerk::{possible_errors::Refused, tag};
use identity::{AuthPolicy, ExternalProvider, Password, Username};

/// `PATCH /environment`: as `GET`, for the client, which sends its environment with this method.
#[utoipa::path(patch, path = "/environment", tag = tag::BROWSERS, operation_id = "clerkBrowserPatchEnvironment",
    responses((status = OK, body = Value, description = "The environment"),
        Refused<(Browser,)>))]
pub async fn read_by_patch(browser: Browser) -> Json<Value> {
    read(browser).await
}

/// `GET /environment`: returns what a sign-in form of this server may offer, and where its pages are. The same for
/// everybody.
#[utoipa::path(get, path = "/environment", tag = tag::BROWSERS, operation_id = "clerkBrowserGetEnvironment",
    responses((status = OK, body = Value, description = "The environment"),
        Refused<(Browser,)>))]
pub async fn read(browser: Browser) -> Json<Value> {
    let policy = browser.state.identity.policy();
    Json(json!({
        "object": "environment",
        "id": "env_timeback_dashboard",
        "maintenance_mode": false,
        "auth_config": {
            "object": "auth_config",
            "id": "aconf_timeback_dashboard",
            "single_session_mode": true,
            "claimed_at": null,
            "reverification": true,
        },
        "display_config": display(&browser),
        "user_settings": {
            "attributes": attributes(policy),
            "actions": { "delete_self": true, "create_organization": false },
            "sign_in": { "second_factor": { "required": false, "enabled": true } },
            "sign_up": {
                "captcha_enabled": false,
                "mode": if policy.can_sign_up() { "public" } else { "restricted" },
                "progressive": true,
                "legal_consent_enabled": false,
                "mfa": { "required": false },
            },
            "password_settings": {
                "min_length": Password::SHORTEST,
                "max_length": Password::LONGEST,
                "disable_hibp": true,
                "show_zxcvbn": false,
                "min_zxcvbn_strength": 0,
            },
            "username_settings": {
                "min_length": Username::SHORTEST,
                "max_length": Username::LONGEST,
            },
            "social": social(&browser.state.identity.external_providers()),
        },
        "organization_settings": { "enabled": false },
    }))
}

fn display(browser: &Browser) -> Value {
    let home = browser.url("/");
    json!({
        "object": "display_config",
        "id": "display_timeback_dashboard",
        "instance_environment_type": "production",
        "application_name": "Timeback dashboard",
        "home_url": home,
        "sign_in_url": home,
        "sign_up_url": browser.url("/sign-up"),
        "after_sign_in_url": home,
        "after_sign_up_url": home,
        "after_sign_out_all_url": home,
        "after_sign_out_one_url": home,
        "user_profile_url": browser.url("/account"),
        "captcha_public_key": null,
        "captcha_widget_type": null,
        "captcha_oauth_bypass": [],
        "branded": false,
        "theme": {},
    })
}

/// The attributes of a user, and what each is used for.
fn attributes(policy: &AuthPolicy) -> Value {
    let (has_mail, takes_passwords) = (policy.has_mail, policy.takes_passwords());
    let phone = if policy.phone.has_sms {
        second_factor("phone_code")
    } else {
        attribute(false, false, &[], &[])
    };
    let plain = |enabled: bool| attribute(enabled, false, &[], &[]);
    let codes: &[&str] = if has_mail { &["email_code"] } else { &[] };
    json!({
        "email_address": attribute(true, true, codes, codes),
        "phone_number": phone,
        "username": username(),
        "first_name": plain(true),
        "last_name": plain(true),
        "password": attribute(takes_passwords, true, &[], &[]),
        "authenticator_app": second_factor("totp"),
        "backup_code": second_factor("backup_code"),
        "passkey": plain(false),
        "web3_wallet": plain(false),
    })
}

/// A username is a way in together with a password, or with a code that is mailed to its user.
fn username() -> Value {
    let mut username = attribute(true, false, &[], &[]);
    username["used_for_first_factor"] = true.into();
    username
}

/// The providers that a user can sign in and up with.
fn social(providers: &[ExternalProvider]) -> Map<String, Value> {
    let entry = |provider: &ExternalProvider| {
        let strategy = provider.strategy();
        let settings = json!({
            "enabled": true,
            "required": false,
            "authenticatable": true,
            "strategy": strategy,
            "name": provider.name(),
            "logo_url": null,
        });
        (strategy.to_owned(), settings)
    };
    providers.iter().map(entry).collect()
}

fn attribute(enabled: bool, required: bool, first: &[&str], verifications: &[&str]) -> Value {
    json!({
        "enabled": enabled,
        "required": required,
        "used_for_first_factor": !first.is_empty(),
        "first_factors": first,
        "used_for_second_factor": false,
        "second_factors": [],
        "verifications": verifications,
        "verify_at_sign_up": !verifications.is_empty(),
    })
}

fn second_factor(strategy: &str) -> Value {
    json!({
        "enabled": true,
        "required": false,
        "used_for_first_factor": false,
        "first_factors": [],
        "used_for_second_factor": true,
        "second_factors": [strategy],
        "verifications": [strategy],
        "verify_at_sign_up": false,
    })
}
