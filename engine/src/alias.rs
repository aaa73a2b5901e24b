//! Ids in the form of Spotify's for what a catalogue names otherwise.

use catalog::{ArtistId, base62};
use sha2::{Digest, Sha256};

/// What an alias stands for. The same text has different aliases for different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AliasOf {
    /// A track, by its id.
    Track,
    /// The album that a track is taken to be alone on, by the track's id.
    Album,
    /// An artist, by name.
    Artist,
}

/// 128 bits of a hash of `text`: the same on every machine and in every version.
pub fn alias(of: AliasOf, text: &str) -> u128 {
    let kind = match of {
        AliasOf::Track => "track",
        AliasOf::Album => "album",
        AliasOf::Artist => "artist",
    };
    let hash = Sha256::new().chain_update(kind).chain_update([0]).chain_update(text).finalize();
    hash.iter().take(16).fold(0, |bits, byte| bits << 8 | u128::from(*byte))
}

/// The alias as an id of 22 characters.
pub fn alias_id(of: AliasOf, text: &str) -> String {
    base62::encode(alias(of, text))
}

/// The id of the artist with a name.
pub fn artist_id(name: &str) -> ArtistId {
    alias(AliasOf::Artist, name).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_never_change() {
        assert_eq!(artist_id("Queen").to_string(), alias_id(AliasOf::Artist, "Queen"));
        insta::assert_snapshot!(
            [AliasOf::Track, AliasOf::Album, AliasOf::Artist].map(|of| alias_id(of, "Queen")).join(" "),
            @"14TAy5rV6P6a5PXdW95dwj 4NEa4O7dJFcfNf9aGWOkGL 4ZapctcTty6aNlE76a9nen"
        );
    }
}
