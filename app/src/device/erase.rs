use leptos::prelude::*;

/// Erases the types of large views on the server, whose compilation takes too long otherwise.
///
/// In the browser they stay: each erased type adds code for asynchronous hydration, which is not used here
/// and came to a third of the wasm.
pub(crate) trait EraseOnServer: IntoView {
    #[cfg(feature = "ssr")]
    fn erased_on_server(self) -> AnyView {
        self.into_any()
    }

    #[cfg(not(feature = "ssr"))]
    fn erased_on_server(self) -> Self {
        self
    }
}

impl<V: IntoView> EraseOnServer for V {}
