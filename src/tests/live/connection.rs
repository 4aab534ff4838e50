use std::time::Duration;

use axum::{
    body::{Body, BodyDataStream},
    http::Request,
};
use futures_util::StreamExt as _;
use tokio::time::timeout;

use crate::{
    browser::{Browser, words},
    english::amount,
};

/// Timeout for an update.
const PATIENCE: Duration = Duration::from_secs(10);

/// The event stream of one page.
pub struct Connection {
    pub status: u16,
    pub content_type: Option<String>,
    body: BodyDataStream,
}

impl Connection {
    pub async fn open(browser: &Browser, path: &str) -> Self {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let (parts, body) = browser.open(request).await.into_parts();
        let content_type = parts.headers.get("content-type");
        Self {
            status: parts.status.as_u16(),
            content_type: content_type.map(|value| value.to_str().unwrap().to_owned()),
            body: body.into_data_stream(),
        }
    }

    /// The next event; `None` when the server closed the connection.
    pub async fn report(&mut self) -> Option<Report> {
        let event = loop {
            let chunk = timeout(PATIENCE, self.body.next())
                .await
                .expect("neither a report nor an end");
            let event = String::from_utf8(chunk?.unwrap().to_vec()).unwrap();
            // Another one says when to come back, and nothing else.
            if event.contains("data: ") {
                break event;
            }
        };
        let of = |field: &str| -> Vec<&str> {
            let lines = event.lines();
            lines.filter_map(|line| line.strip_prefix(field)).collect()
        };
        let id = of("id: ").concat();
        let html = of("data: ").join("\n");
        Some(Report {
            id,
            text: words(&html),
        })
    }
}

/// The page's content, as an event brings it.
#[derive(Debug, PartialEq, Eq)]
pub struct Report {
    /// When the profile was fetched, in Unix milliseconds.
    pub id: String,
    /// The visible text.
    pub text: String,
}

impl Report {
    /// Asserts that the student is shown these figures.
    pub fn assert_xp(&self, today: f64, all: f64) {
        self.assert_xp_today(today);
        let words = format!("All time: {} XP", amount(all));
        assert!(self.text.contains(&words), "{words} in {}", self.text);
    }

    /// Asserts that the student is shown this figure of today.
    pub fn assert_xp_today(&self, today: f64) {
        let words = format!("Today {} XP", amount(today));
        assert!(self.text.contains(&words), "{words} in {}", self.text);
    }

    /// The seven figures of the week, oldest first.
    pub fn week(&self) -> Vec<&str> {
        let (_, week) = self.text.split_once("The last seven days ").unwrap();
        let (week, _) = week.split_once(" This week:").unwrap();
        week.split(" XP ")
            .map(|day| day.split(' ').next_back().unwrap())
            .take(7)
            .collect()
    }
}
