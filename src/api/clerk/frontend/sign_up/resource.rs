use serde::Serialize;
use serde_json::{Map, Value};

use super::created::Created;
use crate::api::clerk::{
    error::ClerkError,
    frontend::{
        browser::{Browser, BrowserSession},
        external_verification::{Transferable, verification},
    },
    verification::Verification,
};
use identity::{Email, PersonName, SignUpAttempt, Username};

/// A sign-up in Clerk's format. It looks alike whether or not the address has an account.
#[derive(Serialize)]
pub struct SignUp {
    object: &'static str,
    id: String,
    status: &'static str,
    required_fields: Vec<&'static str>,
    optional_fields: [&'static str; 3],
    missing_fields: Vec<&'static str>,
    unverified_fields: Vec<&'static str>,
    verifications: Verifications,
    username: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    email_address: Option<String>,
    phone_number: (),
    web3_wallet: (),
    has_password: bool,
    unsafe_metadata: Map<String, Value>,
    created_session_id: Option<String>,
    created_user_id: Option<String>,
    abandon_at: i64,
    legal_accepted_at: (),
    locale: (),
    external_account: (),
    external_account_strategy: Option<&'static str>,
}

#[derive(Serialize)]
struct Verifications {
    email_address: Option<AddressVerification>,
    phone_number: (),
    web3_wallet: (),
    external_account: Option<Verification>,
}

#[derive(Serialize)]
struct AddressVerification {
    object: &'static str,
    status: &'static str,
    strategy: &'static str,
    attempts: (),
    expire_at: (),
    next_action: &'static str,
    supported_strategies: [&'static str; 1],
    verified_at_client: (),
    error: (),
}

impl SignUp {
    /// The sign-up under way in this browser, while it is signed out; or the one with a provider that signed it in, which the
    /// page to which the provider led the browser back has not seen yet.
    pub async fn under_way(browser: &Browser) -> Result<Option<Self>, ClerkError> {
        let Some(attempt) = find(browser).await? else {
            return Ok(None);
        };
        let created = Created::by(&attempt, browser);
        let is_signed_in = matches!(browser.session, BrowserSession::Active(_));
        if created.is_none() && (is_signed_in || attempt.session.is_some()) {
            return Ok(None);
        }
        Ok(Some(Self::new(&attempt, created.as_ref(), browser)))
    }

    /// The sign-up, complete if it created an account.
    pub fn new(attempt: &SignUpAttempt, created: Option<&Created>, browser: &Browser) -> Self {
        let is_complete = created.is_some();
        let name = |name: &Option<PersonName>| name.as_ref().map(|it| it.as_str().to_owned());
        let required = required(attempt);
        let missing = required.iter().filter(|(_, is_missing)| *is_missing);
        let has_address = attempt.email.is_some();
        let clock = browser.state.identity.clock();
        Self {
            object: "sign_up",
            id: attempt.id.clone(),
            status: if is_complete {
                "complete"
            } else {
                "missing_requirements"
            },
            required_fields: required.iter().map(|(name, _)| *name).collect(),
            optional_fields: ["first_name", "last_name", "username"],
            missing_fields: missing.map(|(name, _)| *name).collect(),
            unverified_fields: (has_address && !is_complete)
                .then_some("email_address")
                .into_iter()
                .collect(),
            verifications: Verifications {
                email_address: has_address
                    .then(|| AddressVerification::new(is_complete, attempt.is_mailed)),
                phone_number: (),
                web3_wallet: (),
                external_account: external_account(attempt, browser),
            },
            username: attempt
                .username
                .as_ref()
                .map(|it| Username::as_str(it).to_owned()),
            first_name: name(&attempt.first_name),
            last_name: name(&attempt.last_name),
            email_address: attempt
                .email
                .as_ref()
                .map(|it| Email::as_str(it).to_owned()),
            phone_number: (),
            web3_wallet: (),
            has_password: attempt.has_password,
            unsafe_metadata: attempt.unsafe_metadata.as_map().clone(),
            created_session_id: created.map(|it| it.session.as_str().to_owned()),
            created_user_id: created.map(|it| it.user.as_str().to_owned()),
            abandon_at: (clock)()
                .saturating_add(identity::ATTEMPT_LIFETIME)
                .map_or(0, jiff::Timestamp::as_millisecond),
            legal_accepted_at: (),
            locale: (),
            external_account: (),
            external_account_strategy: attempt.external.as_ref().map(|it| it.provider.strategy()),
        }
    }

    /// Its identifier.
    pub fn id(&self) -> &str {
        &self.id
    }
}

/// The fields that the sign-up needs, and whether they are missing.
fn required(attempt: &SignUpAttempt) -> Vec<(&'static str, bool)> {
    let email = ("email_address", attempt.email.is_none());
    let password = ("password", !attempt.has_password);
    match attempt.external {
        // Who signs up with a provider needs no password.
        Some(_) => vec![email],
        None => vec![email, password],
    }
}

fn external_account(attempt: &SignUpAttempt, browser: &Browser) -> Option<Verification> {
    let external = attempt.external.as_ref()?;
    Some(verification(
        external,
        browser.flow_url(),
        Transferable::ToSignIn,
    ))
}

impl AddressVerification {
    fn new(is_verified: bool, is_mailed: bool) -> Self {
        Self {
            object: "verification_otp",
            status: if is_verified {
                "verified"
            } else {
                "unverified"
            },
            strategy: "email_code",
            attempts: (),
            expire_at: (),
            next_action: match (is_verified, is_mailed) {
                (true, _) => "",
                (false, true) => "needs_attempt",
                (false, false) => "needs_prepare",
            },
            supported_strategies: ["email_code"],
            verified_at_client: (),
            error: (),
        }
    }
}

/// The attempt of this browser.
pub async fn find(browser: &Browser) -> Result<Option<SignUpAttempt>, ClerkError> {
    let Some(token) = browser.attempt_token() else {
        return Ok(None);
    };
    Ok(browser.state.identity.find_sign_up(token).await?)
}

/// The browser's attempt with this ID.
///
/// # Errors
/// Returns `resource_not_found` when the browser has no such sign-up.
pub async fn require(browser: &Browser, id: &str) -> Result<SignUpAttempt, ClerkError> {
    let attempt = find(browser).await?.filter(|attempt| attempt.id == id);
    attempt.ok_or(ClerkError::NO_SUCH_SIGN_UP)
}
