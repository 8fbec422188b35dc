//! What fixed jobs allocate: a measure of work and memory that is the same on every machine, however busy.
//!
//! A job runs on a pool of one thread, for the counts are a thread's own. It runs once before it is counted, so that what
//! the process makes only once (grammars, the guide, the theme) is not part of it.

use allocation_counter::AllocationInfo;
use bailiwick::render::Site;

use crate::driver::Handbook;
use crate::generate::{organisation, pages, pages_in_one_folder};

/// How much more than the committed figures a job may take, in per cent: compilers and their settings differ, and pages
/// gain parts.
const MARGIN: u64 = 50;

/// The most by which a doubled handbook may cost more, in per cent.
const MOST_PER_DOUBLING: u64 = 215;

/// A fixed job, and what it took when it was last looked at.
struct Job {
    title: &'static str,
    run: fn(),
    /// How often it asked for memory.
    allocations: u64,
    /// The most bytes that it held at once.
    bytes: u64,
}

/// Where a change makes a job cheaper, lower its figures; where it must make it dearer, say why in the commit that raises
/// them.
const JOBS: [Job; 3] = [
    Job {
        title: "read and judge 60 teams and 600 systems",
        run: || drop(site(&organisation(60, 600))),
        allocations: 200_000,
        bytes: 10_954_000,
    },
    Job {
        title: "build 20 teams and 200 systems",
        run: || build(&organisation(20, 200)),
        allocations: 2_028_000,
        bytes: 12_649_000,
    },
    Job { title: "build 100 pages", run: || build(&pages(100)), allocations: 370_000, bytes: 5_841_000 },
];

/// Makes a handbook that is so many units large.
type Shape = fn(u64) -> Vec<(String, String)>;

fn site(files: &[(String, String)]) -> Site {
    Handbook::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))).site()
}

fn build(files: &[(String, String)]) {
    let site = site(files);
    for file in site.files() {
        site.render(&file).unwrap_or_else(|fault| panic!("{file} renders: {fault}"));
    }
}

/// What a job allocates when it runs for the second time.
fn cost(job: impl Fn() + Send + Sync) -> AllocationInfo {
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool of one thread");
    alone.install(|| {
        job();
        allocation_counter::measure(&job)
    })
}

#[test]
fn fixed_jobs_allocate_no_more_than_they_did() {
    let mut wrong = Vec::new();
    for Job { title, run, allocations, bytes } in JOBS {
        let found = cost(run);
        let (count, held) = (found.count_total, found.bytes_max);
        println!("{title}: {count} allocations, {held} bytes at once");
        let is_dearer = |found: u64, known: u64| found * 100 > known * (100 + MARGIN);
        if is_dearer(count, allocations) || is_dearer(held, bytes) {
            wrong.push(format!("{title}: {count} allocations, {held} bytes at once"));
        }
    }
    assert_eq!(wrong, [] as [String; 0]);
}

#[test]
fn a_doubled_handbook_costs_twice_as_much() {
    // Without optimisation the large ones take minutes.
    let unit = if cfg!(debug_assertions) { 50 } else { 1000 };
    let shapes: [(&str, Shape); 3] = [
        ("pages in folders of 50", pages),
        ("pages in one folder", pages_in_one_folder),
        ("systems", |count| organisation(count / 10, count)),
    ];
    for (shape, make) in shapes {
        let costs = [1, 2, 4].map(|times| {
            let files = make(unit * times);
            let found = cost(|| build(&files));
            println!("{} {shape}: {} allocations, {} bytes at once", unit * times, found.count_total, found.bytes_max);
            [found.count_total, found.bytes_total, found.bytes_max]
        });
        for (half, whole) in costs.iter().zip(&costs[1..]) {
            for (half, whole) in half.iter().zip(whole) {
                assert!(whole * 100 < half * MOST_PER_DOUBLING, "{shape}: {half}, and doubled {whole}");
            }
        }
    }
}
