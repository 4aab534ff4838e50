use serde::Serialize;

use crate::api::clerk::{
    error::ClerkError,
    frontend::browser::{Browser, BrowserSession},
};
use identity::SignInAttempt;

/// A sign-in in Clerk's format. It looks alike whether or not the address has an account.
#[derive(Serialize)]
pub struct SignIn {
    object: &'static str,
    id: String,
    status: SignInStatus,
    supported_identifiers: [&'static str; 1],
    supported_first_factors: Option<Vec<Factor>>,
    supported_second_factors: Option<Vec<Factor>>,
    first_factor_verification: Option<Verification>,
    second_factor_verification: (),
    identifier: String,
    user_data: (),
    created_session_id: Option<String>,
    client_trust_state: (),
}

/// What a sign-in needs next.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "snake_case")]
pub enum SignInStatus {
    NeedsFirstFactor,
    NeedsSecondFactor,
    NeedsNewPassword,
    Complete,
}

/// A way to prove who one is.
#[derive(Serialize)]
struct Factor {
    strategy: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    email_address_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    safe_identifier: Option<String>,
}

/// The state of a verification.
#[derive(Serialize)]
struct Verification {
    object: &'static str,
    status: &'static str,
    strategy: &'static str,
    attempts: (),
    expire_at: (),
}

impl SignIn {
    /// The sign-in under way in this browser: not complete, and still possible.
    pub async fn under_way(browser: &Browser) -> Result<Option<Self>, ClerkError> {
        let Some(attempt) = find(browser).await? else {
            return Ok(None);
        };
        let is_signed_in = matches!(browser.session, BrowserSession::Active(_));
        let is_open = |status| match status {
            // The browser may have signed in in another way meanwhile.
            SignInStatus::NeedsFirstFactor => !is_signed_in,
            SignInStatus::NeedsSecondFactor | SignInStatus::NeedsNewPassword => true,
            SignInStatus::Complete => false,
        };
        let status = status(&attempt, &browser.session).filter(|status| is_open(*status));
        Ok(status.map(|status| Self::new(&attempt, status, browser)))
    }

    /// The sign-in in this state.
    pub fn new(attempt: &SignInAttempt, status: SignInStatus, browser: &Browser) -> Self {
        let session = attempt.session.as_ref();
        let is_complete = status == SignInStatus::Complete;
        let needs = |needed| status == needed;
        let has_mail = browser.state.identity.policy().has_mail;
        Self {
            object: "sign_in",
            id: attempt.id.clone(),
            status,
            supported_identifiers: ["email_address"],
            supported_first_factors: needs(SignInStatus::NeedsFirstFactor)
                .then(|| first_factors(attempt, has_mail)),
            supported_second_factors: needs(SignInStatus::NeedsSecondFactor).then(second_factors),
            first_factor_verification: (!needs(SignInStatus::NeedsFirstFactor)).then(verified),
            second_factor_verification: (),
            identifier: attempt.email.as_str().to_owned(),
            user_data: (),
            created_session_id: session
                .filter(|_| is_complete)
                .map(|it| it.as_str().to_owned()),
            client_trust_state: (),
        }
    }

    /// Its identifier.
    pub fn id(&self) -> &str {
        &self.id
    }
}

/// The attempt of this browser.
pub async fn find(browser: &Browser) -> Result<Option<SignInAttempt>, ClerkError> {
    let Some(token) = browser.attempt_token() else {
        return Ok(None);
    };
    Ok(browser.state.identity.find_sign_in(token).await?)
}

/// What the attempt needs next; `None` when the session that it began has ended.
pub fn status(attempt: &SignInAttempt, session: &BrowserSession) -> Option<SignInStatus> {
    let Some(begun) = &attempt.session else {
        return Some(SignInStatus::NeedsFirstFactor);
    };
    match session {
        BrowserSession::Pending(auth) if auth.session == *begun => {
            Some(SignInStatus::NeedsSecondFactor)
        }
        BrowserSession::Active(session) if session.id == *begun => Some(if attempt.is_recovery {
            SignInStatus::NeedsNewPassword
        } else {
            SignInStatus::Complete
        }),
        _ => None,
    }
}

/// The same for every address, so that they do not reveal whether it has an account.
fn first_factors(attempt: &SignInAttempt, has_mail: bool) -> Vec<Factor> {
    let mailed = |strategy| Factor {
        strategy,
        // The address's own ID would reveal that there is an account.
        email_address_id: Some(attempt.id.clone()),
        safe_identifier: Some(attempt.email.as_str().to_owned()),
    };
    let mut factors = vec![plain("password")];
    if has_mail {
        factors.push(mailed("email_code"));
        factors.push(mailed("reset_password_email_code"));
    }
    factors
}

fn second_factors() -> Vec<Factor> {
    vec![plain("totp"), plain("backup_code")]
}

fn plain(strategy: &'static str) -> Factor {
    Factor {
        strategy,
        email_address_id: None,
        safe_identifier: None,
    }
}

fn verified() -> Verification {
    Verification {
        object: "verification",
        status: "verified",
        strategy: "ticket",
        attempts: (),
        expire_at: (),
    }
}
