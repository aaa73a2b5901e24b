use super::app::App;
use super::head::Head;
use super::initial_answers::InitialAnswers;
use crate::text::{Language, NAME};
use leptos::nonce::{Nonce, use_nonce};
use leptos::prelude::*;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

/// The document around the page.
pub(super) fn shell(
    options: &LeptosOptions,
    language: Language,
    head: Head,
    initial: InitialAnswers,
) -> impl IntoView + use<> {
    let Head { title, description, canonical } = head;
    let package = package(options);
    view! {
        <!DOCTYPE html>
        <html lang=language.code()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>{title.clone()}</title>
                {open_graph("og:title", title)}
                {open_graph("og:type", "website")}
                {open_graph("og:site_name", NAME)}
                {canonical.map(|url| view! { <link rel="canonical" href=url /> })}
                {description
                    .map(|description| {
                        view! {
                            <meta name="description" content=description.clone() />
                            {open_graph("og:description", description)}
                        }
                    })}
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbf7f0" />
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#17141c" />
                <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
                <link rel="apple-touch-icon" href="/icon-192.png" />
                <link rel="manifest" href="/manifest.webmanifest" />
                <AutoReload options=options.clone() />
                <link id="leptos" rel="stylesheet" href=package.style.clone() />
                <script type="module" nonce=use_nonce()>
                    {waking(package)}
                </script>
            </head>
            <body>
                <App initial />
            </body>
        </html>
    }
}

/// A meta element of the Open Graph protocol, whose attribute the `view!` macro does not know.
fn open_graph(property: &'static str, content: impl Into<String>) -> impl IntoView {
    leptos::html::meta().attr("property", property).attr("content", content.into())
}

/// The script that hydrates the parts of the page.
fn waking(package: &Package) -> String {
    let Package { script, wasm, .. } = package;
    format!("{}({script:?}, {wasm:?});", include_str!("wake.js").trim())
}

/// The URLs of what cargo-leptos has built.
struct Package {
    style: String,
    script: String,
    wasm: String,
}

/// Read once: the files do not change while the server runs.
fn package(options: &LeptosOptions) -> &'static Package {
    static PACKAGE: OnceLock<Package> = OnceLock::new();
    PACKAGE.get_or_init(|| {
        let hashes = if options.hash_files { hashes(&options.hash_file) } else { String::new() };
        let url = |kind| url(options, &hashes, kind);
        // cargo-leptos hashes the wasm before it writes the name of the split loader into it.
        let wasm = match hash(&hashes, "split") {
            Some(split) => format!("{}?{split}", url("wasm")),
            None => url("wasm"),
        };
        Package { style: url("css"), script: url("js"), wasm }
    })
}

fn url(options: &LeptosOptions, hashes: &str, kind: &str) -> String {
    let LeptosOptions { output_name, site_pkg_dir, .. } = options;
    let hash = hash(hashes, kind).map(|hash| format!(".{hash}")).unwrap_or_default();
    format!("/{site_pkg_dir}/{output_name}{hash}.{kind}")
}

fn hash<'a>(hashes: &'a str, kind: &str) -> Option<&'a str> {
    let mut lines = hashes.lines().filter_map(|line| line.split_once(": "));
    lines.find(|(of, _)| *of == kind).map(|(_, hash)| hash.trim())
}

// The file is beside the server, which has checked that it exists.
fn hashes(file: &str) -> String {
    let server = std::env::current_exe().ok();
    let path = server.as_deref().and_then(Path::parent).map(|dir| dir.join(file));
    path.and_then(|path| fs::read_to_string(path).ok()).unwrap_or_default()
}

/// What the page may load: scripts with the nonce of this response, and nothing from other origins.
pub(super) fn content_security_policy(options: &LeptosOptions, nonce: &Nonce) -> String {
    format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self'{reload}; object-src 'none'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'",
        reload = reload_source(options),
    )
}

// `cargo leptos watch` announces changes on another port.
fn reload_source(options: &LeptosOptions) -> String {
    if std::env::var_os("LEPTOS_WATCH").is_none() {
        return String::new();
    }
    let port = options.reload_external_port.unwrap_or(options.reload_port);
    format!(" ws://127.0.0.1:{port} ws://localhost:{port}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_of_built_files() {
        let options = LeptosOptions::builder().output_name("earworm").build();
        let check = |hashes: &str, kind: &str, expected: &str| {
            assert_eq!(url(&options, hashes, kind), expected);
        };
        check("", "css", "/pkg/earworm.css");
        check("js: a-b\ncss: c_d\nwasm: e\n", "css", "/pkg/earworm.c_d.css");
        check("js: a-b\ncss: c_d\nwasm: e\n", "js", "/pkg/earworm.a-b.js");
    }
}
