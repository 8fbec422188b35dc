//! Every behaviour that a user can see, through one driver: a handbook in memory, checked, built and edited.

#![allow(clippy::disallowed_methods, reason = "a test may read the clock and the environment")]
#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "built files have names that we chose")]
#![allow(clippy::wrong_self_convention, reason = "`as_of` is the word of the command line")]
#![allow(clippy::assigning_clones, reason = "a test reads better without")]

mod api;
mod cases;
mod checking;
mod cost;
mod counted;
mod disk;
mod driver;
mod example;
mod exchange;
mod facts;
mod findings;
mod fix;
mod gaps;
mod generate;
mod history;
mod hosting;
mod html;
mod large;
mod links;
mod model;
mod outside;
mod own_rules;
mod permalinks;
mod program;
mod publishing;
mod real_input;
mod rebuilt;
mod reference;
mod rooms;
mod rules;
mod schema;
mod serving;
mod shown;
mod site;
mod speed;
mod standard;
mod theme;
mod unrecorded;
mod warm;
mod weight;
mod who;
