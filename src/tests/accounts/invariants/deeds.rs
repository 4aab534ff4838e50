use identity::{
    Aal, AuthContext, Ban, CodeFlow, Email, ExternalAccountId, ExternalFlowReturn, ExternalGrant,
    Identity, NextStep, ProviderSignIn, SignOutScope, Token, UserId, Verified,
};

use super::{
    super::school::{PASSWORD, client, one_time, presented},
    admin_steps,
    person::{Bearer, Session},
};

/// An operation that runs at the same time as another one.
pub enum Deed {
    AddAddress(AuthContext, Email),
    VerifyAddress(AuthContext, String, String),
    MakePrimary(AuthContext, String),
    RemoveAddress(AuthContext, String),
    VerifyPhone(AuthContext, String, String),
    MakePrimaryPhone(AuthContext, String),
    RemovePhone(AuthContext, String),
    FinishLink(ExternalFlowReturn, Token),
    Unlink(AuthContext, ExternalAccountId),
    RemovePassword(AuthContext),
    SignOut(AuthContext),
    Ban(UserId),
    SignInByProvider(Box<ExternalGrant>),
    SignInByCode(Email, String),
}

/// What came of it: a session, if one began, or why nothing did.
pub type Done = Result<Option<Session>, String>;

impl Deed {
    pub async fn run(self, identity: &Identity) -> Done {
        let client = &client();
        match self {
            Self::AddAddress(auth, email) => {
                told(identity.add_email_address(&auth, &email, client).await)
            }
            Self::VerifyAddress(auth, id, code) => {
                let code = &one_time(&code);
                let verified = identity.verify_email_address(&auth, &id, code, client);
                told(verified.await)
            }
            Self::MakePrimary(auth, id) => {
                told(identity.set_primary_email_address(&auth, &id, client).await)
            }
            Self::RemoveAddress(auth, id) => {
                told(identity.remove_email_address(&auth, &id, client).await)
            }
            Self::VerifyPhone(auth, id, code) => {
                let code = &one_time(&code);
                let verified = identity.attempt_phone_verification(&auth, &id, code, client);
                told(verified.await)
            }
            Self::MakePrimaryPhone(auth, id) => {
                told(identity.set_primary_phone(&auth, &id, client).await)
            }
            Self::RemovePhone(auth, id) => {
                told(identity.remove_phone_number(&auth, &id, client).await)
            }
            Self::FinishLink(returned, browser) => {
                let finished = identity.finish_external_flow(returned, Some(&browser), client);
                told(finished.await)
            }
            Self::Unlink(auth, id) => {
                told(identity.unlink_external_account(&auth, &id, client).await)
            }
            Self::RemovePassword(auth) => {
                let current = Some(presented(PASSWORD));
                told(identity.remove_own_password(&auth, current, client).await)
            }
            Self::SignOut(auth) => {
                told(identity.sign_out(&auth, SignOutScope::Global, client).await)
            }
            Self::Ban(user) => {
                let banned = admin_steps::edit_ban(identity, &user, Ban::For(admin_steps::A_DAY));
                told(banned.await)
            }
            Self::SignInByProvider(grant) => sign_in_by_provider(identity, &grant).await,
            Self::SignInByCode(email, code) => sign_in_by_code(identity, &email, &code).await,
        }
    }
}

/// Where a second factor is asked for, or a confirmation, no session is noted.
async fn sign_in_by_provider(identity: &Identity, grant: &ExternalGrant) -> Done {
    let signed_in = identity
        .sign_in_with_external_account(grant, None, &client())
        .await;
    match signed_in.map_err(|error| format!("{error:?}"))? {
        ProviderSignIn::SignedIn(it) if it.next == NextStep::Nothing => Ok(Some(Session {
            id: it.session,
            aal: Aal::One,
            bearer: Bearer::Browser(it.token),
        })),
        _ => Ok(None),
    }
}

async fn sign_in_by_code(identity: &Identity, email: &Email, code: &str) -> Done {
    let (flow, code) = (CodeFlow::SignIn, one_time(code));
    let verified = identity.verify_code(email, flow, &code, &client()).await;
    match verified.map_err(|error| format!("{error:?}"))? {
        Verified::SignedIn(grant) => Ok(Some(Session {
            id: grant.session,
            aal: Aal::One,
            bearer: Bearer::AccessToken(grant.access_token),
        })),
        Verified::HalfChanged => Ok(None),
    }
}

fn told<T, E: std::fmt::Debug>(result: Result<T, E>) -> Done {
    match result {
        Ok(_) => Ok(None),
        Err(error) => Err(format!("{error:?}")),
    }
}
