//! Bailiwick
#![forbid(unsafe_code)]
pub mod diagnostic;
pub mod gaps;
pub mod guide;
pub mod model;
pub mod publish;
pub mod render;
pub mod routes;
pub mod site;
pub mod source;
