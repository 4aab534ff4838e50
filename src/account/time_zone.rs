use leptos::prelude::*;

use super::{
    Flash, Section,
    flash::{is_unfinished, message},
    load::OwnTimeZone,
    setting::{Edit, Setting},
    time_zone_list::{place_name, regions},
};
use crate::{
    ui::{FormMessage, sentence},
    viewer::use_language,
};

/// The name of the form's field, and its id.
const FIELD: &str = "time_zone";

/// The time zone in which the user's days are counted.
#[component]
pub fn TimeZone(
    /// What it is now.
    zone: OwnTimeZone,
    flash: Option<Flash>,
) -> impl IntoView {
    let text = use_language().messages();
    let message = message(flash.as_ref(), text);
    let is_open = is_unfinished(flash.as_ref());
    let in_use = zone.in_use().to_owned();
    let place = view! { <strong>{place_name(&in_use)}</strong> };
    let value = if zone.chosen.is_some() {
        place.into_any()
    } else {
        let of_school = text.account_time_zone_of_school();
        sentence(of_school.s0, place, of_school.s1).into_any()
    };

    view! {
        <Setting section=Section::TimeZone title=text.account_time_zone() message=message.clone()>
            <Edit value action=text.account_time_zone_change() is_open>
                <form class="form" method="post" action="/account/time-zone">
                    <Zones zone message/>
                    <button>{text.account_time_zone_save()}</button>
                </form>
            </Edit>
            <DeviceZone in_use/>
        </Setting>
    }
}

/// The list to choose from: the school's first.
#[component]
fn Zones(zone: OwnTimeZone, message: Option<FormMessage>) -> impl IntoView {
    let text = use_language().messages();
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
            <label for=FIELD>{text.account_time_zone()}</label>
            <p class="soft" id="time_zone-note">{text.account_time_zone_note()}</p>
            {error.map(|error| view! { <p class="trouble" id="time_zone-trouble">{error}</p> })}
            <select
                id=FIELD
                name=FIELD
                autofocus=is_wrong
                aria-describedby=described
                aria-invalid=is_wrong.then_some("true")
            >
                <option value="">{text.account_time_zone_school(place_name(&zone.school))}</option>
                {unlisted}
                {groups.collect_view()}
            </select>
        </div>
    }
}

/// Offers the device's time zone where it is another one, which scripts alone know: they fill in its name and show it.
#[component]
fn DeviceZone(in_use: String) -> impl IntoView {
    let offer = use_language().messages().account_time_zone_device();
    view! {
        <form method="post" action="/account/time-zone" data-time-zone=in_use hidden>
            <button class="quiet" name=FIELD>{sentence(offer.s0, view! { <span></span> }, offer.s1)}</button>
        </form>
    }
}
