//! The rooms of the house: a module uses lower layers only, never a neighbour of its own layer.
//!
//! Every `crate::` and `super::` path in `src` counts, in a `use` or in the middle of a line.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The top-level modules, lowest layer first.
const LAYERS: &[&[&str]] = &[
    &["language", "severity", "span"],
    &["document", "gap", "quantity", "sections"],
    &["finding", "template"],
    &["baseline", "config", "fact", "pack", "source"],
    &["engine"],
    &["diagnose"],
    &["compose"],
    &["audit"],
    &["bench", "report", "trial"],
    &["cli"],
];

fn layer_of(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

fn source_files() -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for file in fs::read_dir(folder).expect("the folder can be listed") {
            let path = file.expect("it can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The path of the module a file holds: `["engine", "judge"]`, nothing for the crate's root.
fn module_of(file: &Path) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let inside = file.strip_prefix(root).expect("it is a file of the crate");
    let inside = inside.with_extension("");
    let parts = inside
        .iter()
        .map(|part| part.to_string_lossy().into_owned());
    parts
        .filter(|part| part != "lib" && part != "main")
        .collect()
}

/// The words and signs of Rust code, without comments and literals.
fn tokens(code: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = literal(rest) {
            length
        } else if first.is_alphanumeric() || first == '_' {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
            let end = end.unwrap_or(rest.len());
            tokens.push(rest.split_at(end).0.to_owned());
            end
        } else if rest.starts_with("::") {
            tokens.push("::".to_owned());
            2
        } else {
            if !first.is_whitespace() {
                tokens.push(first.to_string());
            }
            first.len_utf8()
        };
        rest = rest.split_at(length).1;
    }
    tokens
}

/// The length of the string or character at the start of `rest`, if there is one.
fn literal(rest: &str) -> Option<usize> {
    let after_r = rest.strip_prefix('b').unwrap_or(rest).strip_prefix('r');
    if let Some(raw) = after_r {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let (opening, body) = raw.split_at(hashes);
        if let Some(body) = body.strip_prefix('"') {
            let end = body.find(&format!("\"{opening}"))?;
            return Some(rest.len() - body.len() + end + 1 + hashes);
        }
    }
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut chars = rest.char_indices().skip(1);
    let mut n_inside = 0;
    while let Some((at, c)) = chars.next() {
        if c == quote {
            return Some(at + 1);
        }
        if c == '\\' {
            // `\u{1f642}` and `\'` alike.
            let is_long = chars.next().is_some_and(|(_, c)| c == 'u');
            while is_long && chars.next().is_some_and(|(_, c)| c != '}') {}
        }
        n_inside += 1;
        if quote == '\'' && n_inside > 1 {
            // A lifetime.
            return None;
        }
    }
    None
}

/// The absolute paths that `code`, the file of `module`, names with `crate::` or `super::`.
///
/// Of a path as much is told as its first word after `crate`.
fn named(module: &[String], code: &str) -> BTreeSet<String> {
    let tokens = tokens(code);
    let at = |index: usize| tokens.get(index).map_or("", String::as_str);
    let mut named = BTreeSet::new();
    // Modules within the file, by the depth of braces they were opened at.
    let mut inner: Vec<usize> = Vec::new();
    let mut depth = 0;
    for index in 0..tokens.len() {
        match at(index) {
            "{" => {
                if index >= 2 && at(index - 2) == "mod" {
                    inner.push(depth);
                }
                depth += 1;
            }
            "}" => {
                depth -= 1;
                if inner.last() == Some(&depth) {
                    inner.pop();
                }
            }
            "crate" if at(index + 1) == "::" => named.extend(first_words(&tokens, index + 2)),
            "super" if at(index + 1) == "::" && at(index.wrapping_sub(1)) != "::" => {
                let mut next = index;
                let mut n_up = 0;
                while at(next) == "super" && at(next + 1) == "::" {
                    n_up += 1;
                    next += 2;
                }
                match (module.len() + inner.len()).checked_sub(n_up) {
                    Some(0) => named.extend(first_words(&tokens, next)),
                    Some(_) => named.extend(module.first().cloned()),
                    None => named.extend(["above the crate".to_owned()]),
                }
            }
            _ => {}
        }
    }
    named
}

/// The words that may follow where a path goes on: one, or those of a group in braces.
fn first_words(tokens: &[String], start: usize) -> Vec<String> {
    if tokens.get(start).is_none_or(|token| token != "{") {
        return tokens.get(start).cloned().into_iter().collect();
    }
    let mut words = Vec::new();
    let mut depth = 0;
    for (before, token) in tokens.iter().zip(tokens.iter().skip(1)).skip(start) {
        match before.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if depth == 1 && matches!(before.as_str(), "{" | ",") && token != "}" {
            words.push(token.clone());
        }
    }
    words
}

#[test]
fn rooms_use_lower_rooms_only() {
    let mut violations = Vec::new();
    let mut n_paths = 0;
    for file in source_files() {
        let module = module_of(&file);
        let Some(room) = module.first() else { continue };
        let layer = layer_of(room).unwrap_or_else(|| panic!("`{room}` is in no layer"));
        let code = fs::read_to_string(&file).expect("it is text");
        for used in named(&module, &code) {
            let Some(used_layer) = layer_of(&used) else {
                violations.push(format!(
                    "{} names `{used}`, which is no room",
                    module.join("::")
                ));
                continue;
            };
            n_paths += 1;
            if used != *room && used_layer >= layer {
                violations.push(format!("{} uses {used}", module.join("::")));
            }
        }
    }
    assert!(violations.is_empty(), "{}", violations.join("\n"));
    assert!(n_paths > 100, "the paths were not seen: {n_paths}");
}

#[test]
fn every_room_has_its_layer() {
    let rooms: BTreeSet<String> = source_files()
        .iter()
        .filter_map(|file| module_of(file).first().cloned())
        .collect();
    let listed: BTreeSet<String> = LAYERS
        .iter()
        .copied()
        .flatten()
        .map(|&room| room.to_owned())
        .collect();
    assert_eq!(rooms, listed);
}

/// The binary's own file does nothing but call the library.
#[test]
fn the_binary_calls_the_command_line_only() {
    let main = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/main.rs");
    let tokens = tokens(&fs::read_to_string(main).expect("it is text"));
    let used: Vec<_> = tokens
        .windows(3)
        .filter(|window| window[0] == "gouji" && window[1] == "::")
        .map(|window| window[2].as_str())
        .collect();
    assert_eq!(used, ["cli"]);
}

#[test]
fn paths_are_seen_wherever_they_stand() {
    let module = ["engine".to_owned(), "judge".to_owned()];
    let seen = |code: &str| {
        named(&module, code)
            .into_iter()
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(
        seen("use crate::{fact::{Fact, Facts}, span::Span, audit};"),
        "audit fact span"
    );
    assert_eq!(
        seen("fn f() -> crate::report::Json { super::super::cli::run() }"),
        "cli report"
    );
    assert_eq!(
        seen("use super::words; mod tests { use super::super::*; }"),
        "engine"
    );
    assert_eq!(
        seen("mod tests { mod more { use super::super::super::super::audit; } }"),
        "audit"
    );
    assert_eq!(
        seen("// crate::a\n/* crate::b */ \"crate::c\" r#\"crate::d\"#"),
        ""
    );
    assert_eq!(
        seen("fn f<'a>(c: &'a str) { ['\\'', '\"', '\\u{1f}'] } crate::gap::Gap"),
        "gap"
    );
    assert_eq!(seen("pub(crate) fn f() {} pub(super) struct S;"), "");
}
