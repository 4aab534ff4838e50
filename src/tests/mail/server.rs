//! A small SMTP server that stores mails and rejects them on demand.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinSet,
};
use tokio_util::sync::CancellationToken;

const GREETING: &[u8] = b"220 mail.school.example\r\n";

/// Closes the connection instead of replying.
pub const HANG_UP: &str = "";

/// A received mail.
#[derive(Debug, Clone)]
pub struct ReceivedMail {
    pub sender: String,
    pub recipient: String,
    pub message: String,
}

impl ReceivedMail {
    /// The text of the part with this content type.
    pub fn part(&self, kind: &str) -> String {
        let (_, part) = self
            .message
            .split_once(&format!("Content-Type: {kind}"))
            .unwrap();
        let (_, body) = part.split_once("\r\n\r\n").unwrap();
        let body = body.split("\r\n--0").next().unwrap();
        // Quoted-printable, as far as plain English needs it.
        body.replace("=\r\n", "")
            .replace("=20", " ")
            .replace("=3D", "=")
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> &str {
        let lines = self.message.split("\r\n");
        let mut values = lines.filter_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        values.next().unwrap()
    }
}

#[derive(Default)]
struct Kept {
    mails: Vec<ReceivedMail>,
    commands: Vec<String>,
    /// Configured replies by the beginning of the command.
    answers: VecDeque<(&'static str, &'static str)>,
    /// Recipients whose mails are rejected after the data, and the replies; during an outage everybody's.
    unwelcome: Vec<(&'static str, &'static str)>,
}

pub struct MailServer {
    pub address: SocketAddr,
    kept: Arc<Mutex<Kept>>,
    stop: CancellationToken,
}

impl MailServer {
    pub async fn start() -> Self {
        let (kept, stop) = (Arc::default(), CancellationToken::new());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(serve(listener, Arc::clone(&kept), stop.clone()));
        Self {
            address,
            kept,
            stop,
        }
    }

    /// Replies like this to the next command that starts with `command`; `.` is the end of the data.
    pub fn answer(&self, command: &'static str, answer: &'static str) {
        self.kept
            .lock()
            .unwrap()
            .answers
            .push_back((command, answer));
    }

    /// Replies like this after the data of every mail whose recipient contains this.
    pub fn answer_mails_to(&self, recipient: &'static str, answer: &'static str) {
        let mut kept = self.kept.lock().unwrap();
        kept.unwelcome.push((recipient, answer));
    }

    /// Accepts all mails again.
    pub fn welcome_everybody(&self) {
        self.kept.lock().unwrap().unwelcome.clear();
    }

    /// Stops listening and closes all connections.
    pub fn stop(&self) {
        self.stop.cancel();
    }

    /// Listens again, at the same address.
    pub async fn restart(&mut self) {
        self.stop = CancellationToken::new();
        let listener = TcpListener::bind(self.address).await.unwrap();
        tokio::spawn(serve(listener, Arc::clone(&self.kept), self.stop.clone()));
    }

    pub fn mails(&self) -> Vec<ReceivedMail> {
        self.kept.lock().unwrap().mails.clone()
    }

    /// The commands received.
    pub fn commands(&self) -> Vec<String> {
        self.kept.lock().unwrap().commands.clone()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

async fn serve(listener: TcpListener, kept: Arc<Mutex<Kept>>, stop: CancellationToken) {
    let mut conversations = JoinSet::new();
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            Ok((stream, _)) = listener.accept() => {
                conversations.spawn(converse(stream, Arc::clone(&kept)));
            }
        }
    }
}

/// Handles one SMTP session.
async fn converse(stream: TcpStream, kept: Arc<Mutex<Kept>>) -> Option<()> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    let (mut sender, mut recipient) = (String::new(), String::new());
    writer.write_all(GREETING).await.ok()?;
    while let Some(line) = lines.next_line().await.ok()? {
        kept.lock().unwrap().commands.push(line.clone());
        let told = told(&kept, &line);
        let answer = match (told, line.split([' ', ':']).next()?) {
            (Some(told), _) => told,
            (None, "EHLO") => "250-mail.school.example\r\n250-AUTH PLAIN\r\n250 8BITMIME",
            (None, "AUTH") => "235 2.7.0 welcome",
            (None, "MAIL") => {
                sender = line;
                "250 2.1.0 ok"
            }
            (None, "RCPT") => {
                recipient = line;
                "250 2.1.5 ok"
            }
            (None, "DATA") => "354 go on",
            (None, "QUIT") => "221 goodbye",
            (None, _) => "250 2.0.0 ok",
        };
        if answer == HANG_UP {
            return None;
        }
        writer
            .write_all(format!("{answer}\r\n").as_bytes())
            .await
            .ok()?;
        if !answer.starts_with("354") {
            continue;
        }
        let mut message = String::new();
        while let Some(line) = lines.next_line().await.ok()?.filter(|line| line != ".") {
            message += line.strip_prefix('.').unwrap_or(&line);
            message += "\r\n";
        }
        let told = unwelcome(&kept, &recipient).or_else(|| self::told(&kept, "."));
        let answer = told.unwrap_or("250 2.0.0 it is ours now");
        if answer.starts_with("250") || answer == HANG_UP {
            kept.lock().unwrap().mails.push(ReceivedMail {
                sender: sender.clone(),
                recipient: recipient.clone(),
                message,
            });
        }
        if answer == HANG_UP {
            return None;
        }
        writer
            .write_all(format!("{answer}\r\n").as_bytes())
            .await
            .ok()?;
    }
    Some(())
}

/// The reply to mails to this recipient, if they are rejected.
fn unwelcome(kept: &Mutex<Kept>, recipient: &str) -> Option<&'static str> {
    let kept = kept.lock().unwrap();
    let mut unwelcome = kept.unwelcome.iter();
    let (_, answer) = unwelcome.find(|(who, _)| recipient.contains(who))?;
    Some(answer)
}

/// The configured reply to this command.
fn told(kept: &Mutex<Kept>, line: &str) -> Option<&'static str> {
    let mut kept = kept.lock().unwrap();
    let (command, answer) = *kept.answers.front()?;
    if !line.starts_with(command) {
        return None;
    }
    kept.answers.pop_front();
    Some(answer)
}
