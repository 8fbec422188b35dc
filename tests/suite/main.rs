//! Every behaviour that a user can see, through one driver: a handbook in memory, checked, built and edited.

mod cases;
mod driver;
mod example;
mod findings;
mod gaps;
mod generate;
mod html;
mod model;
mod program;
mod real_input;
mod reference;
mod rooms;
mod rules;
mod site;
mod theme;
