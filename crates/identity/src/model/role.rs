/// The role of a user, or of a program with an administrator's token. A client that reads the token decides what any
/// other role than an administrator's means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// A user, unless an administrator set another role.
    Authenticated,
    /// An administrator: a program.
    ServiceRole,
    /// An administrator.
    SupabaseAdmin,
    /// Any other.
    Other(String),
}

impl Role {
    const NAMED: [Self; 3] = [Self::Authenticated, Self::ServiceRole, Self::SupabaseAdmin];

    /// The role of this name.
    pub fn parse(name: String) -> Self {
        let named = Self::NAMED.into_iter().find(|role| role.as_str() == name);
        named.unwrap_or(Self::Other(name))
    }

    /// The role as tokens, the API and the database spell it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Authenticated => "authenticated",
            Self::ServiceRole => "service_role",
            Self::SupabaseAdmin => "supabase_admin",
            Self::Other(name) => name,
        }
    }

    /// Whether it has administrator rights.
    pub fn is_admin(&self) -> bool {
        matches!(self, Self::ServiceRole | Self::SupabaseAdmin)
    }
}
