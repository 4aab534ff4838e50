use std::{
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;
use tokio::{net::TcpStream, time::sleep};

use super::{
    postgres::{Postgres, is_root},
    say_skipped,
};
use crate::process::free_address;

/// A `PgBouncer` in transaction mode.
pub struct PgBouncer {
    process: Child,
    address: String,
    _folder: TempDir,
}

impl PgBouncer {
    /// Starts one in front of this server, with additional settings; `None` if it is not installed, which is printed.
    pub async fn start(server: &Postgres, more: &str) -> Option<Self> {
        let Some(program) = program() else {
            say_skipped("what PgBouncer does; apt-get install pgbouncer");
            return None;
        };
        let (folder, address) = (TempDir::new().unwrap(), free_address());
        let (host, port) = address.split_once(':').unwrap();
        let settings = format!(
            "[databases]\n* = host=127.0.0.1 port={}\n[pgbouncer]\nlisten_addr = {host}\nlisten_port = {port}\n\
             unix_socket_dir =\nauth_type = any\npool_mode = transaction\n{more}\n",
            server.port
        );
        let settings = settings.replace(
            "* = host=127.0.0.1",
            "postgres = host=127.0.0.1 user=tests dbname=postgres",
        );
        let file = folder.path().join("pgbouncer.ini");
        std::fs::write(&file, settings).unwrap();
        let mut command = if is_root() {
            let opened = Command::new("chmod")
                .arg("-R")
                .arg("a+rX")
                .arg(folder.path())
                .status();
            assert!(opened.unwrap().success());
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        let process = command
            .arg(file)
            .current_dir("/")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while TcpStream::connect(&address).await.is_err() {
            sleep(Duration::from_millis(20)).await;
        }
        Some(Self {
            process,
            address,
            _folder: folder,
        })
    }

    /// The URL.
    pub fn url(&self) -> String {
        format!("postgres://tests@{}/postgres", self.address)
    }
}

impl Drop for PgBouncer {
    fn drop(&mut self) {
        let id = self.process.id().to_string();
        // runuser forwards the signal.
        let _sent = Command::new("kill").arg(id).status();
        let _reaped = self.process.wait();
    }
}

/// The `PgBouncer` of `PGBOUNCER`, or the installed one.
fn program() -> Option<PathBuf> {
    let named = std::env::var_os("PGBOUNCER").map(PathBuf::from);
    let installed = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"].map(PathBuf::from);
    named
        .into_iter()
        .chain(installed)
        .find(|program| program.exists())
}

/// Whether it supports prepared statements by default: from 1.24 on.
pub fn keeps_prepared_statements() -> bool {
    let Some(program) = program() else {
        return false;
    };
    let told = Command::new(program).arg("--version").output();
    let told = told.map(|output| output.stdout).unwrap_or_default();
    let told = String::from_utf8_lossy(&told).into_owned();
    let version = told.lines().next().unwrap_or_default().rsplit(' ').next();
    let version = version.unwrap_or_default().split('.');
    let mut parts = version.map(|part| part.parse::<u32>().unwrap_or(0));
    (parts.next(), parts.next()) >= (Some(1), Some(24))
}
