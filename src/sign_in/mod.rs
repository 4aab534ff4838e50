//! The way in: through Timeback, or by an account here, and what to do when a mail, a code or a password went missing.

mod about;
mod code_flow;
mod code_form;
mod confirm;
mod external;
mod form_message;
mod handlers;
mod link;
mod load;
mod local;
mod page;
mod recover;
mod sandbox_people;
mod second_factor;
mod sign_up;

pub use confirm::ConfirmPage;
pub use handlers::routes;
pub use link::LinkPage;
pub use page::SignInPage;
pub use recover::RecoverPage;
pub use second_factor::SecondFactorPage;
pub use sign_up::SignUpPage;
