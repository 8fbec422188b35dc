//! What all rules together cost, and that it grows as the organisation does.

use std::time::Duration;

use bailiwick::gaps::{Rule, Scene, judge, rules};

use crate::driver::Handbook;

/// How much dearer four times the systems may be. Linear is 4 and quadratic 16; seconds would depend on the machine.
const MOST: u32 = 9;

/// How long this thread has run on a core, whatever else the machine does meanwhile.
#[cfg(target_os = "linux")]
fn spent() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux counts what a thread runs");
    let nanoseconds = text.split_whitespace().next().and_then(|word| word.parse().ok());
    Duration::from_nanos(nanoseconds.expect("the first number is the time on a core"))
}

#[cfg(not(target_os = "linux"))]
#[expect(clippy::disallowed_methods, reason = "a test measures")]
fn spent() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

/// The least of three tries.
fn cost<T>(mut run: impl FnMut() -> T) -> Duration {
    let once = |_| {
        let before = spent();
        std::hint::black_box(run());
        spent().checked_sub(before).unwrap_or_default()
    };
    (0..3).map(once).min().unwrap_or_default()
}

/// What all rules cost on a handbook; the dearest are printed.
fn cost_of_all(title: &str, files: &[(String, String)]) -> Duration {
    let checked = Handbook::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))).check();
    let handbook = &checked.handbook;
    let scene = Scene::new(&handbook.model, &handbook.routes, &handbook.sources, handbook.as_of);
    let of = |rule: &&'static Rule| (cost(|| (rule.find)(&scene)), rule.id, (rule.find)(&scene).len());
    let mut costs: Vec<(Duration, &str, usize)> = rules::ALL.iter().map(of).collect();
    costs.sort_unstable_by(|a, b| b.cmp(a));
    // A core's clock ticks too coarsely to add up one rule after another.
    let all = cost(|| rules::ALL.iter().map(|rule| (rule.find)(&scene).len()).sum::<usize>());
    let found: usize = costs.iter().map(|(.., found)| found).sum();
    // On a pool's own thread, for that is whose time is counted.
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool of one thread");
    let whole = alone.install(|| cost(|| judge(&scene)));
    println!("{title}: {found} found; all rules {all:.1?}, judged whole {whole:.1?}, on one core");
    for (cost, rule, found) in costs.iter().take(10) {
        println!("  {rule:26} {found:6} found  {cost:.2?}");
    }
    all
}

/// An organisation whose every owner is misspelt in a way of its own, among teams with names that are all alike.
fn misspelt(mut files: Vec<(String, String)>) -> Vec<(String, String)> {
    for (at, (_, text)) in files.iter_mut().enumerate() {
        let lines = text.lines().enumerate().map(|(line, words)| match words.strip_prefix("    owner: team-") {
            Some(_) => format!("    owner: taem-{at}x{line}\n"),
            None => format!("{words}\n"),
        });
        *text = lines.collect();
    }
    files
}

#[test]
fn what_all_rules_cost_grows_with_the_number_of_systems_and_not_faster() {
    let usual = |times: u64| crate::generate::organisation(400 * times, 4000 * times);
    for (title, make) in [("usual", (|files| files) as fn(_) -> _), ("misspelt", misspelt)] {
        let few = cost_of_all(&format!("{title}, 4,000 systems"), &make(usual(1)));
        let many = cost_of_all(&format!("{title}, 16,000 systems"), &make(usual(4)));
        assert!(many < few * MOST, "{title}: {few:?} for four thousand systems, {many:?} for sixteen thousand");
    }
}
