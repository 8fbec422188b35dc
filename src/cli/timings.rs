//! `--timings`: how long each step takes, on standard error; for `check` each rule, for `build` each step of a page.

use std::cell::{Cell, RefCell};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::gaps;
use crate::routes::Earlier;
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

    /// How long all steps took.
    pub fn all(&self) -> Duration {
        self.spent.iter().map(|(_, spent)| *spent).sum()
    }

    /// Prints the steps.
    pub fn print(&self) {
        print(&self.spent);
    }

    /// Prints the steps, and then every rule that is on, the dearest first. Each is asked once more for it, alone, with
    /// all that it was asked with.
    pub fn print_with_rules(&self, handbook: &Handbook, earlier: Option<&Earlier>) {
        self.print();
        let mut rules: Vec<(Duration, String, usize)> = Vec::new();
        gaps::one_by_one(&handbook.scene().since(earlier), &mut |rule, scene| {
            let before = now();
            let found = rule.find(scene);
            rules.push((now().duration_since(before), rule.id().to_owned(), found.len()));
            found
        });
        rules.sort_by_key(|(spent, ..)| std::cmp::Reverse(*spent));
        let all: Duration = rules.iter().map(|(spent, ..)| *spent).sum();
        anstream::eprintln!("\n{:>9}  all rules, one after another on one core", milliseconds(all));
        for (spent, rule, found) in rules {
            anstream::eprintln!("{:>9}  {:<26} found {found}", milliseconds(spent), rule);
        }
    }
}

/// What all threads spent on the steps of many pages, added up.
#[derive(Default)]
pub struct Laps {
    spent: Mutex<Vec<(&'static str, Duration)>>,
}

/// One page's steps, on one thread; added to the others when it is dropped.
pub struct Lap<'a> {
    laps: &'a Laps,
    last: Cell<Instant>,
    spent: RefCell<Vec<(&'static str, Duration)>>,
}

impl Laps {
    /// This thread begins with a page.
    pub fn begin(&self) -> Lap<'_> {
        Lap { laps: self, last: Cell::new(now()), spent: RefCell::default() }
    }

    /// Prints the steps, the dearest first.
    pub fn print(&self) {
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        spent.sort_by_key(|(_, spent)| std::cmp::Reverse(*spent));
        let all: Duration = spent.iter().map(|(_, spent)| *spent).sum();
        anstream::eprintln!("\n{:>9}  all files, on all threads together", milliseconds(all));
        print(&spent);
    }
}

impl Lap<'_> {
    /// Notes that a step is done; one that is done several times adds up.
    pub fn done(&self, step: &'static str) {
        let now = now();
        add(&mut self.spent.borrow_mut(), step, now.duration_since(self.last.replace(now)));
    }
}

impl Drop for Lap<'_> {
    fn drop(&mut self) {
        let mut all = self.laps.spent.lock().unwrap_or_else(PoisonError::into_inner);
        for (step, spent) in self.spent.borrow().iter() {
            add(&mut all, step, *spent);
        }
    }
}

fn add(to: &mut Vec<(&'static str, Duration)>, step: &'static str, spent: Duration) {
    match to.iter_mut().find(|(known, _)| *known == step) {
        Some((_, all)) => *all += spent,
        None => to.push((step, spent)),
    }
}

fn print(steps: &[(&'static str, Duration)]) {
    for (step, spent) in steps {
        anstream::eprintln!("{:>9}  {step}", milliseconds(*spent));
    }
}

fn milliseconds(spent: Duration) -> String {
    format!("{:.2} ms", spent.as_secs_f64() * 1000.0)
}

#[expect(clippy::disallowed_methods, reason = "the edge where it is measured how long the program takes")]
fn now() -> Instant {
    Instant::now()
}
