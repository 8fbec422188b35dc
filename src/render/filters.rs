//! What templates can do that the engine does not bring: words with numbers in them, dates, JSON.

#![expect(clippy::needless_pass_by_value, reason = "the engine hands its arguments over")]

use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::phrases::Phrases;

/// Adds `fill`, `date`, `sentence`, `ticks`, `phrase` and `json`.
pub(super) fn add(tera: &mut Tera, months: Vec<String>, phrases: Arc<Phrases>) {
    tera.register_filter("fill", fill);
    tera.register_filter("json", json);
    tera.register_filter("sentence", sentence);
    tera.register_filter("ticks", ticks);
    tera.register_filter("phrase", move |text: Value, _: Kwargs, _: &State| phrase(text, &phrases));
    tera.register_filter("date", move |text: Value, _: Kwargs, _: &State| date(&text, &months));
}

/// Puts values into the `{names}` of a text: `"{n} of {m}" | fill(n=3, m=4)`. A text with forms for one and for
/// several, `{ one: …, other: … }`, is chosen by `n`.
fn fill(words: Value, values: Kwargs, _: &State) -> TeraResult<String> {
    let form = match words.as_map() {
        None => words.as_str().map(str::to_owned),
        Some(forms) => {
            let is_one = values.get::<i64>("n")? == Some(1);
            let form = forms.iter().find(|(name, _)| name.as_str() == Some(if is_one { "one" } else { "other" }));
            form.and_then(|(_, text)| text.as_str()).map(str::to_owned)
        }
    };
    let form = form.ok_or_else(|| Error::message("`fill` wants a text, or a text's forms `one` and `other`"))?;
    let mut filled = String::with_capacity(form.len() + 16);
    let mut rest = form.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        let value = values.iter().find(|(key, _)| key.as_str() == Some(name)).map(|(_, value)| value.to_string());
        filled.push_str(&value.ok_or_else(|| Error::message(format!("the words “{form}” want a value for `{name}`")))?);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

/// `2025-11-24` as `24 Nov 2025`; whatever is no date stays as it is.
fn date(value: &Value, months: &[String]) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return text };
    let is_iso = year.len() == 4 && month.len() == 2 && day.len() == 2 && year.bytes().all(|b| b.is_ascii_digit());
    let name = month.parse::<usize>().ok().and_then(|month| months.get(month.checked_sub(1)?));
    match (is_iso, day.parse::<u8>(), name) {
        (true, Ok(day), Some(name)) => format!("{day} {name} {year}"),
        _ => text,
    }
}

/// A message with a capital letter: messages begin with a small one, because terminals put words before them. A name that
/// is no word, such as `payments-api`, is not spelt otherwise.
fn sentence(text: Value, _: Kwargs, _: &State) -> String {
    let text = text.as_str().map_or_else(|| text.to_string(), str::to_owned);
    let first = text.split_whitespace().next().unwrap_or_default();
    let is_word = first.trim_end_matches([',', ':']).chars().all(|letter| letter.is_alphabetic() || letter == '’');
    if is_word { crate::source::slug::capitalised(&text) } else { text }
}

/// A message as HTML: what stands between backticks is code, everything else is escaped.
fn ticks(text: Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let text = text.as_str().map_or_else(|| text.to_string(), str::to_owned);
    let parts: Vec<&str> = text.split('`').collect();
    let mut html = Vec::with_capacity(text.len() + 32);
    for (at, part) in parts.iter().enumerate() {
        // A last backtick that nothing closes is itself.
        let is_code = at % 2 == 1 && at + 1 < parts.len();
        html.extend_from_slice(if is_code { b"<code>" } else { b"" });
        if at % 2 == 1 && !is_code {
            html.push(b'`');
        }
        tera::escape_html(part, &mut html)?;
        html.extend_from_slice(if is_code { b"</code>" } else { b"" });
    }
    Ok(Value::safe_string(&String::from_utf8_lossy(&html)))
}

/// What the program says in a page's data, in the words of this handbook; whatever is no such phrase stays as it is.
fn phrase(text: Value, phrases: &Phrases) -> Value {
    text.as_str().map_or(text.clone(), |text| Value::normal_string(&phrases.say(text)))
}

fn json(value: Value, _: Kwargs, _: &State) -> TeraResult<String> {
    serde_json::to_string(&value).map_err(|error| Error::message(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(template: &str) -> String {
        let mut tera = Tera::default();
        let phrases = Arc::new(Phrases::new([("Gaps".to_owned(), "Lücken".to_owned())].into()));
        add(&mut tera, ["Jan", "Feb"].map(str::to_owned).to_vec(), phrases);
        let context = tera::context! { forms => &std::collections::BTreeMap::from([("one", "{n} system"), ("other", "{n} systems")]) };
        tera.render_str(template, &context, true).unwrap_or_else(|error| error.to_string())
    }

    #[test]
    fn words_take_numbers_and_agree_with_them() {
        assert_eq!(rendered("{{ forms | fill(n=1) }}, {{ forms | fill(n=2) }}"), "1 system, 2 systems");
        assert_eq!(rendered("{{ '{a} of {b}' | fill(a=1, b='<b>') }}"), "1 of &lt;b&gt;");
        assert!(rendered("{{ '{a}' | fill(b=1) }}").contains("want a value for `a`"));
        assert_eq!(rendered("{{ 'a { b' | fill(b=1) }}"), "a { b");
    }

    #[test]
    fn backticks_make_code_and_nothing_else_becomes_markup() {
        assert_eq!(rendered("{{ 'no `<b>` & `x' | ticks }}"), "no <code>&lt;b&gt;</code> &amp; `x");
        assert_eq!(rendered("{{ '`a``b`' | ticks }}"), "<code>a</code><code>b</code>");
        assert_eq!(rendered("{{ 'add `a`' | sentence | ticks }}"), "Add <code>a</code>");
        assert_eq!(rendered("{{ 'payments-api has no owner' | sentence }}"), "payments-api has no owner");
    }

    #[test]
    fn phrases_are_said_in_the_words_of_the_handbook() {
        assert_eq!(rendered("{{ 'Gaps' | phrase }} {{ 'Ledger' | phrase }}"), "Lücken Ledger");
    }

    #[test]
    fn dates_are_written_out_and_other_texts_kept() {
        assert_eq!(rendered("{{ '2025-02-04' | date }}"), "4 Feb 2025");
        assert_eq!(rendered("{{ '2025-13-04' | date }} {{ 'a-b-c' | date }}"), "2025-13-04 a-b-c");
    }
}
