use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

use super::say_skipped;
use crate::process::free_address;

/// A PostgreSQL server of one test, which it may freeze and restart. Stopped with the test.
pub struct Postgres {
    folder: TempDir,
    programs: PathBuf,
    pub port: u16,
}

impl Postgres {
    /// Starts a server; `None` if PostgreSQL is not installed, which is printed.
    pub fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            say_skipped("what a frozen PostgreSQL does; setup/postgres.sh installs it");
            return None;
        };
        let folder = TempDir::new().unwrap();
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(folder.path()));
        }
        let address = free_address();
        let server = Self {
            port: address.rsplit(':').next().unwrap().parse().unwrap(),
            folder,
            programs,
        };
        let data = server.data();
        server.run(
            "initdb",
            &[
                "-D",
                &data,
                "-U",
                "tests",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-locale",
                "-N",
            ],
        );
        server.control("start");
        Some(server)
    }

    /// The URL.
    pub fn url(&self) -> String {
        Self::url_at(self.port)
    }

    /// The URL with another port.
    pub fn url_at(port: u16) -> String {
        format!("postgres://tests@127.0.0.1:{port}/postgres")
    }

    /// Stops it immediately, as a crash would, and starts it again.
    pub fn restart(&self) {
        self.run(
            "pg_ctl",
            &["-D", &self.data(), "-m", "immediate", "-w", "stop"],
        );
        self.control("start");
    }

    /// Freezes all of its processes: sockets stay open and nothing responds.
    pub fn freeze(&self) {
        self.signal("-STOP");
    }

    /// Resumes them.
    pub fn thaw(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        let file = Path::new(&self.data()).join("postmaster.pid");
        let Ok(text) = std::fs::read_to_string(file) else {
            return;
        };
        let main = text.lines().next().unwrap().to_owned();
        let children = Command::new("pgrep").args(["-P", &main]).output().unwrap();
        let children = String::from_utf8(children.stdout).unwrap();
        let all = std::iter::once(main.as_str()).chain(children.lines());
        // A process that has ended needs no signal.
        let _sent = Command::new("kill")
            .arg(signal)
            .args(all)
            .stderr(Stdio::null())
            .status();
    }

    fn control(&self, verb: &str) {
        let (data, log) = (self.data(), self.folder.path().join("log"));
        let options = format!(
            "-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -p {}",
            self.port
        );
        self.run(
            "pg_ctl",
            &[
                "-D",
                &data,
                "-l",
                log.to_str().unwrap(),
                "-o",
                &options,
                "-w",
                verb,
            ],
        );
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    /// Runs one of its programs as a user other than root, which it refuses.
    fn run(&self, program: &str, words: &[&str]) {
        let program = self.programs.join(program);
        if is_root() {
            run(Command::new("runuser")
                .args(["-u", "postgres", "--"])
                .arg(program)
                .args(words)
                .current_dir("/"));
        } else {
            run(Command::new(program).args(words));
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.thaw();
        self.run(
            "pg_ctl",
            &["-D", &self.data(), "-m", "immediate", "-w", "stop"],
        );
    }
}

/// The path of its programs, which Debian keeps outside PATH, in one folder per version.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut folders: Vec<_> = versions
        .filter_map(|version| Some(version.ok()?.path().join("bin")))
        .filter(|folder| folder.join("initdb").exists())
        .collect();
    folders.sort();
    folders.pop()
}

/// Whether this process runs as root.
pub fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout.trim_ascii() == b"0"
}

fn run(command: &mut Command) {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.unwrap().success(), "{command:?}");
}
