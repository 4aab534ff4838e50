//! `timeback-dashboard check`: the clock, the mail server, and the proxies before the running dashboard.

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use super::{
    check::{Stage, dead_port, failure_text, unsuccessful},
    mail::server::MailServer,
    process::{Process, free_address},
};

/// A server that answers everything with this head.
async fn answering(head: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let _request = stream.read(&mut [0; 4096]).await;
            let _sent = stream.write_all(head.as_bytes()).await;
        }
    });
    origin
}

/// The dashboard of the stage's database, running.
async fn running(stage: &Stage, public_url: &str, address: &str) -> Process {
    let path = |name: &str| stage.folder.path().join(name).display().to_string();
    let variables = [
        ("LEPTOS_SITE_ADDR", address.to_owned()),
        ("LEPTOS_SITE_ROOT", path("site")),
        ("PUBLIC_URL", public_url.to_owned()),
        ("SANDBOX_ADDR", free_address()),
        ("DATABASE_URL", format!("sqlite:{}", path("dashboard.db"))),
    ];
    let ready = format!("http://{address}/healthz");
    Process::start(stage.folder.path(), &[], &variables, &ready).await
}

#[tokio::test]
async fn a_clock_that_is_not_the_platforms_is_a_warning() {
    let platform = answering(
        "HTTP/1.1 404 Not Found\r\nDate: Sat, 01 Jan 2022 00:00:00 GMT\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    )
    .await;
    let stage = Stage::new().await;
    let report = stage.check(&[("TIMEBACK_BASE_URL", &platform)]).await;
    let text = failure_text(&report, "clock");
    assert!(
        text.starts_with("this machine's clock is ahead of the platform's by "),
        "{text}"
    );
}

#[tokio::test]
async fn the_dashboard_is_recognized_behind_its_public_url() {
    let stage = Stage::new().await;
    let address = free_address();
    let url = format!("http://{address}");
    let report = stage.check(&[("PUBLIC_URL", &url)]).await;
    assert!(report.is_ok(), "before the first start, too: {report}");
    let text = failure_text(&report, "PUBLIC_URL");
    assert!(text.starts_with("nothing answers at "), "{text}");

    let _running = running(&stage, &url, &address).await;
    let report = stage.check(&[("PUBLIC_URL", &url)]).await;
    assert_eq!(unsuccessful(&report), [""; 0], "{report}");
    assert!(
        report
            .to_string()
            .contains(&format!("this dashboard answers at {url}")),
        "{report}"
    );
    let other = url.replace("127.0.0.1", "localhost");
    let report = stage.check(&[("PUBLIC_URL", &other)]).await;
    let text = failure_text(&report, "PUBLIC_URL");
    assert!(
        text.starts_with("the dashboard runs with another PUBLIC_URL"),
        "{text}"
    );
    let stranger = format!("{url}/_check?nonce=1&proof=2");
    assert_eq!(reqwest::get(stranger).await.unwrap().status(), 404);
}

#[tokio::test]
async fn whoever_else_answers_at_the_public_url_is_reported() {
    let stage = Stage::new().await;
    let gone = "HTTP/1.1 302 Found\r\nLocation: https://x.example/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let down = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let other = stage.world.platform.origin.to_string();
    for (url, found) in [
        (other, "something else answers at "),
        (answering(gone).await, "leads elsewhere"),
        (
            answering(down).await,
            "the proxy does not reach the dashboard",
        ),
    ] {
        let report = stage.check(&[("PUBLIC_URL", &url)]).await;
        let text = failure_text(&report, "PUBLIC_URL");
        assert!(text.contains(found), "{text}");
    }
}

#[tokio::test]
async fn the_mail_server_is_asked_without_a_mail() {
    let (stage, server) = (Stage::new().await, MailServer::start().await);
    let url = format!("smtp://user:hush@{}", server.address);
    let variables = [
        ("SMTP_URL", url.as_str()),
        ("MAIL_FROM", "dashboard@school.example"),
        ("PUBLIC_URL", &dead_port()),
    ];
    let report = stage.check(&variables).await;
    assert_eq!(unsuccessful(&report), ["PUBLIC_URL"], "{report}");
    let commands = server.commands();
    assert!(
        commands.iter().any(|it| it.starts_with("AUTH")),
        "{commands:?}"
    );
    assert!(
        !commands.iter().any(|it| it.starts_with("MAIL")),
        "{commands:?}"
    );

    server.answer("AUTH", "535 5.7.8 hush is wrong");
    let report = stage.check(&variables).await;
    let text = failure_text(&report, "mail");
    assert!(
        text.starts_with("the mail server cannot be used: 535 5.7.8 → Check"),
        "{text}"
    );
    server.stop();
    let text = failure_text(&stage.check(&variables).await, "mail");
    assert!(text.contains("could not be reached"), "{text}");
}
