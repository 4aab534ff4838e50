use leptos::prelude::*;

use super::{
    Flash, Section,
    flash::{is_unfinished, message},
    load::OwnTimeZone,
    setting::{Edit, Setting},
    time_zone_list::{place_name, regions},
};
use crate::ui::FormMessage;

/// The name of the form's field, and its id.
const FIELD: &str = "time_zone";

/// The time zone in which the user's days are counted.
#[component]
pub fn TimeZone(
    /// What it is now.
    zone: OwnTimeZone,
    flash: Option<Flash>,
) -> impl IntoView {
    let message = message(flash.as_ref());
    let is_open = is_unfinished(flash.as_ref());
    let in_use = zone.in_use().to_owned();
    let mark = zone.chosen.is_none().then_some(" (your school's)");
    let value = view! { <strong>{place_name(&in_use)}</strong>{mark} }.into_any();

    view! {
        <Setting section=Section::TimeZone title="Time zone" message=message.clone()>
            <Edit value action="Change time zone" is_open>
                <form class="form" method="post" action="/account/time-zone">
                    <Zones zone message/>
                    <button>"Save time zone"</button>
                </form>
            </Edit>
            <DeviceZone in_use/>
        </Setting>
    }
}

/// The list to choose from: the school's first.
#[component]
fn Zones(zone: OwnTimeZone, message: Option<FormMessage>) -> impl IntoView {
    let error = message.and_then(|message| message.for_field(FIELD));
    let is_wrong = error.is_some();
    let described = if is_wrong {
        "time_zone-trouble time_zone-note"
    } else {
        "time_zone-note"
    };
    let chosen = zone.chosen.unwrap_or_default();
    let option = |zone: String| {
        let selected = zone == chosen;
        view! { <option value=zone.clone() selected=selected>{place_name(&zone)}</option> }
    };
    let regions: Vec<_> = regions().collect();
    let is_listed = regions.iter().any(|region| region.zones.contains(&chosen));
    let unlisted = (!is_listed && !chosen.is_empty()).then(|| option(chosen.clone()));
    let groups = regions.into_iter().map(|region| {
        let options = region.zones.into_iter().map(option).collect_view();
        view! { <optgroup label=region.name>{options}</optgroup> }
    });

    view! {
        <div class="field">
            <label for=FIELD>"Time zone"</label>
            <p class="soft" id="time_zone-note">"Your day starts at midnight there."</p>
            {error.map(|error| view! { <p class="trouble" id="time_zone-trouble">{error}</p> })}
            <select
                id=FIELD
                name=FIELD
                autofocus=is_wrong
                aria-describedby=described
                aria-invalid=is_wrong.then_some("true")
            >
                <option value="">{format!("School's time zone ({})", place_name(&zone.school))}</option>
                {unlisted}
                {groups.collect_view()}
            </select>
        </div>
    }
}

/// Offers the device's time zone where it is another one, which scripts alone know: they fill this in and show it.
#[component]
fn DeviceZone(in_use: String) -> impl IntoView {
    view! {
        <form method="post" action="/account/time-zone" data-time-zone=in_use hidden>
            <button class="quiet" name=FIELD></button>
        </form>
    }
}
