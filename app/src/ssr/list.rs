use crate::song::spotify_link;
use crate::url::{Params, list_edit, list_href, listed};
use catalog::SongEntry;

/// The URL of the song at Spotify, or of a search for it.
pub fn listen_url(song: &SongEntry) -> String {
    spotify_link(song).0
}

/// The URL of the changed list, if the parameters ask for a change.
pub(super) fn redirect(params: &Params) -> Option<String> {
    list_edit(params)?;
    listed(params).ok().map(|list| list_href(&list))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_redirects_to_the_changed_list() {
        let check = |query: &str, expected: Option<&str>| {
            assert_eq!(redirect(&Params::parse(query)).as_deref(), expected);
        };
        check("songs=a,b&add=c", Some("/list?songs=a,b,c"));
        check("add=c", Some("/list?songs=c"));
        check("songs=a,b&remove=a", Some("/list?songs=b"));
        check("songs=a,b&up=b", Some("/list?songs=b,a"));
        check("songs=a,b&down=a", Some("/list?songs=b,a"));
        check("songs=a,b", None);
        check("songs=a,b&add=two+words", None);
        check("songs=two+words&add=a", None);
    }
}
