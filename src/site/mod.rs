//! What each page shows: one kind of page per file, a typed view each.
//!
//! [`Handbook::load`] brings model, addresses and judgement together; [`Handbook::show`] gives what stands at a route:
//! a [`View`] for the theme, or the bytes of a file. No HTML is made here, and nothing knows the theme.

pub mod frame;
mod framing;
mod gap;
mod handbook;
mod here;
mod live;
mod navigation;
mod pages;
pub mod parts;
mod relations;
pub mod view;
pub mod who;

pub use frame::{Frame, SiteView};
pub use handbook::{Handbook, Inputs, Past, Shown, earlier};
pub use live::Block;
pub use parts::Name;
pub use view::{Data, Href, Markdown, View};
pub use who::Who;
