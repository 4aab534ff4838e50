use crate::api::clerk::{
    error::ClerkError,
    frontend::{browser::Browser, factors::Factor},
};
use identity::AuthContext;

/// The ways in which the user can prove who they are.
pub struct Factors {
    pub offered: Vec<Factor>,
    pub second: Vec<Factor>,
}

/// The ways in which this user can prove who they are.
pub async fn factors(browser: &Browser, auth: &AuthContext) -> Result<Factors, ClerkError> {
    let identity = &browser.state.identity;
    let user = identity.find_user(&auth.user).await?;
    let user = user.ok_or(ClerkError::SIGNED_OUT)?;
    let mut offered = Vec::new();
    if user.has_password {
        offered.push(Factor::plain("password"));
    }
    if identity.policy().has_mail {
        let primary = user.email_addresses.iter().find(|it| it.is_primary);
        offered.extend(
            primary.map(|it| Factor::mailed("email_code", &it.id, Some(it.email.as_str()))),
        );
    }
    let second = identity.second_factors(&auth.user).await?;
    Ok(Factors {
        offered,
        second: Factor::second(&second),
    })
}
