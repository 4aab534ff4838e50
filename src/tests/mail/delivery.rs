//! Delivery: each mail once and in order; rejected mails are dead-lettered.

use std::time::Duration;

use identity::CodeFlow;

use super::{Post, mail_worker};
use crate::{
    accounts::school::MAYA,
    clock::MINUTE,
    store::{Store, on_both_engines},
};

on_both_engines![
    a_mail_is_delivered_once_and_nothing_of_it_is_kept,
    mails_go_out_oldest_first_over_one_connection,
    two_processes_deliver_each_mail_once,
    a_refused_mail_is_set_aside_and_the_next_one_goes_out,
    a_mail_that_has_to_wait_waits_longer_each_time,
    a_code_that_is_over_is_not_sent,
    a_refusal_is_known_for_a_week,
];

const LEON: &str = "leon@example.com";

async fn a_mail_is_delivered_once_and_nothing_of_it_is_kept(store: Store) {
    let post = Post::new(store).await;
    post.school.claim(MAYA).await;
    assert_eq!(post.mail_worker.run_once().await.unwrap(), 1);
    assert_eq!(post.mail_worker.run_once().await.unwrap(), 0);
    let mails = post.server.mails();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].sender, "MAIL FROM:<dashboard@school.example>");
    assert_eq!(mails[0].recipient, "RCPT TO:<maya@example.com>");
    let kept = post.school.store.number("SELECT COUNT(*) FROM mails").await;
    assert_eq!(kept, 0);
}

async fn mails_go_out_oldest_first_over_one_connection(store: Store) {
    let post = Post::new(store).await;
    for address in [LEON, MAYA, "ada@example.com"] {
        post.school.claim(address).await;
    }
    assert_eq!(post.mail_worker.run_once().await.unwrap(), 3);
    let recipients: Vec<_> = post
        .server
        .mails()
        .into_iter()
        .map(|mail| mail.recipient)
        .collect();
    let in_turn = [LEON, MAYA, "ada@example.com"].map(|address| format!("RCPT TO:<{address}>"));
    assert_eq!(recipients, in_turn);
    let greetings = post
        .server
        .commands()
        .iter()
        .filter(|line| line.starts_with("EHLO"))
        .count();
    assert_eq!(greetings, 1);
}

async fn two_processes_deliver_each_mail_once(store: Store) {
    let post = Post::new(store).await;
    for number in 0..6 {
        post.school
            .claim(&format!("student{number}@example.com"))
            .await;
    }
    let other = mail_worker(&post.school, &post.server, "");
    let (first, second) = tokio::join!(post.mail_worker.run_once(), other.run_once());
    assert_eq!(first.unwrap() + second.unwrap(), 6);
    assert_eq!(post.server.mails().len(), 6);
}

async fn a_refused_mail_is_set_aside_and_the_next_one_goes_out(store: Store) {
    let post = Post::new(store).await;
    post.school.claim(LEON).await;
    post.school.claim(MAYA).await;
    post.server
        .answer("RCPT", "550 5.1.1 <leon@example.com>: no such student");
    assert_eq!(post.mail_worker.run_once().await.unwrap(), 1);
    assert_eq!(
        post.server.mails()[0].recipient,
        "RCPT TO:<maya@example.com>"
    );
    post.school.clock.pass(MINUTE * 20);
    assert_eq!(
        post.mail_worker.run_once().await.unwrap(),
        0,
        "it is not tried again"
    );
    let depth = post.school.identity.mail_depth().await.unwrap();
    assert_eq!((depth.waiting, depth.refused), (0, 1));
    let plain = "SELECT COUNT(*) FROM mails WHERE reason = '550 5.1.1' AND content = ''";
    assert_eq!(post.school.store.number(plain).await, 1);
}

async fn a_mail_that_has_to_wait_waits_longer_each_time(store: Store) {
    let post = Post::new(store).await;
    post.school.claim(LEON).await;
    post.school.claim(MAYA).await;
    post.server
        .answer("RCPT", "450 4.7.1 greylisted, come again");
    assert_eq!(
        post.mail_worker.run_once().await.unwrap(),
        1,
        "the other one does not wait"
    );
    post.server.answer(".", "451 4.3.0 not now");
    post.school.clock.pass(Duration::from_secs(15));
    assert_eq!(post.mail_worker.run_once().await.unwrap(), 0);
    post.school.clock.pass(Duration::from_secs(15));
    assert_eq!(
        post.mail_worker.run_once().await.unwrap(),
        0,
        "30 seconds, this time"
    );
    post.school.clock.pass(Duration::from_secs(15));
    assert_eq!(post.mail_worker.run_once().await.unwrap(), 1);
    assert_eq!(
        post.server.mails()[1].recipient,
        "RCPT TO:<leon@example.com>"
    );
}

async fn a_code_that_is_over_is_not_sent(store: Store) {
    let post = Post::new(store).await;
    post.school.confirm().await;
    post.mail_worker.run_once().await.unwrap();
    post.school.mail(MAYA, CodeFlow::Recovery).await;
    post.school.clock.pass(MINUTE * 30);
    assert_eq!(post.mail_worker.run_once().await.unwrap(), 0);
    let depth = post.school.identity.mail_depth().await.unwrap();
    assert_eq!((depth.waiting, depth.refused), (0, 1));
}

async fn a_refusal_is_known_for_a_week(store: Store) {
    let post = Post::new(store).await;
    post.school.claim(MAYA).await;
    post.server.answer("MAIL", "550 5.7.1 not from you");
    post.mail_worker.run_once().await.unwrap();
    let refused = async || post.school.identity.mail_depth().await.unwrap().refused;
    post.school.clock.pass(MINUTE * 60 * 24 * 6);
    post.school.identity.clean_up().await.unwrap();
    assert_eq!(refused().await, 1);
    post.school.clock.pass(MINUTE * 60 * 25);
    post.school.identity.clean_up().await.unwrap();
    assert_eq!(refused().await, 0);
}
