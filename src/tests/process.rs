//! The built program as a process, and a browser over the network.

use std::{
    collections::BTreeMap,
    path::Path,
    process::{Child, Command, Output, Stdio},
    sync::Mutex,
    time::Duration,
};

use reqwest::{
    Response,
    header::{self, HeaderName},
};
use serde_json::Value;
use tokio::time::{sleep, timeout};
use url::Url;

use super::{platform::Platform, world::SIGN_IN};

/// Longer than a start takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

const PROGRAM: &str = env!("CARGO_BIN_EXE_timeback-dashboard");

/// A running program; killed when dropped.
pub struct Process(Child);

impl Process {
    /// Starts the program in `folder` with these arguments and only these variables, and waits until `ready` responds.
    pub async fn start(
        folder: &Path,
        words: &[&str],
        variables: &[(&str, String)],
        ready: &str,
    ) -> Self {
        let mut program = Command::new(PROGRAM);
        program.args(words);
        Self::spawn(program, folder, variables, ready).await
    }

    /// The same, from a shell that runs `command` first, such as `umask 000`.
    pub async fn start_after(
        command: &str,
        folder: &Path,
        variables: &[(&str, String)],
        ready: &str,
    ) -> Self {
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", &format!("{command} && exec \"$0\""), PROGRAM]);
        Self::spawn(shell, folder, variables, ready).await
    }

    async fn spawn(
        mut command: Command,
        folder: &Path,
        variables: &[(&str, String)],
        ready: &str,
    ) -> Self {
        command
            .current_dir(folder)
            .env_clear()
            .envs(variables.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let process = Self(command.spawn().unwrap());
        let answers = async {
            while reqwest::get(ready).await.is_err() {
                sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(PATIENCE, answers).await.expect("it does not start");
        process
    }

    /// Runs the program to its end, with these arguments and only these variables.
    pub async fn run(folder: &Path, words: &[&str], variables: &[(&str, String)]) -> Output {
        let mut program = Command::new(PROGRAM);
        program
            .args(words)
            .current_dir(folder)
            .env_clear()
            .envs(variables.iter().map(|(name, value)| (name, value)));
        let run = tokio::task::spawn_blocking(move || program.output());
        run.await.unwrap().unwrap()
    }

    /// Sends SIGTERM, as a service manager does.
    pub fn ask_to_stop(&self) {
        let id = rustix::process::Pid::from_child(&self.0);
        rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
    }

    /// The exit code after the program ended; `None` if it was killed by a signal.
    pub async fn ended(&mut self) -> Option<i32> {
        loop {
            if let Some(status) = self.0.try_wait().unwrap() {
                return status.code();
            }
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// The process id.
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Sends SIGKILL.
    pub fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // May have ended already.
        let _ended = self.0.kill();
        let _reaped = self.0.wait();
    }
}

/// An address of this machine without a listener.
pub fn free_address() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

/// A browser without scripts, over the network.
pub struct Visitor {
    http: reqwest::Client,
    origin: Url,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl Visitor {
    /// Signs in at the dashboard of `origin` with this address.
    pub async fn sign_in(origin: &Url, platform: &Platform, email: &str) -> Self {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        let visitor = Self {
            http,
            origin: origin.clone(),
            cookies: Mutex::default(),
        };
        let authorize = visitor.follow(SIGN_IN).await;
        let callback = platform.submit_form(&authorize, email).await;
        assert_eq!(visitor.follow(&callback).await, "/profile");
        visitor
    }

    /// Posts JSON as a page of the dashboard does. Returns the status; `None` without a response.
    pub async fn post(&self, path: &str, body: &Value) -> Option<u16> {
        let sent = self
            .http
            .post(self.origin.join(path).unwrap())
            .header(header::COOKIE, self.cookie_line())
            .header(header::ORIGIN, self.origin.origin().ascii_serialization())
            .json(body)
            .send();
        Some(sent.await.ok()?.status().as_u16())
    }

    /// Opens a page of another start of the same dashboard.
    pub async fn open_at(&self, origin: &Url, path: &str) -> Response {
        let request = self.http.get(origin.join(path).unwrap());
        let request = request.header(header::COOKIE, self.cookie_line());
        request.send().await.unwrap()
    }

    /// Opens a page with this `Accept-Encoding`.
    pub async fn open(&self, path: &str, encodings: &str) -> Response {
        self.open_with(path, header::ACCEPT_ENCODING, encodings)
            .await
    }

    /// Opens a page with this header.
    pub async fn open_with(&self, path: &str, name: HeaderName, value: &str) -> Response {
        let request = self
            .http
            .get(self.origin.join(path).unwrap())
            .header(header::COOKIE, self.cookie_line())
            .header(header::ACCEPT, "text/html")
            .header(name, value);
        let answer = timeout(PATIENCE, request.send()).await;
        answer.expect("no answer begins").unwrap()
    }

    /// Posts a form of the dashboard through the proxy at `door`.
    pub async fn post_form(&self, door: &Url, path: &str, fields: &[(&str, &str)]) -> Response {
        let request = self
            .http
            .post(door.join(path).unwrap())
            .header(header::COOKIE, self.cookie_line())
            .header(header::ORIGIN, self.origin.origin().ascii_serialization())
            .form(fields);
        request.send().await.unwrap()
    }

    /// Opens a page that redirects; returns the target.
    async fn follow(&self, path: &str) -> String {
        let request = self
            .http
            .get(self.origin.join(path).unwrap())
            .header(header::COOKIE, self.cookie_line());
        let answer = request.send().await.unwrap();
        self.keep(&answer);
        answer.headers()[header::LOCATION]
            .to_str()
            .unwrap()
            .to_owned()
    }

    fn keep(&self, answer: &Response) {
        let mut cookies = self.cookies.lock().unwrap();
        for line in answer.headers().get_all(header::SET_COOKIE) {
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    fn cookie_line(&self) -> String {
        let cookies = self.cookies.lock().unwrap();
        let pairs: Vec<_> = cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("; ")
    }
}
