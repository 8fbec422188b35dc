//! Pages of a whole handbook, made with the default theme and with others.

use std::path::Path;

use super::{Fault, Renderer, Theme};
use crate::site::{Handbook, Inputs, Shown};
use crate::source::{Disk, Sources};

fn handbook(sources: Sources) -> Handbook {
    let as_of = jiff::civil::date(2026, 11, 25);
    Handbook::load(Inputs { sources, as_of, with_drafts: true, redirects: std::collections::BTreeSet::new() })
}

/// The example handbook of this repository.
fn example() -> Sources {
    Disk::new(Path::new(env!("CARGO_MANIFEST_DIR"))).read().expect("the example handbook is there")
}

/// Every page of a handbook, by its file.
fn pages(handbook: &Handbook) -> Vec<(String, Result<String, Fault>)> {
    let settings = &handbook.model.settings;
    let theme = Theme::load(&handbook.sources, &settings.theme, &settings.language).expect("the theme is sound");
    let renderer = Renderer::new(theme, &handbook.site);
    let mut pages = Vec::new();
    for (file, route) in handbook.routes.iter() {
        if let Ok(Shown::Page(view)) = handbook.show(file, route) {
            pages.push((file.to_owned(), renderer.page(&view)));
        }
    }
    pages
}

/// Writes all pages where they can be looked at: `cargo test --lib render::tests::look -- --ignored`.
#[test]
#[ignore = "writes files for people to look at"]
fn look() {
    let handbook = handbook(example());
    let out = Path::new(env!("CARGO_MANIFEST_DIR")).join("public");
    let write = |file: &str, bytes: &[u8]| {
        let path = out.join(file);
        std::fs::create_dir_all(path.parent().expect("below the folder")).expect("can be made");
        std::fs::write(path, bytes).expect("can be written");
    };
    for (file, page) in pages(&handbook) {
        match page {
            Ok(html) => write(&file, html.as_bytes()),
            Err(fault) => println!("{file}: {fault}"),
        }
    }
    for (file, route) in handbook.routes.iter() {
        if let Ok(Shown::Bytes(bytes)) = handbook.show(file, route) {
            write(file, &bytes);
        }
    }
    let theme = Theme::load(&handbook.sources, "default", "en").expect("the theme is sound");
    for (path, bytes) in Renderer::new(theme, &handbook.site).assets() {
        write(path, bytes);
    }
}
