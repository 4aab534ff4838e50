use crate::Identity;

impl Identity {
    /// A keyed hash of `text`, by which the processes of one database know each other. The key follows from the one that
    /// seals the database's secrets; `label` says what the hash is for.
    pub fn keyed_hash(&self, label: &str, text: &str) -> String {
        self.vault.fingerprint(label, text)
    }
}
