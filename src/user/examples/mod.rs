//! The user hook at work, as `/examples` shows it.

mod add_email_address;
mod change_name;
mod choose_picture;
mod connect_account;
mod list_sessions;
mod show_token;
mod signed_in_user;

use leptos::prelude::*;

use self::{
    add_email_address::AddEmailAddress, change_name::ChangeName, choose_picture::ChoosePicture,
    connect_account::ConnectAccount, list_sessions::ListSessions, show_token::ShowToken,
    signed_in_user::SignedInUser,
};
use super::{UserState, provide_user};
use crate::ui::{Example, component_of};

/// The examples of the user hook. What one of them changes, the others show.
#[component]
pub fn UserExamples() -> impl IntoView {
    provide_user(UserState::Loading);

    view! {
        <Example title="Who is signed in" code=component_of(include_str!("signed_in_user.rs"))><SignedInUser/></Example>
        <Example title="Change a name" code=component_of(include_str!("change_name.rs"))><ChangeName/></Example>
        <Example title="Choose a picture" code=component_of(include_str!("choose_picture.rs"))><ChoosePicture/></Example>
        <Example title="Connect an account" code=component_of(include_str!("connect_account.rs"))><ConnectAccount/></Example>
        <Example title="Add an e-mail address" code=component_of(include_str!("add_email_address.rs"))><AddEmailAddress/></Example>
        <Example title="List sessions" code=component_of(include_str!("list_sessions.rs"))><ListSessions/></Example>
        <Example title="Get a token for another service" code=component_of(include_str!("show_token.rs"))><ShowToken/></Example>
    }
}
