//! What editors and version control do to a folder.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::*;

fn page(text: &str) -> String {
    format!("<body>{text}</body>")
}

/// Saves as vim does, by moving the old file aside.
fn save_aside(preview: &Preview, text: &str) {
    let (file, aside) = (preview.path("page.html"), preview.path("page.html~"));
    fs::write(preview.path("4913"), "").expect("writable");
    fs::remove_file(preview.path("4913")).expect("there");
    fs::write(preview.path(".page.html.swp"), "x").expect("writable");
    fs::rename(&file, &aside).expect("there");
    thread::sleep(Duration::from_millis(20));
    fs::write(&file, page(text)).expect("writable");
    fs::remove_file(aside).expect("there");
    fs::remove_file(preview.path(".page.html.swp")).expect("there");
}

/// Saves as some other editors do, by way of two other names.
fn save_swapped(preview: &Preview, text: &str) {
    let file = preview.path("page.html");
    let [new, old] = ["page.html___jb_tmp___", "page.html___jb_old___"].map(|name| preview.path(name));
    fs::write(&new, page(text)).expect("writable");
    fs::rename(&file, &old).expect("there");
    thread::sleep(Duration::from_millis(20));
    fs::rename(&new, &file).expect("there");
    fs::remove_file(&old).expect("there");
}

/// Saves by emptying the file first, and takes its time.
fn save_slowly(preview: &Preview, text: &str) {
    let mut file = fs::File::create(preview.path("page.html")).expect("writable");
    thread::sleep(Duration::from_millis(20));
    file.write_all(page(text).as_bytes()).expect("writable");
}

#[test]
fn every_save_is_shown_and_no_half_save_is() {
    let preview = Preview::of(&[("page.html", "<body>VERSION-0.</body>")]);
    let (ended, broken) = (AtomicBool::new(false), Mutex::new(Vec::<(String, u16, usize)>::new()));
    let now = Mutex::new(String::new());
    thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(Ordering::Relaxed) {
                let answer = preview.get("/page");
                if answer.status != 200 || !answer.body.contains("VERSION-") {
                    broken.lock().expect("whole").push((
                        now.lock().expect("whole").clone(),
                        answer.status,
                        answer.body.len(),
                    ));
                }
            }
        });
        let saves = [save_aside, save_swapped, save_slowly];
        for number in 1..=9 {
            *now.lock().expect("whole") = format!("save {number}");
            saves[number % 3](&preview, &format!("VERSION-{number}."));
            preview.shows("/page", &format!("VERSION-{number}."));
        }
        assert!(preview.builds() <= 27, "{} builds for 9 saves", preview.builds());
        for number in 10..=21 {
            *now.lock().expect("whole") = format!("save {number}");
            saves[number % 3](&preview, &format!("VERSION-{number}."));
        }
        preview.shows("/page", "VERSION-21.");
        ended.store(true, Ordering::Relaxed);
    });
    assert!(broken.lock().expect("whole").is_empty(), "{broken:?}");
}

#[test]
fn folders_may_come_move_and_go() {
    let preview = Preview::of(&[("teams/payments.html", "<body>VERSION-0</body>"), ("old.html", "<body>old</body>")]);
    preview.write("new/deep/first.html", "<body>first</body>");
    preview.shows("/new/deep/first", "first");
    fs::rename(preview.path("teams"), preview.path("squads")).expect("there");
    preview.shows("/squads/payments", "VERSION-0");
    assert_eq!(preview.get("/teams/payments").status, 404);
    preview.write("squads/payments.html", "<body>VERSION-1</body>");
    preview.shows("/squads/payments", "VERSION-1");
    fs::remove_file(preview.path("old.html")).expect("there");
    preview.until("/old", |answer| answer.status == 404);
    fs::rename(preview.path("new"), preview.path("newer")).expect("there");
    fs::rename(preview.path("newer"), preview.path("new")).expect("there");
    preview.write("new/deep/first.html", "<body>second</body>");
    preview.shows("/new/deep/first", "second");
    fs::remove_dir_all(preview.path("new")).expect("there");
    preview.until("/new/deep/first", |answer| answer.status == 404);
}

#[test]
fn a_whole_content_folder_may_be_replaced() {
    let preview = Preview::of(&[("a.html", "<body>one</body>")]);
    let content = preview.path("");
    let aside = preview.folder.path().join("aside");
    let mut tab = preview.tab("a");
    fs::rename(&content, &aside).expect("there");
    tab.hears_of("problems", "there is no content folder");
    preview.shows("/a", "one");
    preview.write("a.html", "<body>two</body>");
    preview.shows("/a", "two");
    preview.write("a.html", "<body>three</body>");
    preview.shows("/a", "three");
    tab.hears_of("problems", "\"problems\":[]");
}

#[test]
#[cfg(unix)]
fn a_linked_folder_is_watched_too() {
    let preview = Preview::of(&[("index.html", "<body>Home</body>")]);
    let shared = preview.folder.path().join("shared");
    fs::create_dir(&shared).expect("writable");
    fs::write(shared.join("a.html"), "<body>one</body>").expect("writable");
    std::os::unix::fs::symlink(&shared, preview.path("linked")).expect("writable");
    preview.shows("/linked/a", "one");
    // Sooner than a look without a hint could find it.
    let began = Instant::now();
    fs::write(shared.join("a.html"), "<body>two</body>").expect("writable");
    preview.shows("/linked/a", "two");
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
}

#[test]
fn a_great_many_files_at_once_are_one_burst() {
    let preview = Preview::of(&[("index.html", "<body>Home</body>")]);
    for number in 0..2000 {
        fs::write(preview.path(&format!("page-{number}.html")), "<body>one</body>").expect("writable");
    }
    preview.shows("/page-1999", "one");
    assert!(preview.builds() <= 4, "{} builds", preview.builds());
}

#[test]
fn the_output_folder_and_reading_wake_nobody() {
    let preview = Preview::of(&[("index.html", "<body>Home</body>")]);
    preview.write("public/index.html", "<body>published</body>");
    preview.get("/");
    fs::read(preview.path("index.html")).expect("there");
    preview.write("public/other.html", "<body>published</body>");
    thread::sleep(Duration::from_millis(400));
    assert_eq!(preview.builds(), 0);
}

#[test]
fn without_being_told_it_looks_by_itself() {
    let settings = Settings { poll: true, ..Settings::default() };
    let preview = Preview::with(&[("a.html", "<body>one</body>")], settings, |_| {});
    preview.write("a.html", "<body>two</body>");
    preview.shows("/a", "two");
}

#[test]
fn a_save_is_shown_at_once() {
    let preview = Preview::of(&[("page.html", "<body>0</body>")]);
    let mut took: Vec<Duration> = (1..=15)
        .map(|number| {
            thread::sleep(Duration::from_millis(50));
            let began = Instant::now();
            preview.write("page.html", &page(&format!("VERSION-{number}.")));
            preview.shows("/page", &format!("VERSION-{number}."));
            began.elapsed()
        })
        .collect();
    took.sort();
    println!("median {:?}, most {:?}", took[7], took[14]);
    assert!(took[7] < Duration::from_millis(150), "{took:?}");
}
