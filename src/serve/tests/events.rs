//! What open tabs are told.

use super::*;

const SITE: &[(&str, &str)] = &[
    ("index.html", "<link rel=\"stylesheet\" href=\"s.css\"><body>Home 0</body>"),
    ("other.html", "<body>Other 0</body>"),
    ("s.css", "a{}"),
];

#[test]
fn only_the_tab_whose_page_changed_reloads() {
    let preview = Preview::of(SITE);
    let (mut home, mut other) = (preview.tab(""), preview.tab("other.html"));
    preview.write("other.html", "<body>Other 1</body>");
    other.hears("reload");
    home.hears_no(&["reload", "style", "moved"]);
    preview.shows("/other", "Other 1");
}

#[test]
fn a_changed_stylesheet_is_swapped_where_it_is_used() {
    let preview = Preview::of(SITE);
    let (mut home, mut other) = (preview.tab(""), preview.tab("other.html"));
    preview.write("s.css", "a{color:red}");
    assert!(home.hears("style").contains("s.css"));
    other.hears_no(&["reload", "style"]);
}

#[test]
fn a_tab_on_a_missing_page_is_told_when_it_comes_and_when_it_goes() {
    let preview = Preview::of(SITE);
    let mut tab = preview.tab("later");
    preview.write("later.html", "<body>Later</body>");
    tab.hears("reload");
    preview.shows("/later", "Later");
    fs::remove_file(preview.path("later.html")).expect("it is there");
    tab.hears("reload");
    assert_eq!(preview.get("/later").status, 404);
}

#[test]
fn a_tab_whose_page_moved_goes_along() {
    let preview = Preview::of(SITE);
    let mut tab = preview.tab("other");
    fs::write(preview.path("other.html.moved"), "new.html").expect("a file can be written");
    fs::rename(preview.path("other.html"), preview.path("new.html")).expect("it is there");
    tab.hears_of("moved", "\"/new.html\"");
}

#[test]
fn a_tab_that_comes_back_is_told_at_once_what_it_missed() {
    let preview = Preview::of(SITE);
    let mut fresh = preview.tab("");
    drop(preview.tab_showing("", "0.0"));
    let mut stream = preview.connect();
    write!(stream, "GET /-/events?route=&page=0.0&build=99 HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("it listens");
    Tab(BufReader::new(stream)).hears("reload");
    preview.write("other.html", "<body>Other 1</body>");
    fresh.hears_no(&["reload"]);
}

#[test]
fn errors_and_new_gaps_are_told_and_taken_back() {
    let preview = Preview::of(SITE);
    let mut tab = preview.tab("");
    preview.write("errors", "a tag is not closed");
    tab.hears_of("problems", "a tag is not closed");
    fs::remove_file(preview.path("errors")).expect("it is there");
    tab.hears_of("problems", "\"problems\":[]");
    preview.write("gaps", "one\ntwo\n");
    tab.hears_of("gaps", "\"new\":2,\"to\":\"/gaps.html#one\"");
    preview.write("other.html", "<body>Other 1</body>");
    tab.hears_of("gaps", "\"new\":0");
}

#[test]
fn a_gap_that_an_error_hid_is_not_new_and_one_that_comes_back_is() {
    let preview = Preview::of(&[("index.html", "<body>Home</body>"), ("gaps", "one\n")]);
    let mut tab = preview.tab("");
    preview.write("lost", "cannot be read");
    tab.hears_of("problems", "cannot be read");
    fs::remove_file(preview.path("gaps")).expect("it is there");
    tab.hears("build");
    preview.write("gaps", "one\ntwo\n");
    tab.hears_of("gaps", "\"new\":1,\"to\":\"/gaps.html#two\"");
    fs::remove_file(preview.path("lost")).expect("it is there");
    tab.hears_of("gaps", "\"new\":0");
    preview.write("gaps", "two\n");
    tab.hears("build");
    preview.write("gaps", "one\ntwo\n");
    tab.hears_of("gaps", "\"new\":1,\"to\":\"/gaps.html#one\"");
}

#[test]
fn the_last_good_page_stays_while_it_cannot_be_made() {
    let preview = Preview::of(SITE);
    let mut tab = preview.tab("");
    for text in ["BROKEN 1", "BROKEN 2"] {
        preview.write("index.html", text);
        let told = tab.hears("build");
        assert!(!told.contains("\"older\":null"), "{told}");
        let page = preview.get("/");
        assert!(page.status == 200 && page.body.contains("Home 0"), "{page:?}");
    }
    preview.write("index.html", "<body>Home 1</body>");
    tab.hears("reload");
    preview.shows("/", "Home 1");
}

#[test]
fn a_page_hidden_by_an_unreadable_file_stays_and_a_removed_one_does_not() {
    let preview = Preview::of(SITE);
    fs::rename(preview.path("other.html"), preview.path("other.txt")).expect("it is there");
    preview.until("/other", |answer| answer.status == 404);
    fs::rename(preview.path("other.txt"), preview.path("other.html")).expect("it is there");
    preview.shows("/other", "Other 0");
    preview.write("lost", "cannot be read");
    fs::remove_file(preview.path("other.html")).expect("it is there");
    preview.until("/other.txt", |answer| answer.status == 404);
    preview.shows("/other", "Other 0");
    fs::remove_file(preview.path("lost")).expect("it is there");
    preview.until("/other", |answer| answer.status == 404);
}

#[test]
fn a_page_that_never_could_be_made_says_why_and_recovers() {
    let preview = Preview::of(&[("index.html", "BROKEN")]);
    let page = preview.get("/");
    assert!(page.status == 500 && page.body.contains("a tag is &lt;not&gt; closed"), "{page:?}");
    let mut tab = preview.tab("");
    preview.write("index.html", "<body>Home 1</body>");
    tab.hears("reload");
}

#[test]
fn tabs_that_come_and_go_leave_nothing_behind() {
    // Threads without a name bear that of the thread that made them: so those of this preview can be told apart.
    const NAME: &str = "leak-test";
    let thread = std::thread::Builder::new().name(NAME.to_owned());
    let ended = thread.spawn(|| {
        let preview = Preview::of(SITE);
        let client = format!("client-{}", preview.port());
        for round in 0..3 {
            let mut tabs: Vec<_> = (0..40).map(|_| preview.tab("")).collect();
            assert!(preview.serving().tabs() >= 40);
            preview.write("index.html", &format!("<body>Home {round}x</body>"));
            for tab in &mut tabs {
                tab.hears("reload");
            }
        }
        // Four threads wait for connections in the server, beside this one and the one that accepts.
        let began = Instant::now();
        while preview.serving().tabs() > 0 || threads(&[NAME, &client]) > 6 {
            let left = threads(&[NAME, &client]);
            assert!(began.elapsed() < PATIENCE * 2, "{left} threads for {} tabs", preview.serving().tabs());
            std::thread::sleep(Duration::from_millis(50));
        }
    });
    ended.expect("a thread can be made").join().expect("nothing is left");
}

#[test]
fn one_tab_too_many_is_turned_away() {
    let preview = Preview::with(SITE, Settings::default(), |limits| limits.tabs = 2);
    let _tabs = [preview.tab(""), preview.tab("other")];
    assert_eq!(preview.get("/-/events?route=").status, 503);
}
