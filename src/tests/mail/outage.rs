//! Outages of the mail server: mails stay queued and are delivered afterwards.

use identity::Channel;

use super::{Post, mail_worker, server::HANG_UP};
use crate::{
    accounts::school::MAYA,
    clock::MINUTE,
    store::{Store, on_both_engines},
};

on_both_engines![
    mails_wait_through_an_outage_and_go_out_after_it,
    a_wrong_password_refuses_no_mail,
    a_mail_taken_by_a_process_that_died_goes_out_later,
    a_mail_of_which_nothing_was_heard_comes_again_under_the_same_id,
    nothing_is_said_in_the_clear_to_a_server_without_tls,
    what_waits_goes_out_before_the_end,
];

async fn mails_wait_through_an_outage_and_go_out_after_it(store: Store) {
    let mut post = Post::new(store).await;
    post.school.claim(MAYA).await;
    post.school.claim("leon@example.com").await;
    post.server.stop();
    let stopped = post.mail_worker.run_once().await.unwrap_err();
    assert_eq!(
        stopped.to_string(),
        "the server accepts no message: it could not be reached"
    );
    assert_eq!(post.school.identity.mail_depth().await.unwrap().waiting, 2);
    post.server.restart().await;
    assert_eq!(post.mail_worker.run_once().await.unwrap(), 2);
}

async fn a_wrong_password_refuses_no_mail(store: Store) {
    let post = Post::new(store).await;
    post.school.claim(MAYA).await;
    post.server.answer("AUTH", "535 5.7.8 who are you?");
    let stopped = post.mail_worker.run_once().await.unwrap_err();
    assert_eq!(
        stopped.to_string(),
        "the server accepts no message: 535 5.7.8"
    );
    assert_eq!(post.mail_worker.run_once().await.unwrap(), 1);
}

async fn a_mail_taken_by_a_process_that_died_goes_out_later(store: Store) {
    let post = Post::new(store).await;
    post.school.claim(MAYA).await;
    let taken = post
        .school
        .identity
        .take_mail(Channel::Email)
        .await
        .unwrap();
    assert!(taken.is_some());
    assert_eq!(
        post.mail_worker.run_once().await.unwrap(),
        0,
        "somebody has it"
    );
    post.school.clock.pass(MINUTE * 3);
    assert_eq!(post.mail_worker.run_once().await.unwrap(), 1);
}

async fn a_mail_of_which_nothing_was_heard_comes_again_under_the_same_id(store: Store) {
    let post = Post::new(store).await;
    post.school.claim(MAYA).await;
    post.server.answer(".", HANG_UP);
    assert!(post.mail_worker.run_once().await.is_err());
    assert_eq!(post.mail_worker.run_once().await.unwrap(), 1);
    let mails = post.server.mails();
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].header("Message-ID"), mails[1].header("Message-ID"));
    assert!(mails[0].header("Message-ID").ends_with("@school.example>"));
}

async fn nothing_is_said_in_the_clear_to_a_server_without_tls(store: Store) {
    let post = Post::with(store, "?tls=required").await;
    post.school.claim(MAYA).await;
    assert!(post.mail_worker.run_once().await.is_err());
    let commands = post.server.commands();
    assert!(
        commands.iter().all(|line| line.starts_with("EHLO")),
        "{commands:?}"
    );
    assert_eq!(post.school.identity.mail_depth().await.unwrap().waiting, 1);
}

async fn what_waits_goes_out_before_the_end(store: Store) {
    let post = Post::new(store).await;
    post.school.claim(MAYA).await;
    mail_worker(&post.school, &post.server, "")
        .deliver(std::future::ready(()))
        .await;
    assert_eq!(post.server.mails().len(), 1);
    assert_eq!(
        post.server.commands().last().map(String::as_str),
        Some("QUIT")
    );
}
