//! Splits artists that a file joins with commas: "Earth, Wind & Fire, The Emotions" are two.

/// Names with commas that occur in files which do not give the number of artists.
pub(super) const NAMES_WITH_COMMAS: [&str; 8] = [
    "Blood, Sweat & Tears",
    "Crosby, Stills & Nash",
    "Crosby, Stills, Nash & Young",
    "Earth, Wind & Fire",
    "Emerson, Lake & Palmer",
    "Peter, Paul & Mary",
    "Peter, Paul and Mary",
    "Tyler, The Creator",
];

/// The artists of a cell that joins `count` of them with commas; none if that is ambiguous.
pub(super) fn split(joined: &str, count: usize) -> Option<Vec<&str>> {
    let parts: Vec<&str> = joined.split(", ").collect();
    match parts.len() {
        _ if count == 1 => Some(vec![joined]),
        found if found == count => Some(parts),
        found if found > count => None,
        _ => {
            let tight: Vec<&str> = joined.split(',').map(str::trim).collect();
            Some(if tight.len() == count { tight } else { vec![joined] })
        }
    }
}

/// The artists of a cell that joins an unknown number of them with commas.
pub(super) fn split_all(joined: &str) -> Vec<&str> {
    let mut artists = Vec::new();
    let mut rest = joined;
    while !rest.is_empty() {
        let starts = |name: &&&str| {
            let after = rest.strip_prefix(**name);
            after.is_some_and(|after| after.is_empty() || after.starts_with(", "))
        };
        let known = NAMES_WITH_COMMAS.iter().filter(starts).map(|name| name.len()).max();
        let end = known.or_else(|| rest.find(", ")).unwrap_or(rest.len());
        artists.push(&rest[..end]);
        rest = rest[end..].strip_prefix(", ").unwrap_or_default();
    }
    artists
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unambiguous_credits() {
        let check = |joined, count, expected: Option<&[&str]>| {
            assert_eq!(split(joined, count).as_deref(), expected, "{joined}");
        };
        check("KAROL G, Nicki Minaj", 2, Some(&["KAROL G", "Nicki Minaj"]));
        check("10,000 Maniacs", 1, Some(&["10,000 Maniacs"]));
        check("Tyler, The Creator", 1, Some(&["Tyler, The Creator"]));
        check("Queen", 2, Some(&["Queen"]));
        check("Foo Fighters,Queen", 2, Some(&["Foo Fighters", "Queen"]));
        check("Earth, Wind & Fire, The Emotions", 2, None);
    }

    #[test]
    fn credits_without_a_count() {
        let check = |joined, expected: &[&str]| assert_eq!(split_all(joined), expected, "{joined}");
        check("Jessie J, Ariana Grande", &["Jessie J", "Ariana Grande"]);
        check("Kali Uchis, Tyler, The Creator", &["Kali Uchis", "Tyler, The Creator"]);
        check("Crosby, Stills, Nash & Young", &["Crosby, Stills, Nash & Young"]);
        check("10,000 Maniacs", &["10,000 Maniacs"]);
    }
}
