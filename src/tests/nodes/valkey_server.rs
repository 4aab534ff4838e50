//! A Valkey server, or Redis.

use std::{
    process::{Child, Command, Stdio},
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use tokio::time::{sleep, timeout};

use crate::process::free_address;

/// A running server with an empty store in memory; killed when dropped.
pub struct ValkeyServer {
    port: String,
    server: Child,
}

impl ValkeyServer {
    pub async fn start() -> Self {
        let address = free_address();
        let port = address.rsplit(':').next().unwrap().to_owned();
        let server = launch(&port);
        let started = Self { port, server };
        started.answers().await;
        started
    }

    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Kills it, so that everything in it is lost.
    pub fn kill(&mut self) {
        self.server.kill().unwrap();
        self.server.wait().unwrap();
    }

    /// Starts it again, empty.
    pub async fn restart(&mut self) {
        self.server = launch(&self.port);
        self.answers().await;
    }

    /// Lets it keep its connections and answer nothing.
    pub fn freeze(&self) {
        kill_process(self.pid(), Signal::STOP).unwrap();
    }

    pub fn thaw(&self) {
        kill_process(self.pid(), Signal::CONT).unwrap();
    }

    /// Runs a command; returns what is printed.
    pub fn run(&self, command: &[&str]) -> String {
        let output = either("valkey-cli", "redis-cli")
            .args(["-p", &self.port])
            .args(command)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    /// The keys of this kind.
    pub fn keys(&self, kind: &str) -> Vec<String> {
        let keys = self.run(&["KEYS", &format!("timeback:{kind}:*")]);
        keys.lines()
            .filter(|key| !key.is_empty())
            .map(ToOwned::to_owned)
            .collect()
    }

    fn pid(&self) -> Pid {
        Pid::from_child(&self.server)
    }

    async fn answers(&self) {
        let answers = async {
            while self.run(&["PING"]).trim() != "PONG" {
                sleep(Duration::from_millis(20)).await;
            }
        };
        let patience = Duration::from_secs(10);
        timeout(patience, answers).await.expect("it does not start");
    }
}

impl Drop for ValkeyServer {
    fn drop(&mut self) {
        // One that is stopped ends as well.
        let _killed = self.server.kill();
        let _ended = self.server.wait();
    }
}

/// The first of two programs that is installed.
fn either(one: &str, other: &str) -> Command {
    let mut command = Command::new("/bin/sh");
    let find = r#"program=$(command -v "$1" || command -v "$2"); shift 2; exec "$program" "$@""#;
    command.args(["-c", find, "sh", one, other]);
    command
}

fn launch(port: &str) -> Child {
    let options = [
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--appendonly",
        "no",
        "--port",
        port,
    ];
    either("valkey-server", "redis-server")
        .args(options)
        .stdout(Stdio::null())
        .spawn()
        .expect("redis-server is installed")
}
