use crate::text::text;
use catalog::{AudioFeature, AudioFeatures, Facet, SongEntry};
use leptos::prelude::*;
use std::f32::consts::TAU;

/// The axes, clockwise from the top.
const AXES: [AudioFeature; 8] = [
    AudioFeature::Energy,
    AudioFeature::Danceability,
    AudioFeature::Valence,
    AudioFeature::Liveness,
    AudioFeature::Acousticness,
    AudioFeature::Instrumentalness,
    AudioFeature::Speechiness,
    AudioFeature::Tempo,
];

/// With fewer known values there is no shape.
const LEAST_KNOWN: usize = 3;

const RADIUS: f32 = 82.0;
const LABEL_RADIUS: f32 = 96.0;

/// The tempos at the centre and at the rim.
const TEMPOS: (f32, f32) = (50.0, 200.0);

/// How a song sounds, as a radar chart with the song that is pointed at laid over it. The numbers follow as text.
#[component]
pub(crate) fn Radar(song: SongEntry, compared: Signal<Option<SongEntry>>) -> impl IntoView {
    let known = AXES.iter().filter(|axis| share(&song.features, **axis).is_some()).count();
    (known >= LEAST_KNOWN).then(|| view! { <Figure song compared /> })
}

#[component]
fn Figure(song: SongEntry, compared: Signal<Option<SongEntry>>) -> impl IntoView {
    let other = move || compared.with(|song| song.as_ref().map(|song| points(&song.features)));
    let other_name = move || compared.with(|song| song.as_ref().map(|song| song.name.clone()));
    view! {
        <figure class="radar">
            <svg class="radar__chart" viewBox="-160 -118 320 236" aria-hidden="true">
                <Grid />
                <polygon class="radar__song" points=points(&song.features) />
                {move || {
                    other().map(|points| view! { <polygon class="radar__other" points=points /> })
                }}
            </svg>
            <figcaption class="radar__names">
                <span class="radar__name radar__name--song" dir="auto">
                    {song.name.clone()}
                </span>
                {move || {
                    other_name()
                        .map(|name| {
                            view! {
                                <span class="radar__name radar__name--other" dir="auto">
                                    {name}
                                </span>
                            }
                        })
                }}
            </figcaption>
            <Numbers song />
        </figure>
    }
}

#[component]
fn Grid() -> impl IntoView {
    let text = text();
    let ring = |share: f32| {
        let corners = (0..AXES.len()).map(|axis| point(axis, share * RADIUS));
        let corners = corners.map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" ");
        view! { <polygon class="radar__ring" points=corners /> }
    };
    let axis = |(index, feature): (usize, AudioFeature)| {
        let (x, y) = point(index, LABEL_RADIUS);
        let anchor = match x {
            x if x < -1.0 => "end",
            x if x > 1.0 => "start",
            _ => "middle",
        };
        view! {
            <text class="radar__label" x=format!("{x:.1}") y=format!("{:.1}", y + 4.0) text-anchor=anchor>
                {text.facet(Facet::Audio(feature))}
            </text>
        }
    };
    view! {
        {[0.25, 0.5, 0.75, 1.0].map(ring)}
        {AXES.into_iter().enumerate().map(axis).collect_view()}
    }
}

/// All known audio features, in numbers.
#[component]
fn Numbers(song: SongEntry) -> impl IntoView {
    let text = text();
    let known = AudioFeature::ALL.into_iter().filter_map(|feature| {
        let facet = Facet::Audio(feature);
        text.notation.facet(&song, facet).map(|value| (text.facet(facet), value))
    });
    let known = known.map(|(name, value)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    });
    view! {
        <details class="more">
            <summary>{text.in_numbers}</summary>
            <dl class="numbers">{known.collect_view()}</dl>
        </details>
    }
}

/// The corners of a song's shape, one for each known value.
fn points(features: &AudioFeatures) -> String {
    let corner = |(index, axis)| {
        let (x, y) = point(index, share(features, axis)? * RADIUS);
        Some(format!("{x:.1},{y:.1}"))
    };
    AXES.into_iter().enumerate().filter_map(corner).collect::<Vec<_>>().join(" ")
}

/// A value as a share of its axis, 0 to 1.
fn share(features: &AudioFeatures, axis: AudioFeature) -> Option<f32> {
    let value = features.get(axis)?;
    let (least, most) = if axis == AudioFeature::Tempo { TEMPOS } else { (0.0, 1.0) };
    Some(((value - least) / (most - least)).clamp(0.0, 1.0))
}

/// The point on an axis at a distance from the centre; the first axis points up.
fn point(axis: usize, distance: f32) -> (f32, f32) {
    #[expect(clippy::cast_precision_loss, reason = "there are few axes")]
    let angle = axis as f32 / AXES.len() as f32 * TAU;
    (angle.sin() * distance, -angle.cos() * distance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::testing::{bare_song, bohemian_rhapsody, render};

    fn sounding() -> SongEntry {
        let mut song = bohemian_rhapsody();
        song.features.set(AudioFeature::Energy, Some(0.5));
        song.features.set(AudioFeature::Valence, Some(1.0));
        song
    }

    fn render_radar(song: SongEntry, compared: Option<SongEntry>) -> String {
        render(move || {
            let compared = RwSignal::new(compared);
            view! { <Radar song compared=compared.into() /> }
        })
    }

    #[test]
    fn unknown_values_have_no_corner() {
        assert_eq!(points(&sounding().features), "0.0,-41.0 82.0,0.0 -8.3,-8.3");
        assert_eq!(points(&AudioFeatures::default()), "");
    }

    #[test]
    fn radar() {
        insta::assert_snapshot!(render_radar(sounding(), Some(sounding())));
    }

    #[test]
    fn a_song_of_which_little_is_known_has_none() {
        assert_eq!(render_radar(bare_song(), None), "");
    }
}
