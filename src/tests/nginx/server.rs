//! An nginx process.

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use tokio::time::{sleep, timeout};

use super::PATIENCE;

/// `/etc/nginx/nginx.conf` of Debian 12 without its paths, and two typical sites.
fn settings(folder: &Path, site: &str, ports: [&str; 2]) -> String {
    let folder = folder.display();
    let [bare, named] = ports;
    format!(
        "daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{
    worker_connections 768;
}}
http {{
    sendfile on;
    tcp_nopush on;
    types_hash_max_size 2048;
    default_type application/octet-stream;
    access_log off;
    gzip on;

    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;

    server {{
        listen {bare};
        location / {{
            proxy_pass http://{site};
        }}
    }}
    server {{
        listen {named};
        location / {{
            proxy_pass http://{site};
            proxy_set_header Host $host;
        }}
    }}
}}
"
    )
}

/// A running nginx; killed when dropped.
pub struct Nginx(Child);

impl Nginx {
    /// Starts nginx with a configuration in `folder`, on two ports, in front of `site`.
    pub async fn start(folder: &Path, site: &str, ports: [&str; 2]) -> Self {
        let file = folder.join("nginx.conf");
        std::fs::write(&file, settings(folder, site, ports)).unwrap();
        // Debian installs it outside the PATH of ordinary users.
        let mut paths = std::env::var("PATH").unwrap_or_default();
        paths.push_str(":/usr/sbin");
        let nginx = Command::new("/usr/bin/env")
            .env("PATH", paths)
            .arg("nginx")
            .arg("-c")
            .arg(&file)
            .arg("-e")
            .arg(folder.join("error.log"))
            .stdout(Stdio::null())
            .spawn();
        let mut nginx = Self(nginx.unwrap());
        let ready = format!("http://{}/healthz", ports[0]);
        let answers = async {
            while reqwest::get(&ready).await.is_err() {
                let ended = nginx.0.try_wait().unwrap();
                assert!(
                    ended.is_none(),
                    "nginx ended; setup/servers.sh installs it where it is missing"
                );
                sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(PATIENCE, answers)
            .await
            .expect("nginx does not start");
        nginx
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // May have ended already.
        let _ended = self.0.kill();
        let _reaped = self.0.wait();
    }
}
