use crate::text::{Words, text};
use catalog::{FacetGroup, Reason};
use leptos::prelude::*;

/// A stacked bar of what makes up a score.
#[component]
pub(crate) fn ScoreBar(score: f32, reasons: Vec<Reason>) -> impl IntoView {
    let text = text();
    let parts = parts(score, reasons);
    let mut start = 0.0;
    let filled = parts.iter().map(|part| {
        let x = start;
        start += part.width;
        let class = format!("bar__fill bar__fill--{}", part.name());
        let tip = part.label(text);
        view! {
            <rect class=class x=format!("{x:.1}") width=format!("{:.1}", part.width) height="10">
                <title>{tip}</title>
            </rect>
        }
    });
    let filled = filled.collect_view();
    let label = parts.iter().map(|part| part.label(text)).collect::<Vec<_>>().join(", ");
    view! {
        <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label=label>
            <rect class="bar__track" width="100" height="10" />
            {filled}
        </svg>
    }
}

/// The colours of the bars.
#[component]
pub(crate) fn BarLegend() -> impl IntoView {
    let text = text();
    let items = FacetGroup::ALL.map(|group| {
        view! {
            <li>
                <span class=format!("swatch swatch--{}", group.name()) aria-hidden="true"></span>
                {text.group(group)}
            </li>
        }
    });
    view! {
        <ul class="legend" aria-label=text.tune().legend>
            {items}
        </ul>
    }
}

/// What a group of reasons adds to a score, in percent. Without reasons there is one part of no group.
struct Part {
    group: Option<FacetGroup>,
    width: f32,
}

impl Part {
    fn name(&self) -> &'static str {
        self.group.map_or("score", FacetGroup::name)
    }

    /// "Genre 50%"
    fn label(&self, text: &Words) -> String {
        let name = self.group.map_or(text.similarity, |group| text.group(group));
        format!("{name} {}", text.notation.percent(self.width / 100.0))
    }
}

fn parts(score: f32, reasons: Vec<Reason>) -> Vec<Part> {
    if reasons.is_empty() {
        return vec![Part { group: None, width: score.clamp(0.0, 1.0) * 100.0 }];
    }
    let mut parts = FacetGroup::ALL.map(|group| Part { group: Some(group), width: 0.0 });
    for reason in reasons {
        parts[reason.facet.group() as usize].width += reason.part * 100.0;
    }
    parts.into_iter().filter(|part| part.width >= 0.05).collect()
}
