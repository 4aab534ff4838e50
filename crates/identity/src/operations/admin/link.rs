use secrecy::SecretString;
use serde_json::{Map, Value};

use super::Administrator;
use crate::{
    Account, Action, AddressError, ClientInfo, Email, Error, Identity, Metadata, MetadataTooLarge,
    NewPasswordError, Password, Token, UserId,
    audit::Event,
    model::code_purpose::CodePurpose,
    operations::find_account,
    store::{email_changes, passwords},
    unit_of_work::UnitOfWork,
};

/// The purpose of a link that an administrator generates.
#[derive(Debug, Clone)]
pub enum LinkFor {
    /// To verify the address of a new account with this password and metadata.
    SignUp(Password, Map<String, Value>),
    /// To sign in for the first time, to a new account without a password.
    Invite(Map<String, Value>),
    /// To sign in; without an account, to a new one without a password.
    SignIn(Map<String, Value>),
    /// To sign in and set a new password.
    Recovery,
    /// To confirm, at the current address, a change to this one.
    EmailChangeCurrent(Email),
    /// To verify this address, the account's new one.
    EmailChangeNew(Email),
}

/// A request for a link.
#[derive(Debug, Clone)]
pub struct LinkRequest {
    /// The account's address.
    pub email: Email,
    /// The link's purpose.
    pub link_for: LinkFor,
}

/// A generated link, which was not mailed.
#[derive(Debug)]
pub struct GeneratedLink {
    /// The account.
    pub account: Account,
    /// The code that does the same as the link.
    pub code: SecretString,
    /// The token in the link.
    pub token: Token,
    /// Whether it verifies a new account, although a sign-in was asked for.
    pub is_sign_up: bool,
}

/// Why a link was not generated.
#[derive(Debug, thiserror::Error)]
pub enum GenerateLinkError {
    /// There are no local accounts: users sign in with Timeback.
    #[error("there are no local accounts")]
    NoLocalAccounts,
    /// The account may not have this address.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// There is no account with this address.
    #[error("there is no account with this address")]
    NoAccountWithEmail,
    /// The new password is not accepted.
    #[error(transparent)]
    Password(#[from] NewPasswordError),
    /// The metadata would be too large or too deep.
    #[error(transparent)]
    MetadataTooLarge(#[from] MetadataTooLarge),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(GenerateLinkError);

impl Identity {
    /// Generates the link that a mail would contain, for an administrator to hand over. It replaces one that was
    /// mailed.
    ///
    /// # Errors
    /// [`GenerateLinkError`] says when.
    pub async fn generate_link(
        &self,
        request: LinkRequest,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<GeneratedLink, GenerateLinkError> {
        if !self.policy.takes_passwords() {
            return Err(GenerateLinkError::NoLocalAccounts);
        }
        let email = &request.email;
        let hash = match &request.link_for {
            LinkFor::SignUp(password, _) => {
                self.require_unguessable(password, None, Some(email))
                    .await?;
                Some(self.hasher.hash(password).await?)
            }
            _ => None,
        };
        let mut uow = self.begin(&email.lock_key()).await?;
        let prepared = uow.prepare_link(&request, hash.as_deref()).await?;
        let Prepared {
            user,
            purpose,
            target,
        } = prepared;
        let now = uow.now;
        let issued = uow.issue_code(&user, purpose, &target, now).await?;
        let issued = issued.ok_or(Error::Unreadable("a code"))?;
        let account = find_account::read(uow.connection(), &user).await?;
        uow.commit(logged(&user, purpose).by(admin), client).await?;
        Ok(GeneratedLink {
            account: account.ok_or(Error::Unreadable("a user"))?,
            code: issued.code.expose().into(),
            token: issued.link.ok_or(Error::Unreadable("a link"))?,
            is_sign_up: purpose == CodePurpose::Confirm,
        })
    }
}

/// The log event of a generated link.
fn logged(user: &UserId, purpose: CodePurpose) -> Event {
    let action = match purpose {
        CodePurpose::Invite => Action::Invited,
        CodePurpose::Recovery | CodePurpose::SignIn => Action::RecoveryRequested,
        _ => Action::ConfirmationRequested,
    };
    Event::new(action, user).with("link", purpose.as_str())
}

/// The user, purpose and address of a link.
struct Prepared {
    user: UserId,
    purpose: CodePurpose,
    target: Email,
}

impl UnitOfWork<'_> {
    async fn prepare_link(
        &mut self,
        request: &LinkRequest,
        hash: Option<&str>,
    ) -> Result<Prepared, GenerateLinkError> {
        let email = &request.email;
        let at_email = |user, purpose| Prepared {
            user,
            purpose,
            target: email.clone(),
        };
        Ok(match &request.link_for {
            LinkFor::SignUp(_, data) => {
                let user = self.prepare_sign_up(email, hash, data.clone()).await?;
                at_email(user, CodePurpose::Confirm)
            }
            LinkFor::Invite(data) => {
                let metadata = Metadata::default().merge(data.clone())?;
                let user = self.make_invited(email, &metadata).await?;
                at_email(user, CodePurpose::Invite)
            }
            LinkFor::SignIn(data) => {
                if let Some((user, _)) = self.find_claimant(email).await? {
                    at_email(user, CodePurpose::SignIn)
                } else {
                    let user = self.prepare_sign_up(email, None, data.clone()).await?;
                    at_email(user, CodePurpose::Confirm)
                }
            }
            LinkFor::Recovery => {
                at_email(self.require_claimant(email).await?, CodePurpose::Recovery)
            }
            LinkFor::EmailChangeCurrent(new) => {
                let user = self.prepare_email_change(email, new).await?;
                at_email(user, CodePurpose::OldAddress)
            }
            LinkFor::EmailChangeNew(new) => Prepared {
                user: self.prepare_email_change(email, new).await?,
                purpose: CodePurpose::NewAddress,
                target: new.clone(),
            },
        })
    }

    async fn require_claimant(&mut self, email: &Email) -> Result<UserId, GenerateLinkError> {
        let claimant = self.find_claimant(email).await?;
        let (user, _) = claimant.ok_or(GenerateLinkError::NoAccountWithEmail)?;
        Ok(user)
    }

    /// Creates the account, or takes the one with this unverified address, and sets this password in place of any that
    /// a stranger who signed up with the address may have set.
    async fn prepare_sign_up(
        &mut self,
        email: &Email,
        hash: Option<&str>,
        data: Map<String, Value>,
    ) -> Result<UserId, GenerateLinkError> {
        let metadata = Metadata::default().merge(data)?;
        let user = self.make_invited(email, &metadata).await?;
        let now = self.now;
        passwords::set(self.connection(), &user, hash, now).await?;
        Ok(user)
    }

    /// Prepares the change of address of the account with this address.
    async fn prepare_email_change(
        &mut self,
        email: &Email,
        new: &Email,
    ) -> Result<UserId, GenerateLinkError> {
        let user = self.require_claimant(email).await?;
        if self.find_owner(new).await?.is_some() {
            return Err(AddressError::Exists.into());
        }
        // A code for another new address must not confirm this one.
        email_changes::delete_codes_for_others(self.connection(), &user, new).await?;
        email_changes::set(self.connection(), &user, Some(new)).await?;
        Ok(user)
    }
}
