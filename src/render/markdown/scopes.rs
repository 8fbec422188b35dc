//! The classes of highlighted code, and which of a grammar's scopes get which.

use std::sync::OnceLock;

use syntect::parsing::Scope;

/// No class.
pub const PLAIN: &str = "";
/// A key of a mapping.
pub const KEY: &str = "y";
/// A string.
pub const STRING: &str = "s";

/// The classes that highlighted code has, with what each stands for: what a theme's stylesheet colours.
#[must_use]
pub fn classes() -> &'static [(&'static str, &'static str)] {
    &[
        ("k", "keyword, or a type that the language itself has"),
        ("s", "string"),
        ("c", "comment"),
        ("n", "number, or a constant such as `true`"),
        ("t", "name of a type, class, module or interface"),
        ("f", "name of a function, where it is made or called"),
        ("v", "parameter, or a variable with a mark such as `$HOME`"),
        ("m", "macro, annotation or preprocessor line"),
        ("e", "escape, placeholder or regular expression in a string"),
        ("y", "key of a mapping, property or setting"),
        ("g", "tag of a markup language"),
        ("a", "attribute of a tag"),
        ("h", "heading or section, and the ranges of a diff"),
        ("add", "added line of a diff; also of code marked `diff`"),
        ("del", "removed line of a diff; also of code marked `diff`"),
        ("line", "a line, where lines are numbered or marked; its number is in `data-line`"),
        ("hl", "a marked line"),
    ]
}

/// Scopes by their beginning. The longest beginning decides; a scope that has none takes the class around it.
const SCOPES: &[(&str, &str)] = &[
    ("comment", "c"),
    ("punctuation.definition.comment", "c"),
    ("string", STRING),
    ("string.unquoted", PLAIN),
    ("string.regexp", "e"),
    ("constant", "n"),
    ("constant.character.escape", "e"),
    ("constant.other.placeholder", "e"),
    ("support.constant", "n"),
    ("keyword", "k"),
    ("keyword.operator", PLAIN),
    ("keyword.operator.word", "k"),
    ("keyword.operator.logical.python", "k"),
    ("storage", "k"),
    ("variable.language", "k"),
    ("variable.parameter", "v"),
    ("variable.other", PLAIN),
    ("variable.other.readwrite.shell", "v"),
    ("variable.other.normal.shell", "v"),
    ("punctuation.definition.variable", "v"),
    ("variable.function", "f"),
    ("entity.name.function", "f"),
    ("support.function", "f"),
    ("entity.name", "t"),
    ("entity.other.inherited-class", "t"),
    ("support.type", "t"),
    ("support.class", "t"),
    ("entity.name.label", PLAIN),
    ("entity.name.constant", "n"),
    ("entity.name.macro", "m"),
    ("support.macro", "m"),
    ("meta.annotation", "m"),
    ("meta.preprocessor", "m"),
    ("variable.annotation", "m"),
    ("entity.name.tag", "g"),
    ("entity.name.tag.yaml", KEY),
    ("entity.name.tag.toml", KEY),
    ("entity.other.attribute-name", "a"),
    ("support.type.property-name", KEY),
    ("meta.property-name", KEY),
    ("meta.mapping.key", KEY),
    ("meta.structure.dictionary.key", KEY),
    ("meta.object-literal.key", PLAIN),
    ("entity.name.section", "h"),
    ("entity.name.table", "h"),
    ("markup.heading", "h"),
    ("markup.raw", STRING),
    ("markup.underline.link", STRING),
    ("markup.inserted", "add"),
    ("markup.deleted", "del"),
    ("meta.diff.header", "c"),
    ("meta.diff.range", "h"),
    ("meta.interpolation", PLAIN),
    ("source", PLAIN),
    ("text", PLAIN),
];

/// The class of what stands in `scope`; nothing where what is around decides.
pub fn class_of(scope: Scope) -> Option<&'static str> {
    static RULES: OnceLock<Vec<(Scope, &'static str)>> = OnceLock::new();
    let rules = RULES.get_or_init(|| {
        let rules = SCOPES.iter().filter_map(|&(scope, class)| Some((Scope::new(scope).ok()?, class)));
        rules.collect()
    });
    let matching = rules.iter().filter(|(beginning, _)| beginning.is_prefix_of(scope));
    matching.max_by_key(|(beginning, _)| beginning.len()).map(|(_, class)| *class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_beginning_decides() {
        let class = |scope| class_of(Scope::new(scope).unwrap());
        assert_eq!(class("keyword.control.rust"), Some("k"));
        assert_eq!(class("keyword.operator.assignment.rust"), Some(""));
        assert_eq!(class("punctuation.separator"), None);
    }

    #[test]
    fn every_class_that_is_given_is_documented() {
        for (scope, class) in SCOPES {
            assert!(class.is_empty() || classes().iter().any(|(known, _)| known == class), "{scope}");
            assert!(Scope::new(scope).is_ok(), "{scope}");
        }
    }
}
