use crate::{
    Action, ClientInfo, Error, ExternalAccount, ExternalAccountId, ExternalFailure,
    ExternalFlowOutcome, ExternalFlowReturn, ExternalGrant, FinishedExternalFlow, Identity,
    SessionId, Token, UserId,
    audit::Event,
    mail::SecurityEvent,
    model::external_flow::FlowPurpose,
    store::{external_account_edits, external_accounts, sessions},
    unit_of_work::UnitOfWork,
};

/// Why a callback was not of a flow under way.
#[derive(Debug, thiserror::Error)]
pub enum FinishExternalFlowError {
    /// The flow is unknown, another browser's, finished or expired; or the session in which it began has ended, or the
    /// external account that it was for is gone.
    #[error("there is no such flow under way")]
    Expired,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(FinishExternalFlowError);

/// What an account is to be linked or reauthorized for.
struct Subject {
    user: UserId,
    session: SessionId,
    account: ExternalAccountId,
}

impl Identity {
    /// Finishes a flow in the callback. `browser` is the token that the flow's start returned. Each flow can be finished
    /// once, with or without success.
    ///
    /// A flow to sign in ends in a grant, which goes to
    /// [`sign_in_with_external_account`](Self::sign_in_with_external_account). A flow to link or reauthorize an account ends
    /// in the account: it is verified, or failed with [`ExternalAccount::failure`].
    ///
    /// # Errors
    /// [`FinishExternalFlowError`] says when.
    pub async fn finish_external_flow(
        &self,
        returned: ExternalFlowReturn,
        browser: Option<&Token>,
        client: &ClientInfo,
    ) -> Result<FinishedExternalFlow, FinishExternalFlowError> {
        let flow = self
            .take_external_flow(returned.state.as_deref(), browser)
            .await?
            .ok_or(FinishExternalFlowError::Expired)?;
        let granted = self.redeem_external(&flow, returned).await;
        let outcome = match flow.purpose {
            FlowPurpose::SignIn => match granted {
                Ok(grant) => ExternalFlowOutcome::Authenticated(Box::new(grant)),
                Err(failure) => ExternalFlowOutcome::NotAuthenticated(failure),
            },
            FlowPurpose::Account {
                user,
                session,
                account,
            } => {
                let subject = Subject {
                    user,
                    session,
                    account,
                };
                let account = self.finish_account(&subject, granted, client).await?;
                ExternalFlowOutcome::Account(Box::new(account))
            }
        };
        Ok(FinishedExternalFlow {
            provider: flow.provider,
            redirect_to: flow.redirect_to,
            tag: flow.tag,
            outcome,
        })
    }

    async fn finish_account(
        &self,
        subject: &Subject,
        granted: Result<ExternalGrant, ExternalFailure>,
        client: &ClientInfo,
    ) -> Result<ExternalAccount, FinishExternalFlowError> {
        let Subject {
            user,
            session,
            account: id,
        } = subject;
        // Whoever signed out, or was signed out, links nothing any more.
        if !sessions::is_alive(self.database.pool(), session, self.env.now()).await? {
            return Err(FinishExternalFlowError::Expired);
        }
        // The lock of the provider's user comes before that of ours, as at a sign-in.
        let mut uow = match &granted {
            Ok(grant) => self.begin(&grant.lock_key()).await?,
            Err(_) => self.begin(&user.lock_key()).await?,
        }
        .for_client(client);
        uow.lock_user(user).await?;
        let account = uow.find_external_account(user, id).await?;
        let account = account.ok_or(FinishExternalFlowError::Expired)?;
        let granted = match granted {
            Ok(grant) => uow
                .check_link(&account, &grant)
                .await?
                .map_or(Ok(grant), Err),
            Err(failure) => Err(failure),
        };
        let event = match &granted {
            Ok(grant) => {
                uow.keep_grant(id, grant).await?;
                external_accounts::fill_name(uow.connection(), user, &grant.profile).await?;
                if !account.is_linked() {
                    let event = SecurityEvent::ExternalLinked(account.provider);
                    uow.notify_user(user, event).await?;
                }
                uow.touch(user).await?;
                Event::new(Action::IdentityLinked, user).with("again", account.is_linked())
            }
            Err(failure) => {
                let now = uow.now;
                external_account_edits::fail(uow.connection(), id, *failure, now).await?;
                Event::new(Action::IdentityLinkFailed, user).with("code", failure.code())
            }
        };
        let finished = uow.find_external_account(user, id).await?;
        let event = event
            .in_session(session)
            .with("provider", account.provider.as_str());
        uow.commit(event, client).await?;
        Ok(finished.ok_or(Error::Unreadable("an external account"))?)
    }
}

impl UnitOfWork<'_> {
    /// Why the account must not be linked to who the provider says is there, if it must not.
    async fn check_link(
        &mut self,
        account: &ExternalAccount,
        grant: &ExternalGrant,
    ) -> Result<Option<ExternalFailure>, Error> {
        let linked = self.find_linked_account(grant).await?;
        Ok(match linked {
            Some(linked) if linked.id == account.id => None,
            Some(linked) if linked.user == account.user => Some(ExternalFailure::AlreadyLinked),
            Some(_) => Some(ExternalFailure::AccountExists),
            None if account.is_linked() => Some(ExternalFailure::AccountMismatch),
            None => None,
        })
    }
}
