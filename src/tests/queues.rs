//! Both queues with one failing entry each: two hundred others are delivered within a minute, in order per student, and
//! the dead-lettered entry is in the metrics, in the log and in its user's export.

use std::time::Duration;

use identity::{ClientInfo, Email};
use serde_json::{Map, Value, json};
use timeback_dashboard::smtp::{MailWorker, Relay, Sender};
use tokio::time::{sleep, timeout};

use super::{
    activities::{SUBMIT, finished, post, run},
    browser::Browser,
    clock::{HOUR, MINUTE},
    log::log,
    mail::server::{HANG_UP, MailServer},
    metrics::{has, scrape},
    store::{Store, on_both_engines},
    world::{STUDENT, World},
};

on_both_engines![
    two_hundred_events_arrive_beside_one_at_which_timeback_fails_for_ever,
    two_hundred_mails_arrive_beside_one_over_which_the_server_hangs_up_for_ever,
    a_mail_that_could_not_be_sent_for_a_day_is_set_aside,
];

const OTHERS: [&str; 4] = [
    "fractional@example.com",
    "busy@example.com",
    "no.goals@example.com",
    "unicode@example.com",
];

/// The run that the platform always rejects.
const POISONED: usize = 900;

async fn two_hundred_events_arrive_beside_one_at_which_timeback_fails_for_ever(store: Store) {
    let log = log();
    let world = World::on(store).await;
    let poison = json!([{ "route": "/caliper/event", "status": 500, "containing": run(POISONED) }]);
    world.platform.faults(poison).await;
    let maya = world.student(STUDENT).await;
    submit(&maya, POISONED).await;
    submit(&maya, POISONED + 1).await;
    let mut others = Vec::new();
    for email in OTHERS {
        others.push(world.student(email).await);
    }
    for number in 0..200 {
        submit(&others[number % 4], number).await;
    }
    // The clock stands still: no time passes.
    world.platform.received(200).await;
    let arrived = world.platform.runs().await;
    for student in 0..4 {
        let theirs: Vec<_> = (student..200).step_by(4).map(run).collect();
        let in_order = arrived.iter().filter(|run| theirs.contains(run));
        assert!(in_order.eq(&theirs), "{student}: {arrived:?}");
    }
    pass_until_nothing_waits(&world).await;
    let arrived = world.platform.runs().await;
    assert_eq!(arrived.last(), Some(&run(POISONED + 1)), "after the first");
    assert_eq!(arrived.len(), 201);

    let metrics = scrape(&world).await;
    has(&metrics, "outbox_waiting 0");
    has(&metrics, "outbox_refused 1");
    let export = maya.get("/account/export").await.json();
    let kept = export["waiting_for_timeback"].as_array().unwrap();
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!(kept[0]["failed_attempts"], 6);
    assert!(kept[0]["refused_at"].is_string());
    let reason = kept[0]["reason"].as_str().unwrap();
    assert!(reason.contains("responded with status 500"), "{reason}");
    let id = kept[0]["event_id"].as_str().unwrap();
    told(&log.text(), &["which was set aside", id, "status 500"]);
}

async fn submit(student: &Browser, number: usize) {
    let answer = post(student, SUBMIT, &finished(number, 1.0)).await;
    assert_eq!(answer.status, 204, "{}", answer.body);
}

/// Advances the clock by a minute, repeatedly.
async fn pass_until_nothing_waits(world: &World) {
    let empty = async {
        while world.state.activities.depth().await.unwrap().waiting > 0 {
            world.clock.pass(MINUTE);
            sleep(Duration::from_millis(100)).await;
        }
    };
    timeout(Duration::from_secs(60), empty).await.unwrap();
}

/// One line of the log contains all of this, and no address.
fn told(log: &str, words: &[&str]) {
    let line = log
        .lines()
        .find(|line| words.iter().all(|word| line.contains(word)));
    let line = line.unwrap_or_else(|| panic!("the log does not say {words:?}"));
    assert!(!line.contains('@'), "{line}");
}

async fn two_hundred_mails_arrive_beside_one_over_which_the_server_hangs_up_for_ever(store: Store) {
    let log = log();
    let world = World::on(store).await;
    let server = MailServer::start().await;
    server.answer_mails_to(STUDENT, HANG_UP);
    let mail_worker = mail_worker(&world, &server);
    claim(&world, STUDENT).await;
    for number in 0..200 {
        claim(&world, &format!("somebody.{number}@example.com")).await;
    }
    let maya = world.student(STUDENT).await;
    // The clock stands still: nothing waits for a backoff.
    assert_eq!(mail_worker.run_once().await.unwrap(), 200);
    has(&scrape(&world).await, "mails_retrying 1");
    let waiting = export_of(&maya).await;
    assert_eq!(waiting["failed_attempts"], 1);
    for _ in 0..12 {
        world.clock.pass(HOUR);
        assert_eq!(mail_worker.run_once().await.unwrap(), 0);
    }
    let metrics = scrape(&world).await;
    has(&metrics, "mails_waiting 0");
    has(&metrics, "mails_refused 1");
    let maya = world.student(STUDENT).await;
    let set_aside = export_of(&maya).await;
    assert!(set_aside["refused_at"].is_string(), "{set_aside}");
    assert_eq!(set_aside["reason"], "the connection was lost (12 tries)");
    told(
        &log.text(),
        &["a mail was set aside", "the connection was lost"],
    );
}

async fn a_mail_that_could_not_be_sent_for_a_day_is_set_aside(store: Store) {
    let log = log();
    let world = World::on(store).await;
    let server = MailServer::start().await;
    server.stop();
    world.maya_with_password().await;
    claim(&world, "leon@example.com").await;
    assert!(mail_worker(&world, &server).run_once().await.is_err());
    world.clock.pass(HOUR * 24);
    world.state.identity.clean_up().await.unwrap();
    let metrics = scrape(&world).await;
    has(&metrics, "mails_waiting 0");
    has(&metrics, "mails_refused 2");
    let maya = world.student(STUDENT).await;
    let export = maya.get("/account/export").await.json();
    let mails = export["waiting_mails"].as_array().unwrap();
    let notice = "Your password was changed";
    let set_aside = mails.iter().find(|mail| mail["subject"] == notice);
    let set_aside = set_aside.unwrap_or_else(|| panic!("{mails:?}"));
    assert!(set_aside["refused_at"].is_string(), "{set_aside}");
    assert_eq!(set_aside["reason"], "it could not be sent for a day");
    let words = ["a mail was set aside", "it could not be sent for a day"];
    told(&log.text(), &[words[0], words[1], notice]);
    let kept = "SELECT COUNT(*) FROM mails WHERE content <> ''";
    assert_eq!(
        world.number(kept).await,
        0,
        "nobody needs its words any more"
    );
    world.clock.pass(HOUR * 24 * 7);
    world.state.identity.clean_up().await.unwrap();
    has(&scrape(&world).await, "mails_refused 0");
}

fn mail_worker(world: &World, server: &MailServer) -> MailWorker {
    let site = "https://school.example".parse().unwrap();
    let url = format!("smtp://{}", server.address);
    let relay = Relay::parse(&url.into(), &site).unwrap();
    let sender = Sender::parse("Lincoln School <dashboard@school.example>").unwrap();
    MailWorker::new(world.state.identity.clone(), relay, sender)
}

/// A new account with a mailed code that is valid for a day.
async fn claim(world: &World, address: &str) {
    let (email, client) = (Email::parse(address).unwrap(), ClientInfo::default());
    let mailed = world
        .state
        .identity
        .mail_code_to_newcomer(&email, Map::new(), None, &client)
        .await;
    mailed.unwrap();
    // Exceeds the hourly limit of mails.
    world.clock.pass(MINUTE);
}

/// The only mail in the export.
async fn export_of(person: &Browser) -> Value {
    let export = person.get("/account/export").await.json();
    let mails = export["waiting_mails"].as_array().unwrap();
    assert_eq!(mails.len(), 1, "{mails:?}");
    mails[0].clone()
}
