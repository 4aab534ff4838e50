use serde::Serialize;

use crate::api::clerk::{
    error::ClerkError,
    frontend::{
        browser::{Browser, BrowserSession},
        external_verification::{Transferable, verification},
        factors::Factor,
    },
    verification::Verification,
};
use identity::{SignInAttempt, SignInName};

/// A sign-in in Clerk's format. It looks alike whether or not the address has an account.
#[derive(Serialize)]
pub struct SignIn {
    object: &'static str,
    id: String,
    status: SignInStatus,
    supported_identifiers: [&'static str; 2],
    supported_first_factors: Option<Vec<Factor>>,
    supported_second_factors: Option<Vec<Factor>>,
    first_factor_verification: Option<FirstFactor>,
    second_factor_verification: (),
    identifier: Option<String>,
    user_data: (),
    created_session_id: Option<String>,
    client_trust_state: (),
}

/// What a sign-in needs next.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "snake_case")]
pub enum SignInStatus {
    NeedsIdentifier,
    NeedsFirstFactor,
    NeedsSecondFactor,
    NeedsNewPassword,
    Complete,
}

/// The verification of the first factor.
#[derive(Serialize)]
#[serde(untagged)]
enum FirstFactor {
    Plain(PlainVerification),
    External(Verification),
}

/// The state of a verification without a provider.
#[derive(Serialize)]
struct PlainVerification {
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
            SignInStatus::NeedsIdentifier | SignInStatus::NeedsFirstFactor => !is_signed_in,
            SignInStatus::NeedsSecondFactor | SignInStatus::NeedsNewPassword => true,
            // The page to which a provider led the browser back has not seen it yet.
            SignInStatus::Complete => attempt.external.is_some(),
        };
        let status = status(&attempt, &browser.session).filter(|status| is_open(*status));
        match status {
            Some(status) => Self::new(&attempt, status, browser).await.map(Some),
            None => Ok(None),
        }
    }

    /// The sign-in in this state.
    pub async fn new(
        attempt: &SignInAttempt,
        status: SignInStatus,
        browser: &Browser,
    ) -> Result<Self, ClerkError> {
        let identity = &browser.state.identity;
        let second = match &browser.session {
            BrowserSession::Pending(auth) => Some(identity.second_factors(&auth.user).await?),
            BrowserSession::None | BrowserSession::Active(_) => None,
        };
        let session = attempt.session.as_ref();
        let is_complete = status == SignInStatus::Complete;
        let needs = |needed| status == needed;
        let has_mail = identity.policy().has_mail;
        Ok(Self {
            object: "sign_in",
            id: attempt.id.clone(),
            status,
            supported_identifiers: ["email_address", "username"],
            supported_first_factors: needs(SignInStatus::NeedsFirstFactor)
                .then(|| first_factors(attempt, has_mail)),
            supported_second_factors: second
                .filter(|_| needs(SignInStatus::NeedsSecondFactor))
                .map(|second| Factor::second(&second)),
            first_factor_verification: match &attempt.external {
                Some(external) => Some(FirstFactor::External(verification(
                    external,
                    browser.flow_url(),
                    Transferable::ToSignUp,
                ))),
                None => {
                    (!needs(SignInStatus::NeedsFirstFactor)).then(|| FirstFactor::Plain(verified()))
                }
            },
            second_factor_verification: (),
            identifier: attempt.name.as_ref().map(|it| it.as_str().to_owned()),
            user_data: (),
            created_session_id: session
                .filter(|_| is_complete)
                .map(|it| it.as_str().to_owned()),
            client_trust_state: (),
        })
    }

    /// Whether the user has to set a new password.
    pub fn needs_new_password(&self) -> bool {
        self.status == SignInStatus::NeedsNewPassword
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
        return Some(match attempt.name {
            Some(_) => SignInStatus::NeedsFirstFactor,
            None => SignInStatus::NeedsIdentifier,
        });
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

/// The same for every address, so that they do not reveal whether it has an account; and the same for everyone who comes
/// from a provider with the address of an account, of which they have to know the password or to read the mail.
fn first_factors(attempt: &SignInAttempt, has_mail: bool) -> Vec<Factor> {
    // The address's own ID would reveal that there is an account.
    // Whoever has the username need not tell their address to those who know it.
    let address = match &attempt.name {
        Some(SignInName::Email(email)) => Some(email.as_str()),
        Some(SignInName::Username(_)) | None => None,
    };
    let mailed = |strategy| Factor::mailed(strategy, &attempt.id, address);
    let mut factors = vec![Factor::plain("password")];
    if has_mail {
        factors.push(mailed("email_code"));
    }
    if has_mail && !attempt.awaits_link() {
        factors.push(mailed("reset_password_email_code"));
    }
    factors
}

fn verified() -> PlainVerification {
    PlainVerification {
        object: "verification",
        status: "verified",
        strategy: "ticket",
        attempts: (),
        expire_at: (),
    }
}
