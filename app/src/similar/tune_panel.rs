use super::tuner::Tuner;
use crate::text::text;
use crate::url::{HiddenParams, Tuning};
use catalog::{FacetGroup, FilterEffect};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The groups with a slider.
const SLIDERS: [FacetGroup; 4] =
    [FacetGroup::Sound, FacetGroup::Genre, FacetGroup::Era, FacetGroup::Popularity];

/// The parameters that the form has controls for.
const CONTROLLED: [&str; 11] = [
    "weight_sound",
    "weight_genre",
    "weight_era",
    "weight_popularity",
    "min_year",
    "max_year",
    "language",
    "genre",
    "explicit",
    "order",
    "more",
];

/// The form that tunes the similar songs. With JavaScript each control takes effect at once.
#[component]
pub(crate) fn TunePanel(
    tuner: Tuner,
    /// How many songs each filter removes.
    filters: Memo<Vec<FilterEffect>>,
    /// Genres to propose.
    genres: Memo<Vec<String>>,
    /// Whether the years exclude each other.
    years_conflict: Memo<bool>,
    hydrated: Signal<bool>,
) -> impl IntoView {
    let is_changed = tuner.shown.with_untracked(|tuning| tuning.changes() > 0);
    // The chips of a wish show its changes.
    let open = is_changed && tuner.location.with_untracked(|location| location.song.is_some());
    let words = text().tune();
    let changes = move || words.changes(tuner.shown.with(Tuning::changes));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tuner.apply();
    };
    view! {
        <details class="tune" open=open>
            <summary class="tune__summary">
                {words.tune} " " <span class="tune__changes">{changes}</span>
            </summary>
            <form id="tune" class="tune__form" method="get" action="/" on:submit=submit>
                <HiddenParams location=tuner.location except=&CONTROLLED />
                <Weights tuner />
                <Filters tuner filters genres years_conflict />
                <div class="tune__end">
                    <Order tuner />
                    <FormButtons tuner hydrated />
                </div>
            </form>
        </details>
    }
}

#[component]
fn Weights(tuner: Tuner) -> impl IntoView {
    view! {
        <fieldset class="tune__group">
            <legend>{text().tune().weights}</legend>
            {SLIDERS.map(|group| view! { <Slider tuner group /> })}
        </fieldset>
    }
}

#[component]
fn Slider(tuner: Tuner, group: FacetGroup) -> impl IntoView {
    let text = text();
    let name = format!("weight_{}", group.name());
    let id = name.clone();
    let weight = {
        let name = name.clone();
        Memo::new(move |_| tuner.value(&name).parse::<f32>().unwrap_or(1.0))
    };
    let drag = {
        let name = name.clone();
        move |event| tuner.drag(&name, event_target_value(&event))
    };
    view! {
        <div class="tune__slider">
            <label for=id.clone()>
                <span class=format!("swatch swatch--{}", group.name()) aria-hidden="true"></span>
                {text.group(group)}
            </label>
            <input
                id=id
                name=name
                type="range"
                min="0"
                max="4"
                step="0.25"
                value=weight.get_untracked().to_string()
                prop:value=move || weight.get().to_string()
                aria-valuetext=move || text.tune().weight(weight.get())
                on:input=drag
                on:change=move |_| tuner.end_drag()
            />
            <span class="tune__weight" aria-hidden="true">
                {move || text.tune().weight(weight.get())}
            </span>
        </div>
    }
}

#[component]
fn Filters(
    tuner: Tuner,
    filters: Memo<Vec<FilterEffect>>,
    genres: Memo<Vec<String>>,
    years_conflict: Memo<bool>,
) -> impl IntoView {
    let words = text().tune();
    let removed = move |names: &'static [&'static str]| {
        Signal::derive(move || filters.with(|filters| removed_by(filters, names)))
    };
    view! {
        <fieldset class="tune__group">
            <legend>{words.filters}</legend>
            <div class="tune__filter">
                <div class="tune__years">
                    <YearInput tuner name="min_year" label=words.from_year invalid=years_conflict />
                    <YearInput tuner name="max_year" label=words.to_year invalid=years_conflict />
                </div>
                <span id="years-conflict" class="tune__conflict">
                    {move || years_conflict.get().then_some(words.years_conflict)}
                </span>
                <Removed id="years-removed" removed=removed(&["min_year", "max_year"]) />
            </div>
            <div class="tune__filter">
                <Language tuner />
                <Removed id="language-removed" removed=removed(&["language"]) />
            </div>
            <div class="tune__filter">
                <Genre tuner genres />
                <Removed id="genre-removed" removed=removed(&["genre"]) />
            </div>
            <div class="tune__filter">
                <Explicit tuner />
                <Removed id="explicit-removed" removed=removed(&["explicit"]) />
            </div>
        </fieldset>
    }
}

/// How many songs the filter with one of these parameters removes.
fn removed_by(filters: &[FilterEffect], names: &[&str]) -> Option<u32> {
    let is_named = |effect: &&FilterEffect| {
        let name = effect.filter.split('=').next().unwrap_or_default();
        names.contains(&name)
    };
    filters.iter().find(is_named).map(|effect| effect.removed)
}

#[component]
fn Removed(id: &'static str, removed: Signal<Option<u32>>) -> impl IntoView {
    let words = text().tune();
    view! {
        <span id=id class="tune__removed">
            {move || removed.get().map(|songs| words.removed(songs))}
        </span>
    }
}

#[component]
fn YearInput(
    tuner: Tuner,
    name: &'static str,
    label: &'static str,
    invalid: Memo<bool>,
) -> impl IntoView {
    view! {
        <label class="tune__field">
            <span>{label}</span>
            <input
                type="number"
                name=name
                min="1"
                max="9999"
                inputmode="numeric"
                aria-invalid=move || invalid.get().then_some("true")
                aria-describedby="years-conflict years-removed"
                value=tuner.shown.with_untracked(|tuning| tuning.get(name).to_owned())
                prop:value=move || tuner.value(name)
                on:change=move |event| tuner.set(name, event_target_value(&event))
            />
        </label>
    }
}

#[component]
fn Language(tuner: Tuner) -> impl IntoView {
    let words = text().tune();
    let chosen = Memo::new(move |_| tuner.value("language").to_lowercase());
    let unlisted = chosen.get_untracked();
    let unlisted = (!unlisted.is_empty()
        && words.languages.iter().all(|(code, _)| *code != unlisted))
    .then(|| view! { <option value=unlisted.clone() selected>{unlisted.clone()}</option> });
    let option = move |(code, name): (&'static str, &'static str)| {
        view! { <option value=code selected=move || chosen.get() == code>{name}</option> }
    };
    view! {
        <label class="tune__field">
            <span>{words.language}</span>
            <select
                name="language"
                aria-describedby="language-removed"
                prop:value=chosen
                on:change=move |event| tuner.set("language", event_target_value(&event))
            >
                {option(("", words.any_language))}
                {unlisted}
                {words.languages.map(option)}
            </select>
        </label>
    }
}

#[component]
fn Genre(tuner: Tuner, genres: Memo<Vec<String>>) -> impl IntoView {
    let words = text().tune();
    let options = move || {
        let options = genres.get().into_iter().map(|genre| view! { <option value=genre></option> });
        options.collect_view()
    };
    view! {
        <label class="tune__field">
            <span>{words.genre}</span>
            <input
                type="text"
                name="genre"
                list="genres"
                autocomplete="off"
                placeholder=words.any_genre
                aria-describedby="genre-removed"
                value=tuner.shown.with_untracked(|tuning| tuning.get("genre").to_owned())
                prop:value=move || tuner.value("genre")
                on:change=move |event| tuner.set("genre", event_target_value(&event))
            />
        </label>
        <datalist id="genres">{options}</datalist>
    }
}

#[component]
fn Explicit(tuner: Tuner) -> impl IntoView {
    let checked = Memo::new(move |_| matches!(tuner.value("explicit").as_str(), "false" | "0"));
    let change = move |event| {
        let value = if event_target_checked(&event) { "false" } else { "" };
        tuner.set("explicit", value.into());
    };
    view! {
        <label class="tune__check">
            <input
                type="checkbox"
                name="explicit"
                value="false"
                aria-describedby="explicit-removed"
                checked=checked.get_untracked()
                prop:checked=checked
                on:change=change
            />
            <span>{text().tune().not_explicit}</span>
        </label>
    }
}

#[component]
fn Order(tuner: Tuner) -> impl IntoView {
    let words = text().tune();
    let chosen = Memo::new(move |_| tuner.value("order"));
    let option = move |(value, name): (&'static str, &'static str)| {
        view! { <option value=value selected=move || chosen.get() == value>{name}</option> }
    };
    view! {
        <label class="tune__field">
            <span>{words.order}</span>
            <select
                name="order"
                prop:value=chosen
                on:change=move |event| tuner.set("order", event_target_value(&event))
            >
                {words.orders.map(option)}
            </select>
        </label>
    }
}

/// A button to apply the controls, for browsers without JavaScript, and a link to reset them.
#[component]
fn FormButtons(tuner: Tuner, hydrated: Signal<bool>) -> impl IntoView {
    let words = text().tune();
    let is_changed = move || tuner.location.with(|location| !location.tuning.is_plain());
    let reset = move || tuner.location.get().tuned(Tuning::default()).href();
    let shifts = tuner.shown.with_untracked(|tuning| tuning.get("more").to_owned());
    view! {
        <button
            type="submit"
            class="button button--primary tune__apply"
            name="more"
            value=shifts
            hidden=hydrated
        >
            {words.apply}
        </button>
        <Show when=is_changed>
            <a class="tune__reset" data-noscroll href=reset>
                {words.reset}
            </a>
        </Show>
    }
}
