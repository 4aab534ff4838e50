//! What to run for a database on a PostgreSQL server.

use std::path::Path;

use url::Url;

use super::BackupFailure;

/// The parameters of a URL that libpq knows as we do, and that are no secret.
const SHARED: [&str; 7] = [
    "application_name",
    "host",
    "port",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslrootcert",
];

/// Says how to back it up.
pub(super) fn dump(url: &str, file: &Path) -> BackupFailure {
    let (database, file) = (quoted(&without_password(url)), quoted_path(file));
    BackupFailure::Server {
        command: format!("pg_dump --format=custom --file={file} {database}"),
        note: "It asks for the password, or finds it in PGPASSWORD or ~/.pgpass. Name PostgreSQL itself where the address is that of a pooler. Keep AUTH_SECRET_KEY, too: without it the secrets in the backup are lost.",
    }
}

/// Says how to restore it.
pub(super) fn restore(url: &str, file: &Path) -> BackupFailure {
    let (database, file) = (quoted(&without_password(url)), quoted_path(file));
    BackupFailure::Server {
        command: format!(
            "pg_restore --clean --if-exists --no-owner --single-transaction --dbname={database} {file} && psql --command='DELETE FROM sessions' {database}"
        ),
        note: "Stop every dashboard on this database first. The second command signs everybody out: a session that was ended after the backup would be open again. AUTH_SECRET_KEY must be that of the time of the backup.",
    }
}

/// The URL, with what libpq understands of it.
fn without_password(url: &str) -> String {
    let Ok(mut url) = Url::parse(url) else {
        return "postgres://…".to_owned();
    };
    // It has one only with a host, and then it can be removed.
    let _has_no_host = url.set_password(None);
    let shared: Vec<_> = url
        .query_pairs()
        .filter(|(name, _)| SHARED.contains(&name.as_ref()))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    url.set_query(None);
    if !shared.is_empty() {
        url.query_pairs_mut().extend_pairs(shared);
    }
    url.into()
}

fn quoted_path(file: &Path) -> String {
    quoted(&file.display().to_string())
}

/// The text as one word of a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{dump, restore};

    const URL: &str = "postgres://school:hush@db.example:5433/dashboard?password=hush&sslmode=require&statement-cache-capacity=0";

    #[test]
    fn the_commands_name_the_database_without_its_password() {
        let file = Path::new("it's.dump");
        let said = dump(URL, file).to_string();
        let command = r"pg_dump --format=custom --file='it'\''s.dump' 'postgres://school@db.example:5433/dashboard?sslmode=require'";
        assert!(said.contains(command), "{said}");
        for said in [said, restore(URL, file).to_string()] {
            assert!(!said.contains("hush"), "{said}");
        }
    }
}
