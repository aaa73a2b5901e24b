use crate::id::Id;
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
