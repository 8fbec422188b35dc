//! Puts the preview's script and stylesheet into a page that is served; a published page never has them.

/// The script, as it is served.
pub(super) const SCRIPT: &str = include_str!("../../themes/default/preview/preview.js");

/// The stylesheet, as it is served.
pub(super) const STYLE: &str = include_str!("../../themes/default/preview/preview.css");

/// What the script is told by the page it stands in.
pub(super) struct Told<'a> {
    /// The site's base path, `/` or `/eng/`.
    pub base: &'a str,
    /// The token of what the tab shows.
    pub token: &'a str,
}

/// The page with the preview's lines before its `</body>`, or at its end.
pub(super) fn inject(html: &[u8], told: &Told<'_>) -> Vec<u8> {
    let lines = lines(told);
    let at = end_of_body(html).unwrap_or(html.len());
    [&html[..at], lines.as_bytes(), &html[at..]].concat()
}

fn lines(told: &Told<'_>) -> String {
    let (base, token) = (escape(told.base), escape(told.token));
    format!(
        "<link rel=\"stylesheet\" href=\"{base}-/preview.css\" data-preview>\
         <script src=\"{base}-/preview.js\" data-preview data-base=\"{base}\" data-page=\"{token}\" \
         defer></script>"
    )
}

fn end_of_body(html: &[u8]) -> Option<usize> {
    const END: &[u8] = b"</body";
    html.windows(END.len()).rposition(|window| window.eq_ignore_ascii_case(END))
}

/// Text made safe for HTML, inside and outside of quotes.
pub(super) fn escape(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
        out
    })
}

/// A small page of the preview's own: where the site has none to show.
pub(super) fn own_page(title: &str, text: &str) -> String {
    let (title, text) = (escape(title), escape(text));
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"></head><body><main><h1>{title}</h1>\
         <p style=\"white-space:pre-wrap\">{text}</p></main></body></html>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_stand_before_the_last_end_of_the_body_and_nothing_else_changes() {
        let told = Told { base: "/e\"><script>/", token: "x.y" };
        for html in ["<body><code>&lt;/body></code></body></html>", "<BODY>a</BODY>", "no body at all", ""] {
            let page = String::from_utf8(inject(html.as_bytes(), &told)).expect("UTF-8");
            let lines = lines(&told);
            assert_eq!(page.replace(&lines, ""), html);
            assert!(!lines.contains("\"><script>"), "{lines}");
        }
        assert!(inject(b"<body>a</body>", &told).ends_with(b"</body>"));
    }
}
