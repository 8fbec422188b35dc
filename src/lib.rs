//! Bailiwick: a static site generator for an engineering ownership handbook. A bailiwick is the area for which someone
//! is accountable.
//!
//! # The map
//!
//! The rooms follow the way the data takes, and one may only name rooms above it in this list (a test reads the `use`
//! lines):
//!
//! | room | what it is |
//! |---|---|
//! | [`source`] | the files of one moment, and places in them; the only reader of the handbook's disk |
//! | [`guide`] | the words every handbook starts with |
//! | [`diagnostic`] | what is said about a place in a file, and its printers |
//! | [`model`] | typed ownership: reading it, resolving names, coverage, checklists |
//! | [`history`] | the files of a git revision, and who owned what when; only where somebody asks |
//! | [`exchange`] | other formats, one file each, in and out |
//! | [`routes`] | which addresses exist, and where a link leads |
//! | [`gaps`] | the rules, and what they find |
//! | [`fix`] | mending what is mechanical: which bytes of which file become which |
//! | [`site`] | what each page shows: a typed view for each kind |
//! | [`render`] | a view and a theme in, HTML out; [`render::Site`] is the whole |
//! | [`outside`] | links to other sites, asked whether anything is still there; only where somebody asks for it |
//! | [`publish`] | putting files on disk without destroying anything |
//! | [`cache`] | what was made once, kept on disk between runs |
//! | [`serve`] | watching, and the preview |
//! | [`cli`] | one command per file |
//!
//! # The idea
//!
//! A site is a function of its inputs: [`site::Inputs`] → [`render::Site`], and [`render::Site::render`] gives one
//! file's bytes. `build` asks for every file and hands each to [`publish`]; `serve` keeps the site in memory and asks
//! for a file when a browser does. The date is an input. The core has no clock, no environment and no network.
//!
//! Three words are kept apart. An author's slip is a [`diagnostic::Diagnostic`]: loading never fails, it notes.
//! Missing ownership is a [`gaps::Gap`]. Our own fault is a panic with a reason.

#![forbid(unsafe_code)]
#![allow(
    rustdoc::private_intra_doc_links,
    reason = "the map is for those who work here: `cargo doc --document-private-items`"
)]

pub mod cache;
pub mod cli;
pub mod diagnostic;
pub mod exchange;
pub mod fix;
pub mod gaps;
pub mod guide;
pub mod history;
pub mod model;
pub mod outside;
pub mod publish;
pub mod render;
pub mod routes;
pub mod serve;
pub mod site;
pub mod source;
