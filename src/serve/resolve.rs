//! From a path to an output file, the way real hosts answer with and without `.html` and a trailing slash.

use super::media::is_page;

/// What stands at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Resolved {
    /// An output file.
    File(String),
    /// The same thing at its proper path (below the base, without a leading slash).
    Redirect(String),
    /// Nothing; the name of the page that would stand there.
    Missing(String),
}

/// What stands at `path` (below the base, without a leading slash), where `has` says which output files there are.
///
/// A redirect never leads to another one.
pub(super) fn resolve(path: &str, has: impl Fn(&str) -> bool) -> Resolved {
    let is_odd = path.split('/').rev().skip(1).any(str::is_empty);
    if is_odd {
        return Resolved::Missing(path.to_owned());
    }
    let Some(folder) = folder(path) else { return without_slash(path, has) };
    let index = if folder.is_empty() { "index.html".to_owned() } else { format!("{folder}/index.html") };
    if has(&index) {
        return Resolved::File(index);
    }
    // `/teams/payments/`: the page is a file here; its relative links only work without the slash.
    if !folder.is_empty() && (has(folder) || has(&format!("{folder}.html"))) {
        return Resolved::Redirect(folder.to_owned());
    }
    Resolved::Missing(index)
}

/// The folder that a path names with its trailing slash.
fn folder(path: &str) -> Option<&str> {
    if path.is_empty() { Some("") } else { path.strip_suffix('/') }
}

fn without_slash(path: &str, has: impl Fn(&str) -> bool) -> Resolved {
    if has(path) {
        return Resolved::File(path.to_owned());
    }
    let page = format!("{path}.html");
    if has(&page) {
        return Resolved::File(page);
    }
    if has(&format!("{path}/index.html")) {
        return Resolved::Redirect(format!("{path}/"));
    }
    Resolved::Missing(if is_page(path) { path.to_owned() } else { page })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str, files: &[&str]) -> Resolved {
        resolve(path, |file| files.contains(&file))
    }

    fn file(name: &str) -> Resolved {
        Resolved::File(name.to_owned())
    }

    fn redirect(to: &str) -> Resolved {
        Resolved::Redirect(to.to_owned())
    }

    #[test]
    fn pages_are_found_with_and_without_their_ending() {
        let files = ["index.html", "teams/index.html", "teams/payments.html", "assets/style.css"];
        for (path, expected) in [
            ("", file("index.html")),
            ("index.html", file("index.html")),
            ("teams/", file("teams/index.html")),
            ("teams/index.html", file("teams/index.html")),
            ("teams", redirect("teams/")),
            ("teams/payments", file("teams/payments.html")),
            ("teams/payments.html", file("teams/payments.html")),
            ("teams/payments/", redirect("teams/payments")),
            ("assets/style.css", file("assets/style.css")),
            ("assets/", Resolved::Missing("assets/index.html".to_owned())),
            ("later", Resolved::Missing("later.html".to_owned())),
            ("later/", Resolved::Missing("later/index.html".to_owned())),
            ("/evil.example/", Resolved::Missing("/evil.example/".to_owned())),
            ("teams//payments", Resolved::Missing("teams//payments".to_owned())),
        ] {
            assert_eq!(at(path, &files), expected, "{path}");
        }
    }

    #[test]
    fn a_page_and_a_folder_of_one_name_do_not_redirect_to_each_other() {
        let files = ["teams.html", "teams/index.html"];
        assert_eq!(at("teams", &files), file("teams.html"));
        assert_eq!(at("teams/", &files), file("teams/index.html"));
    }

    #[test]
    fn a_redirect_never_leads_to_another() {
        let all = ["a.html", "a/index.html", "a/b.html", "a/b/index.html", "index.html"];
        for chosen in 0..32_u32 {
            let files: Vec<&str> = (0..5).filter(|bit| chosen >> bit & 1 == 1).map(|bit| all[bit]).collect();
            for path in ["", "a", "a/", "a/b", "a/b/", "a.html", "a/index"] {
                if let Resolved::Redirect(to) = at(path, &files) {
                    assert!(matches!(at(&to, &files), Resolved::File(_)), "{path} -> {to} in {files:?}");
                }
            }
        }
    }
}
