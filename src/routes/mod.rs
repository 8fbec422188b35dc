//! Which addresses exist, what stands at each, and where a link leads.
//!
//! [`Routes::of`] lists every address of a site from the model, finds those that two sources claim, and turns earlier
//! addresses into redirects. [`Routes::resolve`] follows a link as an author wrote it; what it calls broken is broken
//! in the output, for the output's links are made from its answers. No HTML is made here.

mod about;
mod address;
mod anchor;
mod badge;
mod claim;
mod earlier;
mod followed;
mod maps;
mod part;
mod resolve;
mod route;
mod table;
mod withheld;

pub use address::{Address, decode, encode, relative};
pub use anchor::{Anchor, anchor};
pub use earlier::{Earlier, written_ids};
pub use followed::{Edited, Followed, Nowhere};
pub use maps::map_file;
pub use part::{List, Part};
pub use resolve::{Broken, Context, Target};
pub use route::Route;
pub use table::{FEED, Redirect, Routes};
