use super::embedding::Embedding;
use crate::id::Id;
use crate::tracks::ListColumn;
use std::collections::HashMap;
use std::hash::Hash;

/// The distinct points, and the tracks or songs that share each; points with equal keys are equal.
pub(crate) fn distinct<P, K: Eq + Hash, M: Id>(
    all: impl Iterator<Item = P>,
    key: impl Fn(&P) -> K,
) -> (Vec<P>, Vec<Vec<M>>) {
    let mut positions = HashMap::new();
    let (mut points, mut members) = (Vec::new(), Vec::<Vec<M>>::new());
    for (member, point) in all.enumerate() {
        let position = *positions.entry(key(&point)).or_insert(points.len());
        if position == points.len() {
            points.push(point);
            members.push(Vec::new());
        }
        members[position].push(M::at(member));
    }
    (points, members)
}

/// What [`distinct`] was given: the embedding of every track or song, in order.
pub(crate) fn all<M: Id>(
    points: impl Iterator<Item = Embedding>,
    members: &ListColumn<M>,
) -> Vec<(M, Embedding)> {
    let mut all: Vec<(M, Embedding)> = points
        .zip(members.rows())
        .flat_map(|(point, members)| members.iter().map(move |&member| (member, point)))
        .collect();
    all.sort_unstable_by_key(|(member, _)| *member);
    all
}
