use super::{pending, provider_sign_in::LinkStart};
use crate::{
    Action, ClientInfo, Email, Error, ExternalGrant, UserId, audit::Event, model::claims::Claims,
    unit_of_work::UnitOfWork,
};

impl UnitOfWork<'_> {
    /// Keeps a pending link of a provider other than Timeback to the account of whoever has verified the address: they have
    /// to confirm first that it is theirs.
    pub async fn ask_to_confirm_external(
        mut self,
        owner: &UserId,
        email: &Email,
        grant: &ExternalGrant,
        client: &ClientInfo,
    ) -> Result<LinkStart, Error> {
        let claims = Claims {
            issuer: grant.issuer.clone(),
            subject: grant.profile.subject.clone(),
            email: email.clone(),
            email_verified: true,
            given_name: grant.profile.first_name.clone(),
            family_name: grant.profile.last_name.clone(),
        };
        let token = self.identity.env.token();
        self.keep_pending_link(&token, owner, &claims, Some(grant))
            .await?;
        let timeback_id = self.find_timeback_id(owner).await?;
        let event = Event::new(Action::LinkRequested, owner);
        let event = event.with("provider", grant.provider.as_str());
        self.commit(event, client).await?;
        Ok(LinkStart {
            token,
            lifetime: pending::LIFETIME,
            email: email.clone(),
            timeback_id,
        })
    }
}
