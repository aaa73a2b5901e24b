use crate::tuner::Tuner;
use leptos::prelude::*;

/// What a form of the page must keep of the place though it has no controls for it.
#[component]
pub(crate) fn HiddenParams(
    tuner: Tuner,
    /// The parameters that it has controls for.
    except: &'static [&'static str],
) -> impl IntoView {
    move || {
        let place = tuner.place.get();
        let kept = place.pairs().filter(|(name, _)| !except.contains(name));
        let kept = kept.map(|(name, value)| (name.to_owned(), value.to_owned()));
        kept.map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
            .collect_view()
    }
}
