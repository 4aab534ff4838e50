//! Neither addresses nor secrets are logged.

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use tracing_subscriber::fmt::MakeWriter;

use super::{
    upstream::{Reply, Route},
    world::{STUDENT, World},
};

#[derive(Clone, Default)]
struct Page(Arc<Mutex<Vec<u8>>>);

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Page {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn no_address_id_token_or_secret_is_logged_at_any_level() {
    let page = Page::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(page.clone())
        .with_ansi(false)
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    // With a single dispatcher, tests on other threads would disable our events for the whole process.
    let _second = tracing::Dispatch::new(tracing_subscriber::registry());
    let world = World::new().await;
    world.upstream.once(
        Route::Users,
        Reply::text(429, STUDENT).header("retry-after", "0"),
    );
    world.timeback.user().get_profile(STUDENT).await.unwrap();
    world
        .upstream
        .always(Route::Users, Reply::text(500, STUDENT));
    world
        .timeback
        .user()
        .get_profile(STUDENT)
        .await
        .unwrap_err();

    let log = String::from_utf8(page.0.lock().unwrap().clone()).unwrap();
    let ours: String = log
        .lines()
        .filter(|line| line.contains(" timeback::"))
        .collect();
    assert_eq!(ours.matches("Asked Timeback").count(), 7, "{ours}");
    assert!(
        ours.contains(r#"route="/edubridge/enrollments/user/{userId}""#),
        "{ours}"
    );
    assert!(ours.contains("status=429"), "{ours}");
    for secret in [
        "student",
        "example.com",
        "tb_1",
        "token-1",
        "sandbox-secret",
        "c2FuZGJveD",
    ] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}
