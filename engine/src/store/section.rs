//! Data that is owned while models are built, and part of a mapped file once they are loaded.

use memmap2::Mmap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use yoke::Yoke;

/// An array or a text of an artefact, `[T]` or `str`. A clone of a mapped one shares the mapping.
pub(crate) struct Section<B: ?Sized + Body>(Data<B>);

enum Data<B: ?Sized + Body> {
    Owned(B::Owned),
    Mapped(Mapped<B>),
}

/// What a section derefs to: `[T]` or `str`.
pub(crate) trait Body: ToOwned + 'static {}

impl<B: ?Sized + ToOwned + 'static> Body for B {}

/// A view of a mapped file that keeps the mapping alive.
pub(super) type Mapped<B> = Yoke<&'static B, Arc<Mmap>>;

impl<B: ?Sized + Body> Section<B> {
    pub(super) fn mapped(view: Mapped<B>) -> Self {
        Self(Data::Mapped(view))
    }

    /// The data for a change; what is mapped is copied first.
    pub(crate) fn to_mut(&mut self) -> &mut B::Owned {
        if let Data::Mapped(view) = &self.0 {
            self.0 = Data::Owned(B::to_owned(view.get()));
        }
        match &mut self.0 {
            Data::Owned(owned) => owned,
            Data::Mapped(_) => unreachable!("it is owned now"),
        }
    }
}

impl<B: ?Sized + Body> Deref for Section<B> {
    type Target = B;

    fn deref(&self) -> &B {
        match &self.0 {
            Data::Owned(owned) => owned.borrow(),
            Data::Mapped(view) => view.get(),
        }
    }
}

impl<B: ?Sized + Body<Owned: Default>> Default for Section<B> {
    fn default() -> Self {
        Self(Data::Owned(B::Owned::default()))
    }
}

impl<B: ?Sized + Body<Owned: Clone>> Clone for Section<B> {
    fn clone(&self) -> Self {
        Self(match &self.0 {
            Data::Owned(owned) => Data::Owned(owned.clone()),
            Data::Mapped(view) => Data::Mapped(view.clone()),
        })
    }
}

impl<B: ?Sized + Body + PartialEq> PartialEq for Section<B> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<B: ?Sized + Body + Eq> Eq for Section<B> {}

impl<B: ?Sized + Body + fmt::Debug> fmt::Debug for Section<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Clone + 'static> From<Vec<T>> for Section<[T]> {
    fn from(items: Vec<T>) -> Self {
        Self(Data::Owned(items))
    }
}

impl<T: Clone + 'static> FromIterator<T> for Section<[T]> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Vec::from_iter(items).into()
    }
}

impl<B: ?Sized + Body + Serialize> Serialize for Section<B> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(to)
    }
}

impl<'de, B: ?Sized + Body<Owned: Deserialize<'de>>> Deserialize<'de> for Section<B> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self(Data::Owned(B::Owned::deserialize(from)?)))
    }
}
