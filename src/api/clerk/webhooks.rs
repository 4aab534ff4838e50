//! Webhook events in Clerk's format.

use futures_util::{FutureExt as _, future::BoxFuture};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{deleted::DeletedObject, session::Session, users::user_json};
use crate::{server::AppState, webhooks::PayloadFormat};
use identity::{Error, SessionId, WebhookEvent, WebhookKind};

/// The bodies of webhook events, as Clerk sends them. A user has their private metadata, as with Clerk: whoever receives
/// them may know what a program with the secret key knows.
pub struct ClerkPayloads(pub AppState);

/// The body of a webhook event.
#[derive(Serialize)]
struct Payload {
    data: Value,
    object: &'static str,
    r#type: &'static str,
    /// When it happened, in milliseconds since 1970.
    timestamp: i64,
    instance_id: String,
    event_attributes: EventAttributes,
}

#[derive(Serialize)]
struct EventAttributes {
    http_request: HttpRequest,
}

/// The request that caused the event.
#[derive(Serialize)]
struct HttpRequest {
    client_ip: String,
    user_agent: String,
}

impl PayloadFormat for ClerkPayloads {
    fn payload<'a>(
        &'a self,
        event: &'a WebhookEvent,
    ) -> BoxFuture<'a, Result<Option<String>, Error>> {
        async move {
            let data = self.data(event).await?;
            Ok(data.map(|data| json!(self.wrap(event, data)).to_string()))
        }
        .boxed()
    }
}

impl ClerkPayloads {
    /// The object that the event is about, as it is now.
    async fn data(&self, event: &WebhookEvent) -> Result<Option<Value>, Error> {
        match event.kind {
            WebhookKind::UserCreated | WebhookKind::UserUpdated => {
                let user = self.0.identity.find_user(&event.user).await?;
                Ok(user.map(|user| json!(user_json(&self.0, &user))))
            }
            WebhookKind::UserDeleted => {
                let deleted = DeletedObject::new("user", event.user.as_str());
                Ok(Some(json!(deleted)))
            }
            WebhookKind::SessionCreated => self.session(event, "active").await,
            WebhookKind::SessionEnded => self.session(event, "ended").await,
            WebhookKind::SessionRemoved => self.session(event, "removed").await,
            WebhookKind::SessionRevoked => self.session(event, "revoked").await,
        }
    }

    /// The session, with the status that the event gave it. Of one that was deleted with its user the identifiers are left.
    async fn session(&self, event: &WebhookEvent, status: &str) -> Result<Option<Value>, Error> {
        let Some(id) = &event.session else {
            return Ok(None);
        };
        let found = self.0.identity.find_user_session(id).await?;
        let mut session = found.map_or_else(
            || left_of(id, event),
            |session| json!(Session::from(session)),
        );
        session["status"] = status.into();
        Ok(Some(session))
    }

    fn wrap(&self, event: &WebhookEvent, data: Value) -> Payload {
        let origin = self.0.identity.policy().origin.as_bytes();
        Payload {
            data,
            object: "event",
            r#type: event.kind.as_str(),
            timestamp: event.created_at.as_millisecond(),
            instance_id: format!(
                "ins_{}",
                Uuid::new_v5(&Uuid::NAMESPACE_URL, origin).simple()
            ),
            event_attributes: EventAttributes {
                http_request: HttpRequest {
                    client_ip: event.address.clone().unwrap_or_default(),
                    user_agent: event.user_agent.clone().unwrap_or_default(),
                },
            },
        }
    }
}

fn left_of(session: &SessionId, event: &WebhookEvent) -> Value {
    json!({
        "object": "session",
        "id": session.as_str(),
        "client_id": session.as_str(),
        "user_id": event.user.as_str(),
        "updated_at": event.created_at.as_millisecond(),
    })
}
