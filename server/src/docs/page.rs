use leptos::prelude::*;

/// A complete HTML document.
pub(super) fn page(title: &'static str, content: impl IntoView + 'static) -> String {
    let html = Owner::new().with(|| document(title, content).to_html());
    // Remove hydration markers: these pages have no script.
    format!("<!DOCTYPE html>\n{}", html.replace("<!>", ""))
}

fn document(title: &'static str, content: impl IntoView) -> impl IntoView {
    view! {
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <title>{title} " – Earworm"</title>
                <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
                <link rel="stylesheet" href="/docs/docs.css" />
            </head>
            <body>
                <header>
                    <a href="/">"Earworm"</a>
                </header>
                <main>
                    <h1>{title}</h1>
                    {content}
                </main>
            </body>
        </html>
    }
}
