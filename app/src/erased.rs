use leptos::prelude::*;

/// Erases the types of large views on the server, where the compiler could not follow them otherwise.
///
/// In the browser they stay: there each erased type would bring code along that hydrates it asynchronously,
/// which nothing here does; it was a third of all code.
pub(crate) trait Erase: IntoView {
    /// The view, of whatever type.
    #[cfg(feature = "ssr")]
    fn erased(self) -> AnyView {
        self.into_any()
    }

    /// The view as it is.
    #[cfg(not(feature = "ssr"))]
    fn erased(self) -> Self {
        self
    }
}

impl<V: IntoView> Erase for V {}
