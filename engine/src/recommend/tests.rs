use super::companions::tests::graph;
use super::facts::plain_number;
use super::similarity::tests::similarity;
use super::*;
use crate::id::ArtistId;
use crate::nearest::{EMBEDDING_DIM, IndexParams, SongIndex};
use crate::numeric::float;
use crate::tracks::table::tests::track;
use catalog::{AudioFeature, FacetValue, FacetWeights, Filter, ResultCount, Seed, Shift, Target};
use proptest::prelude::*;
use std::collections::HashSet;

/// Folds a vector's columns into an embedding, without a model.
struct Folding;

impl Encoder for Folding {
    fn encode(&self, batch: &[SparseVector]) -> Result<Vec<Embedding>, EngineError> {
        let fold = |vector: &SparseVector| {
            let mut values = [0.0; EMBEDDING_DIM];
            vector.iter().for_each(|(id, weight)| values[id as usize % EMBEDDING_DIM] += weight);
            let length = dot(&values, &values).sqrt().max(1e-6);
            values.iter_mut().for_each(|value| *value /= length);
            Embedding::from_slice(&values).ok_or(EngineError::Shape(vec![]))
        };
        batch.iter().map(fold).collect()
    }
}

fn recommender(table: &Arc<TrackTable>) -> Recommender {
    recommender_with(ArtistGraph::default(), table)
}

fn recommender_with(graph: ArtistGraph, table: &Arc<TrackTable>) -> Recommender {
    let similarity = similarity();
    let vectors: Vec<SparseVector> =
        profiles(table, &similarity).iter().map(|p| similarity.vectorize(p)).collect();
    let embeddings = Folding.encode(&vectors).expect("embeddings");
    let params = IndexParams { ef_construction: 50, ef_search: 50, seed: 1 };
    Recommender {
        songs: SongTable::new(table, &similarity),
        similarity,
        graph,
        encoder: Box::new(Folding),
        index: Box::new(SongIndex::build(&embeddings, params, &|_| {})),
        tracks: Arc::clone(table),
        artists: Arc::new(Artists::new(table)),
    }
}

fn request(limit: u32) -> RecommendationRequest {
    let limit = ResultCount::try_from(limit).expect("a valid count");
    RecommendationRequest { limit, ..RecommendationRequest::like(vec![Seed::Genre("pop".into())]) }
}

/// Title, artist, whether live, energy in hundredths, year.
type Row = (String, String, bool, Option<u8>, Option<u16>);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (
        "[abcd]",
        "[xyz]",
        any::<bool>(),
        prop::option::of(0_u8..=100),
        prop::option::of(1950_u16..2020),
    );
    prop::collection::vec(row, 1..40)
}

fn table(rows: &[Row]) -> Arc<TrackTable> {
    let entries = rows.iter().enumerate().map(|(row, (title, artist, live, energy, year))| {
        let name = if *live { format!("{title} - Live") } else { title.clone() };
        let genre = ["pop", "rock", "jazz"][row % 3];
        let mut entry = track(&row.to_string(), &name, &[artist], &[genre]);
        let energy = energy.map(|energy| f32::from(energy) / 100.0);
        entry.features.set(AudioFeature::Energy, energy);
        entry.release_date = year.and_then(|year| year.to_string().parse().ok());
        entry
    });
    Arc::new(TrackTable::new(entries))
}

fn songs_by(table: &TrackTable, artist: Option<ArtistId>) -> usize {
    let songs: HashSet<Option<SongId>> = table
        .rows()
        .filter(|row| table.main_artist(*row) == artist)
        .map(|row| table.song(row))
        .collect();
    songs.len()
}

proptest! {
    #[test]
    fn no_song_twice_none_of_the_seed_and_few_by_one_artist(
        rows in rows(), limit in 1_u32..20, per_artist in 1_u32..4,
    ) {
        let table = table(&rows);
        let own = [table.entry(TrackRow(0)).expect("there is a first track")];
        let request = RecommendationRequest { per_artist, ..request(limit) };
        let named = Named { like: &own, unlike: &[] };
        let found = recommender(&table).explained_list(named, &request).expect("an answer");
        let songs: Vec<_> = found.results.iter().map(|found| table.song(TrackRow(found.track.index))).collect();
        prop_assert!(!songs.contains(&table.song(TrackRow(0))));
        prop_assert_eq!(songs.iter().collect::<HashSet<_>>().len(), songs.len());
        let mut possible = 0;
        for artist in (0..3).map(|artist| Some(ArtistId(artist))) {
            let by_artist = found.results.iter().filter(|f| table.main_artist(TrackRow(f.track.index)) == artist);
            prop_assert!(by_artist.count() <= per_artist as usize);
            let own = usize::from(table.main_artist(TrackRow(0)) == artist);
            possible += (songs_by(&table, artist) - own).min(per_artist as usize);
        }
        prop_assert_eq!(found.results.len(), possible.min(limit as usize), "as many as there can be");
        let again = recommender(&table).explained_list(named, &request).expect("an answer");
        prop_assert_eq!(again, found);
    }

    #[test]
    fn reasons_add_up_to_the_score(
        rows in rows(), weights in prop::collection::vec(0.0_f32..5.0, 6), target in 0.0_f32..1.0,
        seeds in 1_usize..4, unlike in 0_usize..3, aimed in any::<bool>(), playlists in any::<bool>(),
    ) {
        let table = table(&rows);
        let entries: Vec<SongEntry> =
            (0..seeds + unlike).filter_map(|row| table.entry(TrackRow::at(row))).collect();
        let (like, unlike) = entries.split_at(seeds.min(entries.len()));
        let mut asked = request(10);
        let groups = catalog::FacetGroup::ALL.into_iter().zip(weights);
        groups.for_each(|(group, weight)| asked.weights.set(group, weight));
        if aimed {
            asked.targets = vec![Target { facet: Facet::Audio(AudioFeature::Energy), value: target }];
        }
        let artists = table.all_artists().len();
        let graph = if playlists && artists > 2 { graph(artists) } else { ArtistGraph::default() };
        let recommender = recommender_with(graph, &table);
        let named = Named { like, unlike };
        let found = recommender.explained_list(named, &asked).expect("an answer");
        let rows = recommender.ranking(named, &asked).expect("an answer");
        for (found, (song, score)) in found.results.iter().zip(rows.songs) {
            prop_assert_eq!(table.song(TrackRow(found.track.index)), Some(song));
            let sum: f32 = found.reasons.iter().map(|reason| reason.part).sum();
            prop_assert!((sum - score).abs() < 1e-4, "{} {}", sum, score);
            prop_assert!((found.score - score).abs() < 1e-4);
            prop_assert!((-1e-4..=1.0001).contains(&score), "{}", score);
            for reason in &found.reasons {
                prop_assert!(reason.part >= -1e-5 && reason.part <= reason.most + 1e-5, "{:?}", reason);
            }
            let most: f32 = found.reasons.iter().map(|reason| reason.most).sum();
            prop_assert!((most - 1.0).abs() < 1e-3 || asked.weights.are_zero());
        }
    }

    #[test]
    fn filters_leave_what_they_say(rows in rows(), least in 1940.0_f32..2020.0, greatest in 1960.0_f32..2030.0) {
        let table = table(&rows);
        let own = [table.entry(TrackRow(0)).expect("there is a first track")];
        let bounds = catalog::Bounds { least: Some(least), greatest: Some(greatest) };
        let mut asked = request(100);
        asked.per_artist = 100;
        asked.filters = vec![Filter::Number(Facet::Year, bounds), Filter::Genre("rock".into())];
        let answer = recommender(&table).explained_list(Named { like: &own, unlike: &[] }, &asked);
        if table.genre_id("rock").is_none() {
            prop_assert!(matches!(answer, Err(EngineError::UnknownGenre(_))));
            return Ok(());
        }
        let found = answer.expect("an answer");
        let fits = |track: &SongEntry| {
            track.release_date.is_some_and(|date| bounds.contain(f32::from(date.year())))
                && track.genres.contains(&"rock".to_owned())
        };
        prop_assert!(found.results.iter().all(|found| fits(&found.track)));
        let own = table.representatives().iter().filter_map(|row| table.entry(*row));
        let left: Vec<SongEntry> = own.filter(fits).collect();
        prop_assert_eq!(found.filters[1].left as usize, left.len());
        let others = left.iter().filter(|track| table.song(TrackRow(track.index)) != table.song(TrackRow(0))).count();
        prop_assert_eq!(found.results.len(), others);
    }

    #[test]
    fn an_order_is_kept(rows in rows(), falling in any::<bool>()) {
        let table = table(&rows);
        let own = [table.entry(TrackRow(0)).expect("there is a first track")];
        let mut asked = request(20);
        asked.order = Some(SortOrder { facet: Facet::Year, descending: falling });
        let found =
            recommender(&table).explained_list(Named { like: &own, unlike: &[] }, &asked).expect("an answer");
        let years: Vec<u16> = found
            .results
            .iter()
            .filter_map(|found| found.track.release_date.map(catalog::ReleaseDate::year))
            .collect();
        prop_assert!(years.windows(2).all(|pair| pair[0] == pair[1] || (pair[0] < pair[1]) != falling));
    }

    #[test]
    fn a_path_has_distinct_songs_without_its_ends(rows in rows(), steps in 1_u32..8) {
        let table = table(&rows);
        let (from, to) = (table.entry(TrackRow(0)).expect("one"), table.entry(TrackRow::at(table.len() - 1)).expect("one"));
        let steps = ResultCount::try_from(steps).expect("a count");
        let path = recommender(&table).path_between(&from, &to, steps).expect("a path");
        let songs: HashSet<_> = path.iter().map(|step| table.song(TrackRow(step.track.index))).collect();
        prop_assert_eq!(songs.len(), path.len());
        prop_assert!(!songs.contains(&table.song(TrackRow(from.index))) && !songs.contains(&table.song(TrackRow(to.index))));
    }
}

fn energies(table: &Arc<TrackTable>, asked: &RecommendationRequest) -> f32 {
    let own = [table.entry(TrackRow(40)).expect("one")];
    let found = recommender(table).explained_list(Named { like: &own, unlike: &[] }, asked);
    let results = found.expect("an answer").results;
    let energy = |found: &Recommendation| found.track.features.get(AudioFeature::Energy);
    results.iter().filter_map(energy).sum::<f32>() / float(results.len())
}

fn by_energy() -> Arc<TrackTable> {
    let entries = (0..80_u8).map(|row| {
        let mut entry =
            track(&row.to_string(), &format!("song {row}"), &[&format!("a{row}")], &["pop"]);
        entry.features.set(AudioFeature::Energy, Some(f32::from(row) / 80.0));
        entry
    });
    Arc::new(TrackTable::new(entries))
}

#[test]
fn calmer_songs_are_calmer() {
    let table = by_energy();
    let like = energies(&table, &request(10));
    let shifted = |up| {
        let shift = Shift { facet: Facet::Audio(AudioFeature::Energy), up };
        energies(&table, &RecommendationRequest { shifts: vec![shift], ..request(10) })
    };
    assert!((like - 0.5).abs() < 0.05, "{like}");
    assert!(shifted(false) < 0.35 && shifted(true) > 0.65, "{} {}", shifted(false), shifted(true));
}

#[test]
fn versions_of_a_track_from_elsewhere_are_left_out() {
    let table = Arc::new(TrackTable::new([
        track("1", "Heroes - Live", &["David Bowie"], &[]),
        track("2", "Fame", &["David Bowie"], &[]),
    ]));
    let own = [track("elsewhere", "Heroes", &["David Bowie"], &[])];
    let found = recommender(&table).explained_list(Named { like: &own, unlike: &[] }, &request(5));
    let found = found.expect("an answer").results;
    assert_eq!(found.iter().map(|f| f.track.name.as_str()).collect::<Vec<_>>(), ["Fame"]);
    let others = RecommendationRequest { other_artists: true, ..request(5) };
    let found = recommender(&table).explained_list(Named { like: &own, unlike: &[] }, &others);
    assert!(found.expect("an answer").results.is_empty());
}

#[test]
fn what_counts_nothing_is_no_reason() {
    let table = by_energy();
    let own = [table.entry(TrackRow(40)).expect("one")];
    let mut weights = FacetWeights::default();
    weights.set(catalog::FacetGroup::Genre, 0.0);
    let asked = RecommendationRequest { weights, ..request(3) };
    let found = recommender(&table).explained_list(Named { like: &own, unlike: &[] }, &asked);
    let reasons = &found.expect("an answer").results[0].reasons;
    assert!(reasons.iter().all(|reason| reason.facet != Facet::Genres));
}

#[test]
fn songs_are_compared_with_the_seed_where_others_are_asked_for() {
    let table = by_energy();
    let own = [table.entry(TrackRow(40)).expect("one")];
    let energy = Facet::Audio(AudioFeature::Energy);
    let calmer = Shift { facet: energy, up: false };
    let asked = RecommendationRequest { shifts: vec![calmer], ..request(5) };
    let found = recommender(&table).explained_list(Named { like: &own, unlike: &[] }, &asked);
    for song in found.expect("an answer").results {
        let reason = song.reasons.iter().find(|reason| reason.facet == energy).expect("a reason");
        let seed = own[0].features.get(AudioFeature::Energy).expect("an energy");
        assert_eq!(reason.seed, Some(FacetValue::Number(plain_number(energy, seed))));
    }
}

#[test]
fn guests_count_and_various_artists_do_not() {
    let check = |artists: [&[&str]; 4], expected: usize| {
        let titles = ["a", "b", "c", "d"];
        let tracks = titles.iter().zip(artists);
        let table = Arc::new(TrackTable::new(
            tracks.map(|(title, artists)| track(title, title, artists, &["pop"])),
        ));
        let request = RecommendationRequest { per_artist: 1, ..request(10) };
        let found = recommender(&table).recommend(&request).expect("an answer");
        assert_eq!(found.results.len(), expected, "{artists:?}");
    };
    check([&["x"], &["y", "x"], &["z"], &["z"]], 2);
    check([&["Various Artists"], &["Various Artists"], &["x"], &["y", "Various Artists"]], 4);
}

/// Songs like the first of 40 by "a0" to "a39", which are the less alike the later they come.
fn like_the_first(
    graph: ArtistGraph,
    change: impl Fn(&mut RecommendationRequest),
) -> Recommendations {
    let entries = (0..40_u8).map(|row| {
        let mut entry =
            track(&row.to_string(), &format!("song {row}"), &[&format!("a{row:02}")], &["pop"]);
        entry.features.set(AudioFeature::Energy, Some(f32::from(row) / 40.0));
        entry
    });
    let table = Arc::new(TrackTable::new(entries));
    let own = [table.entry(TrackRow(0)).expect("one")];
    let mut asked = request(39);
    change(&mut asked);
    let named = Named { like: &own, unlike: &[] };
    recommender_with(graph, &table).explained_list(named, &asked).expect("an answer")
}

#[test]
fn what_playlists_have_together_comes_earlier_and_says_so() {
    let companion = |artist| Companion { artist: ArtistId(artist), playlists: 4 };
    let graph = || {
        let mut graph = ArtistGraph::default();
        graph.push(4, [companion(5)]);
        (1..40).for_each(|artist| graph.push(if artist == 5 { 4 } else { 0 }, []));
        graph
    };
    let place = |found: &Recommendations| {
        found.results.iter().position(|found| found.track.artists == ["a05"]).expect("recommended")
    };
    let without = like_the_first(ArtistGraph::default(), |_| {});
    let with = like_the_first(graph(), |_| {});
    assert_eq!((place(&without), place(&with)), (4, 0));
    let playlists = |found: &Recommendation| {
        found.reasons.iter().find(|reason| reason.facet == Facet::Playlists).cloned()
    };
    let reason = playlists(&with.results[0]).expect("a reason");
    assert!((reason.part - reason.most).abs() < 1e-6 && reason.most > 0.0, "{reason:?}");
    assert_eq!(reason.seed, Some(FacetValue::Names(vec!["a00".into()])));
    assert_eq!(reason.value, Some(FacetValue::Number(4.0)));
    assert!(playlists(&with.results[1]).is_some_and(|reason| reason.part.abs() < 1e-6));
    assert!(without.results.iter().all(|found| playlists(found).is_none()));
    let unweighed =
        like_the_first(graph(), |asked| asked.weights.set(catalog::FacetGroup::Playlists, 0.0));
    assert_eq!(unweighed, without);
}

#[test]
fn songs_of_companions_are_candidates_if_filters_admit_them() {
    let check = |filters: Vec<Filter>, expected: &[&str]| {
        let tracks = (0..400_u16).map(|row| {
            let (id, artist) = (row.to_string(), format!("a{row}"));
            let mut entry = track(&id, &format!("song {row}"), &[&artist], &["pop"]);
            entry.features.set(AudioFeature::Energy, Some(f32::from(row) / 400.0));
            entry.explicit = Some(row == 399);
            entry
        });
        let table = Arc::new(TrackTable::new(tracks));
        let mut graph = ArtistGraph::default();
        let companion = |artist| Companion { artist: ArtistId(artist), playlists: 30 };
        graph.push(30, [companion(398), companion(399)]);
        (1..400).for_each(|artist| graph.push(if artist < 398 { 0 } else { 30 }, []));
        let own = [table.entry(TrackRow(0)).expect("one")];
        let asked = RecommendationRequest { filters, ..request(100) };
        let named = Named { like: &own, unlike: &[] };
        let found = recommender_with(graph, &table).explained_list(named, &asked);
        let found = found.expect("an answer").results;
        let last = found.iter().filter(|found| found.track.index > 300);
        let mut last: Vec<&str> = last.map(|found| found.track.name.as_str()).collect();
        last.sort_unstable();
        assert_eq!(last, expected);
    };
    check(Vec::new(), &["song 398", "song 399"]);
    check(vec![Filter::Explicit(false)], &["song 398"]);
    check(vec![Filter::Explicit(true)], &["song 399"]);
}

#[test]
fn near_songs_of_several_seeds_count_once() {
    let table = by_energy();
    let recommender = recommender(&table);
    let profile = recommender.similarity.profile(&Facts::of_row(&table, TrackRow(40)));
    let vector = recommender.similarity.vectorize(&profile);
    let embedding = Folding.encode(&[vector]).expect("an embedding")[0];
    let admitted = Admitted::new(&[], &table, &recommender.songs, &recommender.similarity);
    let around = Around { embeddings: &[embedding, embedding], fetched: FETCHED };
    let near = recommender.near(around, &admitted.expect("all")).expect("songs").expect("all pass");
    let seeds = Seeds::like(vec![profile]);
    let weights = FacetWeights::default();
    let scorer = Scorer::new(&recommender.similarity, &seeds, Companions::default(), &weights);
    let mut songs: Vec<SongId> =
        recommender.ranked(near.into_iter(), &scorer).map(|(song, _)| song).collect();
    let ranked = songs.len();
    songs.sort_unstable();
    songs.dedup();
    assert_eq!(songs.len(), ranked);
}

#[test]
fn shifts_are_explained_from_all_seeds() {
    let table = by_energy();
    let own = [10, 50].map(|row| table.entry(TrackRow(row)).expect("one"));
    let energy = Facet::Audio(AudioFeature::Energy);
    let asked =
        RecommendationRequest { shifts: vec![Shift { facet: energy, up: true }], ..request(5) };
    let found = recommender(&table).explained_list(Named { like: &own, unlike: &[] }, &asked);
    for song in found.expect("an answer").results {
        let reason = song.reasons.iter().find(|reason| reason.facet == energy).expect("a reason");
        assert_eq!(reason.seed, Some(FacetValue::Number(30.0 / 80.0)));
    }
}

#[test]
fn popularity_alone_is_compared_over_all_songs() {
    let entries = (0_u8..100).map(|number| {
        let mut entry =
            track(&number.to_string(), &number.to_string(), &[&number.to_string()], &["pop"]);
        entry.popularity = Some(number);
        entry
    });
    let table = Arc::new(TrackTable::new(entries));
    let mut weights = FacetWeights::default();
    for facet in [Facet::Year, Facet::Genres, Facet::Language, Facet::Playlists]
        .into_iter()
        .chain([Facet::Audio(AudioFeature::Energy)])
    {
        weights.set(facet.group(), 0.0);
    }
    let seeds = vec![Seed::Track("50".parse().expect("an id"))];
    let asked = RecommendationRequest { seeds, weights, ..request(4) };
    let found = recommender(&table).recommend(&asked).expect("songs").results;
    let distance = |song: &Recommendation| song.track.popularity.map(|known| known.abs_diff(50));
    assert!(found.iter().all(|song| distance(song) <= Some(2)), "{found:?}");
}

#[test]
fn without_seeds_targets_decide_and_then_popularity() {
    let popularity = |number: u8| u8::try_from(u32::from(number) * 7 % 40).expect("below 40");
    let entries = (0_u8..40).map(|number| {
        let mut entry =
            track(&number.to_string(), &format!("song {number}"), &[&number.to_string()], &["pop"]);
        entry.popularity = Some(popularity(number));
        entry.features.set(AudioFeature::Energy, Some(if number < 20 { 0.9 } else { 0.1 }));
        entry
    });
    let table = Arc::new(TrackTable::new(entries));
    let recommender = recommender(&table);
    let check = |targets: Vec<Target>, fits: &dyn Fn(u8) -> bool| {
        let request = RecommendationRequest { seeds: Vec::new(), targets, ..request(5) };
        let found = recommender.recommend(&request).expect("songs").results;
        let found: Vec<u8> = found.iter().filter_map(|song| song.track.popularity).collect();
        let mut expected: Vec<u8> =
            (0..40).filter(|number| fits(*number)).map(popularity).collect();
        expected.sort_unstable_by(|a, b| b.cmp(a));
        assert_eq!(found, expected[..5]);
    };
    check(Vec::new(), &|_| true);
    let energy = Target { facet: Facet::Audio(AudioFeature::Energy), value: 0.1 };
    check(vec![energy], &|number| number >= 20);
}
