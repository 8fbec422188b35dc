//! `check --timings`: how long each step and each rule takes, on standard error.

use std::time::{Duration, Instant};

use crate::gaps::RuleRef;
use crate::site::Handbook;

/// Measures one step after another.
pub struct Clock {
    last: Instant,
    spent: Vec<(&'static str, Duration)>,
}

impl Clock {
    /// Begins to measure.
    pub fn start() -> Self {
        Self { last: now(), spent: Vec::new() }
    }

    /// Notes that a step is done.
    pub fn done(&mut self, step: &'static str) {
        let now = now();
        self.spent.push((step, now.duration_since(self.last)));
        self.last = now;
    }

    /// Prints the steps, and then every rule, the dearest first. Each rule is asked once more for it, alone.
    pub fn print(&self, handbook: &Handbook) {
        for (step, spent) in &self.spent {
            anstream::eprintln!("{:>9}  {step}", milliseconds(*spent));
        }
        let scene = handbook.scene();
        let mut rules: Vec<(Duration, &RuleRef, usize)> = scene
            .rules
            .iter()
            .map(|rule| {
                let before = now();
                let found = rule.find(&scene).len();
                (now().duration_since(before), rule, found)
            })
            .collect();
        rules.sort_by_key(|(spent, ..)| std::cmp::Reverse(*spent));
        let all: Duration = rules.iter().map(|(spent, ..)| *spent).sum();
        anstream::eprintln!("\n{:>9}  all rules, one after another on one core", milliseconds(all));
        for (spent, rule, found) in rules {
            anstream::eprintln!("{:>9}  {:<26} found {found}", milliseconds(spent), rule.id());
        }
    }
}

fn milliseconds(spent: Duration) -> String {
    format!("{:.2} ms", spent.as_secs_f64() * 1000.0)
}

#[expect(clippy::disallowed_methods, reason = "the edge where it is measured how long the program takes")]
fn now() -> Instant {
    Instant::now()
}
