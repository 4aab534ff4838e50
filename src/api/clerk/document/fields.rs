use serde_json::{Value, json};

use Kind::{File, Flag, Object, Seconds, Text, Texts};

/// What a field holds.
#[derive(Clone, Copy)]
pub enum Kind {
    Text,
    Texts,
    Flag,
    Seconds,
    Object,
    File,
}

impl Kind {
    /// Its JSON Schema.
    pub fn schema(self) -> Value {
        match self {
            Text => json!({ "type": "string" }),
            Texts => json!({ "type": "array", "items": { "type": "string" } }),
            Flag => json!({ "type": "boolean" }),
            Seconds => json!({ "type": "integer", "minimum": 0 }),
            Object => json!({ "type": "object" }),
            File => json!({ "type": "string", "contentMediaType": "application/octet-stream" }),
        }
    }
}

/// A field of a request body.
pub struct BodyField {
    pub name: &'static str,
    pub kind: Kind,
    pub is_required: bool,
}

/// A request body.
pub struct Body {
    pub media_type: &'static str,
    pub fields: Vec<BodyField>,
}

/// The body of each operation that has one.
pub fn bodies() -> Vec<(&'static str, Body)> {
    let mut all = of_programs();
    all.extend(of_browsers());
    all
}

fn of(
    media_type: &'static str,
    required: &[(&'static str, Kind)],
    optional: &[(&'static str, Kind)],
) -> Body {
    let field = |is_required| {
        move |(name, kind): &(&'static str, Kind)| BodyField {
            name,
            kind: *kind,
            is_required,
        }
    };
    let required = required.iter().map(field(true));
    let optional = optional.iter().map(field(false));
    Body {
        media_type,
        fields: required.chain(optional).collect(),
    }
}

fn json_of(optional: &[(&'static str, Kind)]) -> Body {
    of("application/json", &[], optional)
}

fn form(required: &[(&'static str, Kind)], optional: &[(&'static str, Kind)]) -> Body {
    of("application/x-www-form-urlencoded", required, optional)
}

fn upload() -> Body {
    of("multipart/form-data", &[("file", File)], &[])
}

#[rustfmt::skip]
fn of_programs() -> Vec<(&'static str, Body)> {
    vec![
        ("clerkCreateEmailAddress", json_of(&[("user_id", Text), ("verified", Flag), ("primary", Flag), ("email_address", Text)])),
        ("clerkCreateJwtTemplate", json_of(&[("lifetime", Seconds), ("allowed_clock_skew", Seconds), ("custom_signing_key", Flag), ("signing_algorithm", Text), ("signing_key", Text), ("claims", Object), ("name", Text)])),
        ("clerkCreatePhoneNumber", json_of(&[("user_id", Text), ("phone_number", Text), ("verified", Flag), ("primary", Flag), ("reserved_for_second_factor", Flag)])),
        ("clerkCreateSession", json_of(&[("user_id", Text)])),
        ("clerkCreateSessionToken", json_of(&[("expires_in_seconds", Seconds)])),
        ("clerkCreateSessionTokenByTemplate", json_of(&[("expires_in_seconds", Seconds)])),
        ("clerkCreateUser", json_of(&[("phone_number", Texts), ("email_address", Texts), ("skip_password_requirement", Flag), ("skip_legal_checks", Flag), ("public_metadata", Object), ("private_metadata", Object), ("unsafe_metadata", Object), ("username", Text), ("first_name", Text), ("last_name", Text), ("locale", Text), ("external_id", Text), ("password", Text), ("password_digest", Text), ("password_hasher", Text)])),
        ("clerkMergeUserMetadata", json_of(&[("public_metadata", Object), ("private_metadata", Object), ("unsafe_metadata", Object)])),
        ("clerkRemoveUserPassword", json_of(&[("sign_out_of_other_sessions", Flag)])),
        ("clerkReplaceUserEmailAddress", json_of(&[("email_address", Text)])),
        ("clerkReplaceUserMetadata", json_of(&[("public_metadata", Object), ("private_metadata", Object), ("unsafe_metadata", Object)])),
        ("clerkReplaceUserPhoneNumber", json_of(&[("phone_number", Text)])),
        ("clerkSetUserPasswordCompromised", json_of(&[("revoke_all_sessions", Flag)])),
        ("clerkSetUserProfileImage", upload()),
        ("clerkUpdateEmailAddress", json_of(&[("verified", Flag), ("primary", Flag)])),
        ("clerkUpdateJwtTemplate", json_of(&[("lifetime", Seconds), ("allowed_clock_skew", Seconds), ("custom_signing_key", Flag), ("signing_algorithm", Text), ("signing_key", Text), ("claims", Object), ("name", Text)])),
        ("clerkUpdatePhoneNumber", json_of(&[("verified", Flag), ("primary", Flag), ("reserved_for_second_factor", Flag)])),
        ("clerkUpdateUser", json_of(&[("sign_out_of_other_sessions", Flag), ("primary_email_address_id", Text), ("notify_primary_email_address_changed", Flag), ("primary_phone_number_id", Text), ("skip_legal_checks", Flag), ("username", Text), ("first_name", Text), ("last_name", Text), ("locale", Text), ("external_id", Text), ("password", Text), ("password_digest", Text), ("password_hasher", Text)])),
        ("clerkVerifyUserPassword", json_of(&[("password", Text)])),
        ("clerkVerifyUserTotp", json_of(&[("code", Text)])),
    ]
}

#[rustfmt::skip]
fn of_browsers() -> Vec<(&'static str, Body)> {
    vec![
        ("clerkBrowserAttemptEmailAddress", form(&[("code", Text)], &[])),
        ("clerkBrowserAttemptPhoneNumber", form(&[("code", Text)], &[])),
        ("clerkBrowserAttemptReverificationFirst", form(&[("strategy", Text)], &[("password", Text), ("code", Text)])),
        ("clerkBrowserAttemptReverificationSecond", form(&[("strategy", Text)], &[("password", Text), ("code", Text)])),
        ("clerkBrowserAttemptSignInFirst", form(&[("strategy", Text)], &[("password", Text), ("code", Text)])),
        ("clerkBrowserAttemptSignInSecond", form(&[("strategy", Text), ("code", Text)], &[])),
        ("clerkBrowserAttemptSignUp", form(&[("strategy", Text), ("code", Text)], &[])),
        ("clerkBrowserAttemptTotp", form(&[("code", Text)], &[])),
        ("clerkBrowserBeginReverification", form(&[], &[("level", Text)])),
        ("clerkBrowserChangePassword", form(&[("new_password", Text)], &[("current_password", Text)])),
        ("clerkBrowserCreateEmailAddress", form(&[("email_address", Text)], &[])),
        ("clerkBrowserCreateExternalAccount", form(&[("strategy", Text)], &[("additional_scope", Texts), ("redirect_url", Text), ("oidc_prompt", Text), ("oidc_login_hint", Text)])),
        ("clerkBrowserCreatePhoneNumber", form(&[("phone_number", Text)], &[])),
        ("clerkBrowserCreateSignIn", form(&[], &[("identifier", Text), ("password", Text), ("strategy", Text), ("transfer", Flag), ("additional_scope", Texts), ("redirect_url", Text), ("oidc_prompt", Text), ("oidc_login_hint", Text), ("action_complete_redirect_url", Text)])),
        ("clerkBrowserCreateSignUp", form(&[], &[("unsafe_metadata", Object), ("email_address", Text), ("password", Text), ("first_name", Text), ("last_name", Text), ("username", Text), ("strategy", Text), ("transfer", Flag), ("additional_scope", Texts), ("redirect_url", Text), ("oidc_prompt", Text), ("oidc_login_hint", Text), ("action_complete_redirect_url", Text)])),
        ("clerkBrowserMergeMetadata", form(&[], &[("unsafe_metadata", Object)])),
        ("clerkBrowserPrepareEmailAddress", form(&[("strategy", Text)], &[])),
        ("clerkBrowserPreparePhoneNumber", form(&[], &[("strategy", Text)])),
        ("clerkBrowserPrepareReverificationFirst", form(&[("strategy", Text)], &[])),
        ("clerkBrowserPrepareReverificationSecond", form(&[("strategy", Text)], &[("phone_number_id", Text)])),
        ("clerkBrowserPrepareSignInFirst", form(&[("strategy", Text)], &[])),
        ("clerkBrowserPrepareSignInSecond", form(&[("strategy", Text)], &[("phone_number_id", Text)])),
        ("clerkBrowserPrepareSignUp", form(&[("strategy", Text)], &[])),
        ("clerkBrowserReauthorizeExternalAccount", form(&[], &[("additional_scope", Texts), ("redirect_url", Text), ("oidc_prompt", Text), ("oidc_login_hint", Text)])),
        ("clerkBrowserRemovePassword", form(&[], &[("current_password", Text)])),
        ("clerkBrowserResetPassword", form(&[("password", Text)], &[])),
        ("clerkBrowserSetProfileImage", upload()),
        ("clerkBrowserUpdateMe", form(&[], &[("first_name", Text), ("last_name", Text), ("primary_email_address_id", Text), ("primary_phone_number_id", Text), ("unsafe_metadata", Object), ("username", Text)])),
        ("clerkBrowserUpdatePhoneNumber", form(&[], &[("reserved_for_second_factor", Flag), ("default_second_factor", Flag)])),
        ("clerkBrowserUpdateSignUp", form(&[], &[("unsafe_metadata", Object), ("email_address", Text), ("password", Text), ("first_name", Text), ("last_name", Text), ("username", Text), ("strategy", Text), ("additional_scope", Texts), ("redirect_url", Text), ("oidc_prompt", Text), ("oidc_login_hint", Text), ("action_complete_redirect_url", Text)])),
    ]
}
