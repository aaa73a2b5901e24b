use super::search::SearchLocation;
use leptos::prelude::*;

/// Hidden inputs for the parameters of the URL that a form has no controls for, so that submitting it keeps them.
#[component]
pub(crate) fn HiddenParams(
    location: Memo<SearchLocation>,
    /// The parameters that the form has controls for.
    except: &'static [&'static str],
) -> impl IntoView {
    move || {
        let location = location.get();
        let kept = location.pairs().filter(|(name, _)| !except.contains(name));
        let kept = kept.map(|(name, value)| (name.to_owned(), value.to_owned()));
        kept.map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
            .collect_view()
    }
}
