//! Every behaviour that a user can see, through one driver: a handbook in memory, checked, built and edited.

mod driver;
mod model;
mod rules;
