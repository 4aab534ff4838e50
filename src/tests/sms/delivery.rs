//! Each text once; what the API refuses is set aside, and what it cannot take now comes again.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use identity::{AuthContext, UserPhone};
use timeback_dashboard::sms::SmsWorker;
use tokio::{io::AsyncReadExt as _, net::TcpListener};

use super::api::{SID, TextApi, client};
use crate::{
    accounts::{
        phones::{NUMBER, OTHER},
        school::{MAYA, School},
    },
    clock::MINUTE,
    store::{Store, on_both_engines},
};

on_both_engines![
    a_text_is_delivered_once_and_nothing_of_it_is_kept,
    a_text_goes_out_beside_mails_and_not_by_their_way,
    what_the_api_cannot_take_now_comes_again_and_what_it_refuses_does_not,
    a_code_that_is_over_is_not_texted,
    two_processes_deliver_each_text_once,
    a_redirect_is_not_followed,
    an_api_that_is_away_sets_nothing_aside,
    what_may_have_been_sent_is_not_sent_again,
];

struct Post {
    school: School,
    auth: AuthContext,
    api: TextApi,
    worker: SmsWorker,
}

impl Post {
    async fn new(store: Store) -> Self {
        let school = School::on(store).await;
        let auth = school.auth(&school.sign_up(MAYA).await).await;
        let (api, address) = TextApi::start().await;
        let worker = SmsWorker::new(school.identity.clone(), client(address, "+12015550100"));
        Self {
            school,
            auth,
            api,
            worker,
        }
    }

    async fn text(&self, e164: &str) -> UserPhone {
        let phone = self.school.add_number(&self.auth, e164).await;
        self.school.text(&self.auth, &phone).await.unwrap();
        phone
    }

    async fn run(&self) -> u32 {
        self.worker.run_once().await.unwrap()
    }

    async fn refused(&self) -> u64 {
        self.school.identity.mail_depth().await.unwrap().refused
    }
}

async fn a_text_is_delivered_once_and_nothing_of_it_is_kept(store: Store) {
    let post = Post::new(store).await;
    post.text(NUMBER).await;
    let code = post.school.texted_code(NUMBER).await;
    assert_eq!(post.run().await, 1);
    assert_eq!(post.run().await, 0);
    let received = post.api.received();
    assert_eq!(received.len(), 1);
    let basic = STANDARD.encode(format!("{SID}:hush"));
    assert_eq!(received[0].account, SID);
    assert_eq!(received[0].authorization, format!("Basic {basic}"));
    let form_type = "application/x-www-form-urlencoded";
    assert_eq!(received[0].content_type, form_type);
    let fields: Vec<_> = received[0].form.iter().collect();
    let text = format!(
        "{code} is your Timeback code to confirm your phone number. It works for 10 minutes. Don't share it."
    );
    let expected = [
        ("Body", text.as_str()),
        ("From", "+12015550100"),
        ("To", NUMBER),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(
        fields,
        expected
            .iter()
            .map(|(name, value)| (name, value))
            .collect::<Vec<_>>()
    );
    let kept = post.school.store.number("SELECT COUNT(*) FROM mails").await;
    assert_eq!(kept, 0);
}

async fn a_text_goes_out_beside_mails_and_not_by_their_way(store: Store) {
    let post = Post::new(store).await;
    let mailed = post
        .school
        .identity
        .mail_reauthentication(&post.auth, &crate::accounts::school::client())
        .await;
    mailed.unwrap();
    post.text(NUMBER).await;
    assert_eq!(post.run().await, 1);
    let left = "SELECT COUNT(*) FROM mails WHERE channel = 'email'";
    assert_eq!(post.school.store.number(left).await, 1);
    // A messaging service has a field of its own.
    let (api, address) = TextApi::start().await;
    let service = "MG0123456789abcdef0123456789abcdef";
    let worker = SmsWorker::new(post.school.identity.clone(), client(address, service));
    post.text(OTHER).await;
    assert_eq!(worker.run_once().await.unwrap(), 1);
    let form = &api.received()[0].form;
    assert_eq!(form["MessagingServiceSid"], service);
    assert!(!form.contains_key("From"));
}

async fn what_the_api_cannot_take_now_comes_again_and_what_it_refuses_does_not(store: Store) {
    let post = Post::new(store).await;
    post.text(NUMBER).await;
    for (status, pause) in [(503, 15), (429, 30)] {
        post.api.answer(status);
        let before = post.api.received().len();
        assert_eq!(post.run().await, 0);
        assert_eq!(post.api.received().len(), before + 1, "{status}");
        post.school.clock.pass(Duration::from_secs(pause - 1));
        assert_eq!(post.run().await, 0);
        assert_eq!(
            post.api.received().len(),
            before + 1,
            "not before {pause} s"
        );
        post.school.clock.pass(Duration::from_secs(1));
    }
    assert_eq!(post.run().await, 1);
    assert_eq!(post.api.received().len(), 3);
    post.text(OTHER).await;
    post.api.answer(400);
    assert_eq!(post.run().await, 0);
    post.school.clock.pass(MINUTE * 5);
    assert_eq!(post.run().await, 0);
    assert_eq!(post.api.received().len(), 4, "a refusal is for good");
    assert_eq!(post.refused().await, 1);
    // The API's words have the number in them; its code has not.
    let reason = "SELECT COUNT(*) FROM mails WHERE reason = '400 21211' AND content = ''";
    assert_eq!(post.school.store.number(reason).await, 1);
}

async fn a_code_that_is_over_is_not_texted(store: Store) {
    let post = Post::new(store).await;
    post.text(NUMBER).await;
    post.school.clock.pass(MINUTE * 10);
    assert_eq!(post.run().await, 0);
    assert!(post.api.received().is_empty());
    assert_eq!(post.refused().await, 1);
}

async fn two_processes_deliver_each_text_once(store: Store) {
    let post = Post::new(store).await;
    let (_, address) = TextApi::start().await;
    let other = SmsWorker::new(post.school.identity.clone(), client(address, "Lincoln"));
    for last in 0..4 {
        post.text(&format!("+1201555012{last}")).await;
    }
    let (first, second) = tokio::join!(post.worker.run_once(), other.run_once());
    assert_eq!(first.unwrap() + second.unwrap(), 4);
}

async fn a_redirect_is_not_followed(store: Store) {
    let post = Post::new(store).await;
    let (thief, address) = TextApi::start().await;
    post.text(NUMBER).await;
    post.api.redirect(&format!(
        "http://{address}/2010-04-01/Accounts/{SID}/Messages.json"
    ));
    assert_eq!(post.run().await, 0);
    assert!(thief.received().is_empty());
    assert_eq!(post.refused().await, 1);
}

async fn an_api_that_is_away_sets_nothing_aside(store: Store) {
    let post = Post::new(store).await;
    post.text(NUMBER).await;
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = nobody.local_addr().unwrap();
    drop(nobody);
    let away = SmsWorker::new(post.school.identity.clone(), client(address, "Lincoln"));
    assert!(away.run_once().await.is_err());
    assert_eq!(post.refused().await, 0);
    assert_eq!(post.run().await, 1);
}

async fn what_may_have_been_sent_is_not_sent_again(store: Store) {
    let post = Post::new(store).await;
    post.text(NUMBER).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    // Takes the request, and hangs up.
    let taken = tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.unwrap();
        connection.read(&mut [0; 4096]).await.unwrap()
    });
    let worker = SmsWorker::new(post.school.identity.clone(), client(address, "Lincoln"));
    assert_eq!(worker.run_once().await.unwrap(), 0);
    assert!(taken.await.unwrap() > 0);
    post.school.clock.pass(MINUTE * 5);
    assert_eq!(post.run().await, 0);
    assert_eq!(post.refused().await, 1);
}
