//! Mails that fail while others succeed, and outages, for which no mail is blamed.

use std::time::Duration;

use super::{
    Post, mail_worker,
    server::{HANG_UP, ReceivedMail},
};
use crate::{
    accounts::school::MAYA,
    clock::{HOUR, MINUTE},
    store::{Store, on_both_engines},
};

on_both_engines![
    a_mail_over_which_the_server_hangs_up_holds_nobody_up_and_waits_longer_each_time,
    a_server_that_closes_the_conversation_over_one_mail_delays_that_one_alone,
    an_address_the_server_does_not_relay_for_delays_that_one_alone,
    mails_that_break_the_conversation_one_after_another_hold_up_nobody_else,
    a_new_mail_goes_before_many_that_were_put_off,
    an_outage_in_the_midst_of_mails_sets_none_aside,
    a_mail_that_fails_alone_waits_for_the_way_to_be_shown_good,
];

const LEON: &str = "leon@example.com";

async fn a_mail_over_which_the_server_hangs_up_holds_nobody_up_and_waits_longer_each_time(
    store: Store,
) {
    let post = Post::new(store).await;
    post.server.answer_mails_to("leon", HANG_UP);
    for address in [LEON, MAYA, "ada@example.com"] {
        post.school.claim(address).await;
    }
    assert_eq!(post.mail_worker.run_once().await.unwrap(), 2);
    let depth = post.school.identity.mail_depth().await.unwrap();
    assert_eq!((depth.waiting, depth.retrying, depth.refused), (1, 1, 0));
    let tries = || {
        let commands = post.server.commands();
        commands.iter().filter(|it| it.contains("leon")).count()
    };
    for (before, pause) in (tries()..).zip([15, 30, 60, 120]) {
        post.school.clock.pass(Duration::from_secs(pause - 1));
        assert_eq!(post.mail_worker.run_once().await.unwrap(), 0);
        assert_eq!(tries(), before, "not before {pause} s");
        post.school.clock.pass(Duration::from_secs(1));
        assert_eq!(post.mail_worker.run_once().await.unwrap(), 0);
        assert_eq!(tries(), before + 1, "after {pause} s");
    }
    for _ in 0..12 {
        post.school.clock.pass(HOUR);
        assert_eq!(post.mail_worker.run_once().await.unwrap(), 0);
    }
    let depth = post.school.identity.mail_depth().await.unwrap();
    assert_eq!((depth.waiting, depth.refused), (0, 1));
    let told = "SELECT COUNT(*) FROM mails WHERE reason = 'the connection was lost (12 tries)' AND content = ''";
    assert_eq!(post.school.store.number(told).await, 1);
}

async fn a_server_that_closes_the_conversation_over_one_mail_delays_that_one_alone(store: Store) {
    let post = Post::new(store).await;
    post.server
        .answer_mails_to("leon", "421 4.3.2 closing, <leon@example.com>");
    post.school.claim(LEON).await;
    post.school.claim(MAYA).await;
    assert_eq!(post.mail_worker.run_once().await.unwrap(), 1);
    post.server.welcome_everybody();
    post.school.clock.pass(MINUTE);
    assert_eq!(post.mail_worker.run_once().await.unwrap(), 1);
}

async fn mails_that_break_the_conversation_one_after_another_hold_up_nobody_else(store: Store) {
    let post = Post::new(store).await;
    post.server.answer_mails_to("bad", HANG_UP);
    for number in 0..4 {
        post.school
            .claim(&format!("bad.{number}@example.com"))
            .await;
    }
    post.school.claim(MAYA).await;
    // Three consecutive failures count as an outage; the next round starts with the other mails.
    assert!(post.mail_worker.run_once().await.is_err());
    assert_eq!(post.mail_worker.run_once().await.unwrap(), 1);
    let last = post.server.mails().pop().unwrap();
    assert_eq!(last.recipient, "RCPT TO:<maya@example.com>");
}

async fn an_address_the_server_does_not_relay_for_delays_that_one_alone(store: Store) {
    let post = Post::new(store).await;
    post.server
        .answer_mails_to("leon", "454 4.7.1 <leon@example.com>: Relay access denied");
    post.school.claim(LEON).await;
    post.school.claim(MAYA).await;
    assert_eq!(post.mail_worker.run_once().await.unwrap(), 1);
    let depth = post.school.identity.mail_depth().await.unwrap();
    assert_eq!((depth.waiting, depth.retrying), (1, 1));
}

async fn a_new_mail_goes_before_many_that_were_put_off(store: Store) {
    let post = Post::new(store).await;
    post.server.answer_mails_to("bad", HANG_UP);
    for number in 0..9 {
        post.school
            .claim(&format!("bad.{number}@example.com"))
            .await;
    }
    post.school.claim(MAYA).await;
    for _ in 0..3 {
        // Three consecutive failures count as an outage.
        assert!(post.mail_worker.run_once().await.is_err());
        post.school.clock.pass(MINUTE);
    }
    let _outcome = post.mail_worker.run_once().await;
    let mails = post.server.mails();
    let is_maya_s = |mail: &ReceivedMail| mail.recipient == "RCPT TO:<maya@example.com>";
    assert!(mails.iter().any(is_maya_s));
}

async fn an_outage_in_the_midst_of_mails_sets_none_aside(store: Store) {
    let post = Post::new(store).await;
    post.server.answer_mails_to("@", HANG_UP);
    for number in 0..5 {
        post.school.claim(&format!("{number}@example.com")).await;
    }
    for _ in 0..20 {
        assert!(post.mail_worker.run_once().await.is_err());
        post.school.clock.pass(MINUTE * 30);
    }
    let depth = post.school.identity.mail_depth().await.unwrap();
    assert_eq!((depth.waiting, depth.retrying, depth.refused), (5, 0, 0));
    post.server.welcome_everybody();
    let mut delivered = post.mail_worker.run_once().await.unwrap();
    post.school.clock.pass(Duration::from_secs(15));
    delivered += post.mail_worker.run_once().await.unwrap();
    assert_eq!(delivered, 5, "at once, or after the shortest pause");
}

async fn a_mail_that_fails_alone_waits_for_the_way_to_be_shown_good(store: Store) {
    let post = Post::new(store).await;
    post.server.answer_mails_to("leon", HANG_UP);
    post.school.claim(LEON).await;
    for _ in 0..15 {
        assert!(post.mail_worker.run_once().await.is_err());
    }
    assert_eq!(post.school.identity.mail_depth().await.unwrap().retrying, 0);
    post.school.claim(MAYA).await;
    assert_eq!(post.mail_worker.run_once().await.unwrap(), 1);
    assert_eq!(post.school.identity.mail_depth().await.unwrap().retrying, 1);
    // The attempts are visible to another process.
    let other = mail_worker(&post.school, &post.server, "");
    assert_eq!(other.run_once().await.unwrap(), 0);
}
