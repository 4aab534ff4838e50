use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

use super::say_skipped;
use crate::process::free_address;

/// A PostgreSQL of one story's own, which it may freeze and restart. It ends with the story.
pub struct Postgres {
    folder: TempDir,
    programs: PathBuf,
    pub port: u16,
}

impl Postgres {
    /// Starts one; none where PostgreSQL is not installed, which is said aloud.
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

    /// Where it is.
    pub fn url(&self) -> String {
        Self::url_at(self.port)
    }

    /// Where it is by way of this port.
    pub fn url_at(port: u16) -> String {
        format!("postgres://tests@127.0.0.1:{port}/postgres")
    }

    /// Takes it down at once, as a crash would, and starts it again.
    pub fn restart(&self) {
        self.run(
            "pg_ctl",
            &["-D", &self.data(), "-m", "immediate", "-w", "stop"],
        );
        self.control("start");
    }

    /// Stops every process of it where it stands: sockets stay open, and nothing answers.
    pub fn freeze(&self) {
        self.signal("-STOP");
    }

    /// Lets them go on.
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
        // One that ended meanwhile needs no signal.
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

    /// Runs one of its programs as a user it lets in: not as root.
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

/// Where its programs are: Debian keeps them out of PATH, one folder for each version.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut folders: Vec<_> = versions
        .filter_map(|version| Some(version.ok()?.path().join("bin")))
        .filter(|folder| folder.join("initdb").exists())
        .collect();
    folders.sort();
    folders.pop()
}

/// Whether this is root, who owns all there is.
pub fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout.trim_ascii() == b"0"
}

fn run(command: &mut Command) {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.unwrap().success(), "{command:?}");
}
