use crate::{App, Language};
use leptos::nonce::Nonce;
use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags};

/// The document around the page.
pub(super) fn shell(options: LeptosOptions, language: Language) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang=language.code()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbf7f0" />
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#17141c" />
                <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
                <link rel="apple-touch-icon" href="/icon-192.png" />
                <link rel="manifest" href="/manifest.webmanifest" />
                <AutoReload options=options.clone() />
                <HashedStylesheet options=options.clone() id="leptos" />
                <HydrationScripts options />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// What the page may load: scripts run only with this response's nonce, and nothing comes from
/// elsewhere.
pub(super) fn content_security_policy(options: &LeptosOptions, nonce: &Nonce) -> String {
    format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self'{reload}; object-src 'none'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'",
        reload = reload_source(options),
    )
}

// Under `cargo leptos watch` the page listens for changes on another port.
fn reload_source(options: &LeptosOptions) -> String {
    if std::env::var_os("LEPTOS_WATCH").is_none() {
        return String::new();
    }
    let port = options.reload_external_port.unwrap_or(options.reload_port);
    format!(" ws://127.0.0.1:{port} ws://localhost:{port}")
}
