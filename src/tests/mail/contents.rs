//! Contents of mails.

use identity::CodeFlow;

use super::Post;
use crate::{
    accounts::school::{MAYA, email},
    store::Store,
};

#[tokio::test]
async fn a_mail_has_its_code_as_text_and_html() {
    let post = Post::new(Store::sqlite()).await;
    post.school.claim(MAYA).await;
    let code = post.school.code(MAYA).await;
    post.mail_worker.run_once().await.unwrap();
    let mail = &post.server.mails()[0];
    let (text, html) = (mail.part("text/plain"), mail.part("text/html"));
    assert!(text.contains(&format!("\r\n    {code}\r\n")), "{text}");
    assert!(
        text.ends_with("-- \r\nhttps://school.example\r\n"),
        "{text}"
    );
    assert!(html.contains(&format!("<strong>{code}</strong>")), "{html}");
    assert_eq!(mail.header("Subject"), "Confirm your e-mail address");
}

#[tokio::test]
async fn quotes_and_markup_in_an_address_are_escaped() {
    let post = Post::new(Store::sqlite()).await;
    let address = "o'{b}&brien@example.com";
    assert_eq!(email(address).as_str(), address);
    post.school.claim("o'brien@example.com").await;
    post.school.claim(address).await;
    assert_eq!(post.mail_worker.run_once().await.unwrap(), 2);
    let recipients = post.server.mails().into_iter().map(|mail| mail.recipient);
    let recipients: Vec<_> = recipients.collect();
    assert_eq!(
        recipients,
        [
            "RCPT TO:<o'brien@example.com>",
            "RCPT TO:<o'{b}&brien@example.com>"
        ]
    );
}

#[tokio::test]
async fn each_mail_states_the_validity_of_its_code() {
    let post = Post::new(Store::sqlite()).await;
    post.school.confirm().await;
    post.school.mail(MAYA, CodeFlow::SignIn).await;
    post.mail_worker.run_once().await.unwrap();
    let said: Vec<_> = post
        .server
        .mails()
        .iter()
        .map(|mail| mail.part("text/plain"))
        .collect();
    assert!(
        said[0].contains("The code works once, for 24 hours."),
        "{said:?}"
    );
    assert!(
        said[1].contains("The code works once, for 30 minutes."),
        "{said:?}"
    );
}
