//! A server in the place of providers of external accounts: an authorization code says itself who the user is.

use std::collections::HashMap;

use axum::{
    Form, Json, Router,
    http::HeaderMap,
    routing::{get, post},
};
use identity::{
    ExternalClient, ExternalEndpoints, ExternalFlowRequest, ExternalFlowReturn, ExternalFlowStart,
    ExternalGrant, ExternalProfile, ExternalProvider, ExternalServer, ExternalTokens,
};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use url::Url;

/// Discord says whether it has verified an address, and Facebook does not.
pub const PROVIDERS: [ExternalProvider; 2] =
    [ExternalProvider::Discord, ExternalProvider::Facebook];

pub struct Provider {
    url: Url,
}

/// Who a user is at a provider.
#[derive(Debug, Clone)]
pub struct Profile {
    pub provider: ExternalProvider,
    pub subject: String,
    pub email: String,
    pub is_verified: bool,
}

impl Provider {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new()
            .route("/token", post(token))
            .route("/user", get(user));
        tokio::spawn(async { axum::serve(listener, router).await.unwrap() });
        Self {
            url: Url::parse(&url).unwrap(),
        }
    }

    /// The registrations with it.
    pub fn clients(&self) -> Vec<ExternalClient> {
        let at = |path| Some(self.url.join(path).unwrap());
        let endpoints = ExternalEndpoints {
            authorize: at("authorize"),
            token: at("token"),
            user: at("user"),
            emails: None,
        };
        let client = |provider| ExternalClient {
            provider,
            client_id: "school".to_owned(),
            client_secret: "secret".into(),
            server: ExternalServer::Endpoints(Box::new(endpoints.clone())),
        };
        PROVIDERS.map(client).into()
    }

    /// What a flow to sign in ends in.
    pub fn grant(&self, profile: &Profile) -> ExternalGrant {
        ExternalGrant {
            provider: profile.provider,
            issuer: self.url.join("token").unwrap().into(),
            profile: ExternalProfile {
                subject: profile.subject.clone(),
                email: Some(profile.email.clone()),
                email_verified: profile.has_verified_address(),
                ..ExternalProfile::default()
            },
            tokens: ExternalTokens {
                access: profile.code().into(),
                refresh: None,
                expire_at: None,
            },
            scopes: Vec::new(),
        }
    }
}

impl Profile {
    pub fn has_verified_address(&self) -> bool {
        self.is_verified && self.provider == ExternalProvider::Discord
    }

    fn code(&self) -> String {
        format!("{},{},{}", self.subject, self.email, self.is_verified)
    }

    /// How the browser returns from this flow.
    pub fn returned(&self, flow: &ExternalFlowStart) -> ExternalFlowReturn {
        let mut query = flow.url.query_pairs();
        let state = query.find(|(name, _)| name == "state");
        ExternalFlowReturn {
            state: state.map(|(_, state)| state.into_owned()),
            code: Some(self.code()),
            ..ExternalFlowReturn::default()
        }
    }
}

pub fn flow_request() -> ExternalFlowRequest {
    ExternalFlowRequest {
        redirect_uri: "https://school.example/callback".to_owned(),
        ..ExternalFlowRequest::default()
    }
}

async fn token(Form(form): Form<HashMap<String, String>>) -> Json<Value> {
    Json(json!({ "access_token": form["code"], "token_type": "bearer" }))
}

async fn user(headers: HeaderMap) -> Json<Value> {
    let token = headers["authorization"].to_str().unwrap();
    let told: Vec<_> = token.trim_start_matches("Bearer ").split(',').collect();
    Json(json!({ "id": told[0], "email": told[1], "verified": told[2] == "true" }))
}
