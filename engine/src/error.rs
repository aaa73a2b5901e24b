use catalog::TrackId;

/// Why the engine could not be loaded or could not answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// No track of the catalogue has this id.
    #[error("no track has the id {0}: search for its title to find the right one")]
    UnknownTrack(TrackId),
}
