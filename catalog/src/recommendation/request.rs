use super::{Facet, FacetWeights, Filter};
use crate::{ArtistId, ResultCount, TrackId};

/// Which songs to recommend: something like these, within these bounds, in this order.
#[derive(Clone, Debug, PartialEq)]
pub struct RecommendationRequest {
    /// Songs, artists and genres to be like, at most [`RecommendationRequest::MAX_SEEDS`]; without any, songs
    /// are judged by targets and filters alone.
    pub seeds: Vec<Seed>,
    /// Songs to be unlike, at most as many.
    pub unlike: Vec<TrackId>,
    /// How many songs.
    pub limit: ResultCount,
    /// The weight of each group of facets.
    pub weights: FacetWeights,
    /// Values to aim at in place of the seeds' own, one a facet.
    pub targets: Vec<Target>,
    /// "Like this, but…", each once.
    pub shifts: Vec<Shift>,
    /// What a song must be.
    pub filters: Vec<Filter>,
    /// The order of the answer; `None` is best first.
    pub order: Option<SortOrder>,
    /// Most songs by one artist, at least 1.
    pub per_artist: u32,
    /// Whether songs by the seeds' artists are left out.
    pub other_artists: bool,
    /// Artists whose songs are left out, at most [`RecommendationRequest::MAX_SEEDS`].
    pub without: Vec<ArtistId>,
}

/// Something to recommend like.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Seed {
    /// A track of the catalogue.
    Track(TrackId),
    /// A genre.
    Genre(String),
    /// An artist.
    Artist(ArtistId),
}

/// A value to aim at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// What the value is of; a number.
    pub facet: Facet,
    /// The value, within the facet's range.
    pub value: f32,
}

/// An order by a numeric facet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SortOrder {
    /// The facet, which is numeric.
    pub facet: Facet,
    /// Whether the largest value comes first.
    pub descending: bool,
}

/// More or less of something than the seeds have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shift {
    /// What is shifted.
    pub facet: Facet,
    /// Whether upwards.
    pub up: bool,
}

impl RecommendationRequest {
    /// Most seeds, and most tracks to steer away from.
    pub const MAX_SEEDS: usize = 10;

    /// Most songs by one artist, unless told otherwise.
    pub const PER_ARTIST: u32 = 2;

    /// Songs like these, and nothing else said.
    pub fn like(seeds: Vec<Seed>) -> Self {
        Self {
            seeds,
            unlike: Vec::new(),
            limit: ResultCount::default(),
            weights: FacetWeights::default(),
            targets: Vec::new(),
            shifts: Vec::new(),
            filters: Vec::new(),
            order: None,
            per_artist: Self::PER_ARTIST,
            other_artists: false,
            without: Vec::new(),
        }
    }

    /// This request, completed by a wish as far as the two do not contradict each other.
    #[must_use]
    pub fn over(mut self, wish: &Self) -> Self {
        let said = self.facets();
        for seed in &wish.seeds {
            let avoided = self.unlike.iter().any(|id| *seed == Seed::Track(id.clone()));
            if self.seeds.len() < Self::MAX_SEEDS && !avoided {
                self.seeds.push(seed.clone());
            }
        }
        let free = |id: &&TrackId| !self.seeds.contains(&Seed::Track((*id).clone()));
        let room = Self::MAX_SEEDS.saturating_sub(self.unlike.len());
        let unlike: Vec<TrackId> = wish.unlike.iter().filter(free).take(room).cloned().collect();
        self.unlike.extend(unlike);
        let room = Self::MAX_SEEDS.saturating_sub(self.without.len());
        self.without.extend(wish.without.iter().take(room));
        self.shifts.extend(wish.shifts.iter().filter(|shift| !said.contains(&shift.facet)));
        self.targets.extend(wish.targets.iter().filter(|target| !said.contains(&target.facet)));
        let kinds: Vec<_> = self.filters.iter().map(std::mem::discriminant).collect();
        let new = |filter: &&Filter| match filter {
            Filter::Number(facet, _) => !said.contains(facet),
            other => !kinds.contains(&std::mem::discriminant(*other)),
        };
        self.filters.extend(wish.filters.iter().filter(new).cloned());
        self
    }

    /// The facets with a shift, a target or bounds.
    fn facets(&self) -> Vec<Facet> {
        let bounded = self.filters.iter().filter_map(|filter| match filter {
            Filter::Number(facet, _) => Some(*facet),
            _ => None,
        });
        self.aimed().into_iter().chain(bounded).collect()
    }

    /// Whether nothing is said but what to recommend like, and how many songs.
    pub fn is_plain(&self) -> bool {
        let Self { seeds, limit, .. } = self.clone();
        *self == Self { limit, ..Self::like(seeds) }
    }

    /// The facets that the request asks to change, by a shift or a target.
    pub fn aimed(&self) -> Vec<Facet> {
        let shifted = self.shifts.iter().map(|shift| shift.facet);
        shifted.chain(self.targets.iter().map(|target| target.facet)).collect()
    }
}
