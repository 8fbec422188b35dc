//! The drawings that a page carries: only those it uses.

use std::collections::HashSet;

/// What opens the part of a page from which unused drawings are taken.
const START: &str = "<svg hidden id=\"bw--icons\">";

/// The page without the drawings that nothing on it uses. A page whose theme has no such part stays as it is.
pub(super) fn only_used(page: String) -> String {
    let Some(start) = page.find(START).map(|at| at + START.len()) else { return page };
    let Some(end) = page[start..].find("</svg>").map(|at| start + at) else { return page };
    let used: HashSet<&str> = page.split("href=\"#").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0)).collect();
    let mut kept = String::with_capacity(page.len());
    kept.push_str(&page[..start]);
    for symbol in page[start..end].split_inclusive("</symbol>") {
        let id = symbol.split_once("id=\"").and_then(|(_, rest)| rest.split_once('"')).map_or("", |(id, _)| id);
        if used.contains(id) {
            kept.push_str(symbol);
        }
    }
    kept.push_str(&page[end..]);
    kept
}

#[cfg(test)]
mod tests {
    use super::only_used;

    #[test]
    fn a_page_keeps_the_drawings_it_uses() {
        let symbol = |id: &str| format!("<symbol id=\"{id}\"><path/></symbol>");
        let page = |symbols: &str| {
            format!("<svg hidden id=\"bw--icons\">{symbols}</svg><p><use href=\"#bw--i-a\"/>#bw--i-b</p>")
        };
        let all = page(&[symbol("bw--i-a"), symbol("bw--i-b")].concat());
        assert_eq!(only_used(all), page(&symbol("bw--i-a")));
        assert_eq!(only_used("<p>plain</p>".to_owned()), "<p>plain</p>");
    }
}
