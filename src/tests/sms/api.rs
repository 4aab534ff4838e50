//! A small API shaped as Twilio's, which stores text messages and refuses them on demand.

use std::{
    collections::{BTreeMap, VecDeque},
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Form, Json, Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::post,
};
use serde_json::json;
use timeback_dashboard::sms::SmsApi;

pub const SID: &str = "AC0123456789abcdef0123456789abcdef";

/// A request that the API received.
#[derive(Debug, Clone)]
pub struct Received {
    pub account: String,
    pub authorization: String,
    pub content_type: String,
    pub form: BTreeMap<String, String>,
}

#[derive(Default)]
struct Kept {
    received: Vec<Received>,
    /// Configured answers, each for one request: a status, and where it redirects to.
    answers: VecDeque<(u16, Option<String>)>,
}

#[derive(Clone, Default)]
pub struct TextApi {
    kept: Arc<Mutex<Kept>>,
}

impl TextApi {
    /// Starts the API. Returns its address, too.
    pub async fn start() -> (Self, SocketAddr) {
        let api = Self::default();
        let routes = Router::new()
            .route("/2010-04-01/Accounts/{sid}/Messages.json", post(receive))
            .with_state(api.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, routes).await });
        (api, address)
    }

    /// Answers the next request with this status.
    pub fn answer(&self, status: u16) {
        self.kept.lock().unwrap().answers.push_back((status, None));
    }

    /// Redirects the next request.
    pub fn redirect(&self, to: &str) {
        let redirect = (307, Some(to.to_owned()));
        self.kept.lock().unwrap().answers.push_back(redirect);
    }

    pub fn received(&self) -> Vec<Received> {
        self.kept.lock().unwrap().received.clone()
    }
}

/// The client of an API at this address.
pub fn client(address: SocketAddr, from: &str) -> SmsApi {
    let url = format!("http://{address}/2010-04-01/Accounts/{SID}/Messages.json");
    SmsApi::new(url.parse().unwrap(), SID, "hush".into(), from).unwrap()
}

async fn receive(
    State(api): State<TextApi>,
    Path(account): Path<String>,
    headers: HeaderMap,
    Form(form): Form<BTreeMap<String, String>>,
) -> Response {
    let header = |name| headers.get(name).unwrap().to_str().unwrap().to_owned();
    let received = Received {
        account,
        authorization: header(header::AUTHORIZATION),
        content_type: header(header::CONTENT_TYPE),
        form,
    };
    let answer = {
        let mut kept = api.kept.lock().unwrap();
        kept.received.push(received);
        kept.answers.pop_front()
    };
    match answer {
        None => (StatusCode::CREATED, Json(json!({ "status": "queued" }))).into_response(),
        Some((status, Some(to))) => {
            let status = StatusCode::from_u16(status).unwrap();
            (status, [(header::LOCATION, to)]).into_response()
        }
        Some((status, None)) => {
            let status = StatusCode::from_u16(status).unwrap();
            let error =
                json!({ "code": 21211, "message": "Invalid 'To' Phone Number: +12015550123" });
            (status, Json(error)).into_response()
        }
    }
}
