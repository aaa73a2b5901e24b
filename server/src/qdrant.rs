//! Qdrant as the index of the embeddings, for catalogues that outgrow one machine.

use crate::breaker::Breaker;
use engine::{
    EMBEDDING_DIM, Embedding, EngineError, FileFacts, Manifest, Models, Neighbour, SongId,
    VectorIndex, VectorIndexes,
};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use qdrant_client::Payload;
use qdrant_client::qdrant::point_id::PointIdOptions;
use qdrant_client::qdrant::{
    CreateCollectionBuilder, Distance, PointId, PointStruct, QueryPointsBuilder, ScoredPoint,
    SearchParamsBuilder, UpsertPointsBuilder, VectorParamsBuilder,
};
use qdrant_client::{Qdrant as Client, QdrantError};
use std::io;
use std::sync::{Arc, LazyLock, OnceLock};
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tracing::instrument;

/// A Qdrant that holds the embeddings: one point per song, in one collection for finding and one for
/// recommending. The collections' names contain the hash of the models, so a server never queries
/// those of other models.
pub struct Qdrant(Arc<Connection>);

/// The client, with what keeps a slow or absent Qdrant from taking all workers.
struct Connection {
    client: Client,
    breaker: Breaker,
    pool: Semaphore,
}

/// Calls at once; a search that finds no free one goes on without.
const POOL: usize = 8;

/// For a query. Uploads may take longer.
const TIMEOUT: Duration = Duration::from_millis(500);

/// Minimum size of the candidate list of an HNSW search (`ef`).
const MIN_EF: u64 = 128;

/// Points per upload request.
const BATCH: usize = 1_000;

impl Qdrant {
    /// A client for the gRPC interface at this URL. Does not connect yet. An empty `api_key` is none.
    ///
    /// # Errors
    /// If the URL is invalid.
    pub fn at(url: &str, api_key: &str) -> Result<Self, EngineError> {
        // The check would connect, and print its warnings to stdout.
        let client = Client::from_url(url).skip_compatibility_check();
        let client = if api_key.is_empty() { client } else { client.api_key(api_key) };
        let client = client.build().map_err(EngineError::index)?;
        let (breaker, pool) = (Breaker::default(), Semaphore::new(POOL));
        Ok(Self(Arc::new(Connection { client, breaker, pool })))
    }

    /// The indexes of the models with this manifest.
    pub fn indexes(&self, manifest: &Manifest) -> VectorIndexes {
        let [find, recommend] = self.collections(manifest);
        VectorIndexes { find: Box::new(find), recommend: Box::new(recommend) }
    }

    /// Copies the embeddings into new collections. Blocks. Returns the number of songs.
    ///
    /// # Errors
    /// If Qdrant refuses them, or the models have no embeddings of this kind.
    pub fn upload(&self, manifest: &Manifest, models: &Models) -> Result<usize, EngineError> {
        let earworm = models.earworm().ok_or(EngineError::OwnIndexes)?;
        let [found, recommended] = self.collections(manifest);
        found.fill(&earworm.find.retriever.index.embeddings())?;
        recommended.fill(&earworm.recommend.index.embeddings())?;
        Ok(models.tracks.songs())
    }

    fn collections(&self, manifest: &Manifest) -> [Collection; 2] {
        let hash = FileFacts::of("manifest", manifest.to_json().as_bytes()).sha256;
        let models: String = hash.chars().take(16).collect();
        ["find", "recommend"].map(|purpose| Collection {
            connection: Arc::clone(&self.0),
            name: format!("earworm-{models}-{purpose}"),
        })
    }
}

/// The embeddings of all songs in one collection.
struct Collection {
    connection: Arc<Connection>,
    name: String,
}

impl VectorIndex for Collection {
    fn nearest(
        &self,
        embedding: &Embedding,
        wanted: usize,
    ) -> Result<Vec<Neighbour<SongId>>, EngineError> {
        let wanted = wanted as u64;
        let params = SearchParamsBuilder::default().hnsw_ef(wanted.max(MIN_EF));
        let query = QueryPointsBuilder::new(&self.name)
            .query(embedding.as_slice().to_vec())
            .limit(wanted)
            .params(params);
        let answer = self.connection.ask(self.connection.client.query(query))?;
        Ok(answer.result.iter().filter_map(neighbour).collect())
    }
}

impl Connection {
    /// Asks Qdrant within the limits of time, calls and failures.
    #[instrument(name = "qdrant", level = "debug", skip_all)]
    fn ask<T>(&self, call: impl Future<Output = Result<T, QdrantError>>) -> Result<T, EngineError> {
        let Ok(_place) = self.pool.try_acquire() else {
            metrics().count("busy");
            return Err(EngineError::index("all its connections are in use"));
        };
        if !self.breaker.allows(Instant::now()) {
            metrics().count("refused");
            return Err(EngineError::index(
                "it failed several times and is left alone for a while",
            ));
        }
        let answer = runtime()?.block_on(async { timeout(TIMEOUT, call).await });
        let answer =
            answer.map_err(EngineError::index).and_then(|done| done.map_err(EngineError::index));
        let opened = self.breaker.record(answer.is_ok(), Instant::now());
        metrics().count(if answer.is_ok() { "success" } else { "failure" });
        metrics().breaker_open.set(self.breaker.is_open().into());
        if let (true, Err(error)) = (opened, &answer) {
            tracing::warn!(%error, "Qdrant failed several times: searching by words alone");
        }
        answer
    }
}

impl Collection {
    fn fill(&self, embeddings: &[(SongId, Embedding)]) -> Result<(), EngineError> {
        wait(self.connection.client.delete_collection(&self.name))?;
        let vectors = VectorParamsBuilder::new(EMBEDDING_DIM as u64, Distance::Euclid);
        let collection = CreateCollectionBuilder::new(&self.name).vectors_config(vectors);
        wait(self.connection.client.create_collection(collection))?;
        for some in embeddings.chunks(BATCH) {
            let points: Vec<PointStruct> = some.iter().map(point).collect();
            wait(
                self.connection
                    .client
                    .upsert_points(UpsertPointsBuilder::new(&self.name, points).wait(true)),
            )?;
        }
        Ok(())
    }
}

fn point((song, embedding): &(SongId, Embedding)) -> PointStruct {
    PointStruct::new(u64::from(song.0), embedding.as_slice().to_vec(), Payload::new())
}

fn neighbour(point: &ScoredPoint) -> Option<Neighbour<SongId>> {
    let Some(PointId { point_id_options: Some(PointIdOptions::Num(song)) }) = point.id else {
        return None;
    };
    // Qdrant returns the distance, the engine's indexes its square.
    Some(Neighbour { member: SongId(song.try_into().ok()?), distance: point.score * point.score })
}

/// Waits for an answer. Call it on a thread that may block.
fn wait<T>(answer: impl Future<Output = Result<T, QdrantError>>) -> Result<T, EngineError> {
    runtime()?.block_on(answer).map_err(EngineError::index)
}

/// What the calls of this process came to.
#[derive(Default)]
pub(crate) struct QdrantMetrics {
    calls: Family<CallLabels, Counter>,
    breaker_open: Gauge,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct CallLabels {
    outcome: &'static str,
}

impl QdrantMetrics {
    pub(crate) fn register(&self, registry: &mut Registry) {
        registry.register("calls", "Calls of Qdrant by outcome", self.calls.clone());
        let help = "1 while Qdrant is left alone because it failed";
        registry.register("breaker_open", help, self.breaker_open.clone());
    }

    fn count(&self, outcome: &'static str) {
        self.calls.get_or_create(&CallLabels { outcome }).inc();
    }
}

/// Those of the process: a reload of the models connects anew.
pub(crate) fn metrics() -> &'static QdrantMetrics {
    static METRICS: LazyLock<QdrantMetrics> = LazyLock::new(QdrantMetrics::default);
    &METRICS
}

/// A runtime of its own, because the engine is synchronous and is also used without a server.
fn runtime() -> Result<&'static Runtime, EngineError> {
    static RUNTIME: OnceLock<io::Result<Runtime>> = OnceLock::new();
    let build = || Builder::new_multi_thread().worker_threads(1).enable_all().build();
    RUNTIME.get_or_init(build).as_ref().map_err(EngineError::index)
}
