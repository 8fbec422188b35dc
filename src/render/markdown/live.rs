//! Live data of the handbook in a page's text, as a table.

use super::blocks::Table;
use super::escape;
use crate::site::{Block, Name};

/// The table of this number on the page.
pub fn table(block: &Block, number: usize) -> String {
    let mut html = Table::start(number, &block.columns.join(" "));
    html.push_str("<thead><tr>");
    for column in &block.columns {
        html.push_str(&format!("<th scope=\"col\">{}</th>", escape::text(column)));
    }
    html.push_str("</tr></thead><tbody>\n");
    for row in &block.rows {
        let cells: String = row.iter().fold(String::new(), |cells, name| cells + "<td>" + &cell(name) + "</td>");
        html.push_str(&format!("<tr>{cells}</tr>\n"));
    }
    html.push_str("</tbody></table></div>\n");
    if block.more > 0 {
        html.push_str(&format!("<p>… {}</p>\n", block.more));
    }
    html
}

fn cell(name: &Name) -> String {
    let text = escape::text(&name.text);
    let linked = match &name.href {
        Some(href) => format!("<a href=\"{}\">{text}</a>", escape::attribute(href)),
        None => text,
    };
    match name.problem.as_ref().filter(|problem| !problem.eq_ignore_ascii_case(&name.text)) {
        Some(problem) => format!("{linked} <em>({})</em>", escape::text(problem)),
        None => linked,
    }
}
