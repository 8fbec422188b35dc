//! A view and a theme in, HTML out.
//!
//! Markdown becomes HTML here ([`to_html`]): its links are already followed and its headings already named by the
//! outline, so what the checker accepts is what the page holds. This room must not look at the model or the disk.

mod markdown;

pub use markdown::{Html, to_html};
