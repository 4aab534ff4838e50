//! A browser that calls the methods of the user.

use axum::http::Request;
use serde_json::Value;

use crate::browser::{Answer, Browser, ORIGIN};

impl Browser {
    /// Calls a server function with arguments in JSON, as an island does.
    pub async fn call(&self, function: &str, arguments: Value) -> Answer {
        let request = Request::post(format!("/api/{function}"))
            .header("content-type", "application/json")
            .header("accept", "application/json")
            .header("sec-fetch-site", "same-origin")
            .header("origin", ORIGIN);
        self.send(request.body(arguments.to_string().into()).unwrap())
            .await
    }

    /// The user, as the hook reads them.
    pub async fn user(&self) -> Value {
        let answer = self.post_server_fn("/api/get_user", &[]).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    }

    /// Why a method refuses: its status, and the error.
    pub async fn refused(&self, function: &str, arguments: Value) -> (u16, Value) {
        let answer = self.call(function, arguments).await;
        (answer.status, answer.json())
    }
}
