use super::failure::Failure;
use crate::api::map_view::{MapSong, MapView};
use crate::url::MapLocation;
use catalog::{GenreFamily, RecommendationRequest, ResultCount, Seed, SongEntry, TrackId};
use engine::{Engine, MapPoint, SongId, SongMap, TrackRow};
use std::cmp::Reverse;

/// How many songs are shown of the highlighted family, or of each.
const OF_A_FAMILY: usize = 20;
const OF_EACH_FAMILY: usize = 2;

/// What the map shows at a location.
pub(super) fn map_view(engine: &Engine, location: &MapLocation) -> Result<MapView, Failure> {
    let map = engine.map()?;
    let shown = match (&location.song, location.family) {
        (Some(song), _) => around(engine, &song.parse()?)?,
        (None, Some(family)) => best_known(engine, map, family, OF_A_FAMILY),
        (None, None) => {
            let families = known_families();
            families.flat_map(|family| best_known(engine, map, family, OF_EACH_FAMILY)).collect()
        }
    };
    Ok(MapView {
        families: counts(map),
        shown: shown.into_iter().filter_map(|track| on_map(engine, map, track)).collect(),
    })
}

fn known_families() -> impl Iterator<Item = GenreFamily> {
    let unknown = [GenreFamily::Other, GenreFamily::Unknown];
    GenreFamily::ALL.into_iter().filter(move |family| !unknown.contains(family))
}

/// A track and its recommendations.
fn around(engine: &Engine, id: &TrackId) -> Result<Vec<SongEntry>, Failure> {
    let track = engine.tracks().track(id)?;
    let mut request = RecommendationRequest::like(vec![Seed::Track(id.clone())]);
    request.limit = ResultCount::default();
    let found = engine.recommending().recommend(&request)?.results;
    Ok(std::iter::once(track).chain(found.into_iter().map(|song| song.track)).collect())
}

fn best_known(engine: &Engine, map: &SongMap, family: GenreFamily, count: usize) -> Vec<SongEntry> {
    let songs = (0..).map(SongId).zip(map.families()).filter(|(_, other)| **other == family);
    let rows = songs.map(|(song, _)| engine.tracks().representative(song));
    let mut rows: Vec<(Reverse<Option<u8>>, TrackRow)> =
        rows.map(|row| (Reverse(engine.tracks().popularity(row)), row)).collect();
    if rows.len() > count {
        rows.select_nth_unstable(count);
        rows.truncate(count);
    }
    rows.sort_unstable();
    rows.into_iter().filter_map(|(_, row)| engine.tracks().entry(row)).collect()
}

fn counts(map: &SongMap) -> Vec<(GenreFamily, u32)> {
    let mut counts = GenreFamily::ALL.map(|family| (family, 0));
    map.families().iter().for_each(|family| counts[*family as usize].1 += 1);
    counts.sort_by_key(|(_, songs)| Reverse(*songs));
    counts.into_iter().filter(|(_, songs)| *songs > 0).collect()
}

fn on_map(engine: &Engine, map: &SongMap, track: SongEntry) -> Option<MapSong> {
    let song = engine.tracks().song(TrackRow(track.index))?;
    let (point, family) = (map.point(song)?, *map.families().get(song.index())?);
    Some(MapSong { track, point, family, region: nearest_region(map, point) })
}

fn nearest_region(map: &SongMap, point: MapPoint) -> Option<String> {
    let regions = map.landmarks().iter();
    let nearest = regions.min_by_key(|landmark| squared_distance(landmark.point, point));
    nearest.map(|landmark| landmark.genre.clone())
}

fn squared_distance(a: MapPoint, b: MapPoint) -> u64 {
    let apart = |axis: usize| u64::from(a[axis].abs_diff(b[axis]));
    apart(0) * apart(0) + apart(1) * apart(1)
}
