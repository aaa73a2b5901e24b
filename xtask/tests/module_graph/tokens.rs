//! One file's imports, items and paths.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};

#[derive(Default)]
pub(super) struct Module {
    /// Its path within the crate's sources.
    pub(super) file: String,
    /// Everything that the module names, as it is written.
    pub(super) uses: Vec<Use>,
    /// What `use` brings in, by the name that it has here.
    pub(super) imports: BTreeMap<String, Vec<String>>,
    pub(super) globs: Vec<Vec<String>>,
    /// The names of what is defined here.
    pub(super) items: BTreeSet<String>,
    /// The child modules that are compiled for tests only.
    pub(super) tests: BTreeSet<String>,
}

pub(super) struct Use {
    pub(super) path: Vec<String>,
    pub(super) is_reexport: bool,
}

impl Module {
    pub(super) fn read(&mut self, file: &Path) {
        let source = fs::read_to_string(file).expect("a source file");
        let tokens: TokenStream = source.parse().expect("Rust");
        self.scan(&tokens.into_iter().collect::<Vec<_>>(), 0);
    }

    /// Reads `tokens`, which are in `depth` modules within the file.
    fn scan(&mut self, tokens: &[TokenTree], depth: usize) {
        let mut at = 0;
        let mut is_test = false;
        while at < tokens.len() {
            match &tokens[at..] {
                [TokenTree::Group(group), ..] => {
                    is_test |= group.stream().to_string().replace(' ', "") == "cfg(test)";
                    self.scan(&group.stream().into_iter().collect::<Vec<_>>(), depth);
                }
                [TokenTree::Ident(word), TokenTree::Ident(name), rest @ ..] if word == "mod" => {
                    at += 1;
                    if is_test {
                        self.tests.insert(name.to_string());
                    } else if let [TokenTree::Group(group), ..] = rest {
                        self.scan(&group.stream().into_iter().collect::<Vec<_>>(), depth + 1);
                    }
                    at += usize::from(matches!(rest, [TokenTree::Group(_), ..]));
                    is_test = false;
                }
                [TokenTree::Ident(word), ..] if word == "use" => {
                    let is_public = at > 0 && ends_visibility(&tokens[..at]);
                    let end = tokens[at..].iter().position(|token| is(token, ';'));
                    let end = end.map_or(tokens.len(), |end| at + end);
                    if !is_test {
                        self.import(&tokens[at + 1..end], &[], depth, is_public);
                    }
                    at = end;
                    is_test = false;
                }
                [TokenTree::Ident(word), TokenTree::Ident(name), ..]
                    if defines(&word.to_string()) =>
                {
                    if depth == 0 {
                        self.items.insert(name.to_string());
                    }
                    at += 1;
                    is_test = false;
                }
                [TokenTree::Ident(_), ..] => {
                    at += self.path(&tokens[at..], depth).saturating_sub(1);
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// Reads the tree of a `use`, of which `before` was read.
    fn import(&mut self, tree: &[TokenTree], before: &[String], depth: usize, is_public: bool) {
        let mut path = before.to_vec();
        let mut at = 0;
        while at < tree.len() {
            match &tree[at] {
                TokenTree::Ident(word) if word == "as" => {
                    let alias = tree.get(at + 1).map(ToString::to_string);
                    return self.bind(alias.as_deref(), &path, depth, is_public);
                }
                TokenTree::Ident(word) => path.push(word.to_string()),
                TokenTree::Group(group) => {
                    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
                    for branch in
                        tokens.split(|token| is(token, ',')).filter(|tree| !tree.is_empty())
                    {
                        self.import(branch, &path, depth, is_public);
                    }
                    return;
                }
                token if is(token, '*') => {
                    self.globs.extend(within(&path, depth));
                    return self.name(&path, depth, is_public);
                }
                _ => {}
            }
            at += 1;
        }
        if path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let name = path.last().cloned();
        self.bind(name.as_deref(), &path, depth, is_public);
    }

    fn bind(&mut self, name: Option<&str>, path: &[String], depth: usize, is_public: bool) {
        if let (Some(name), Some(path)) = (name, within(path, depth))
            && depth == 0
        {
            self.imports.insert(name.to_owned(), path);
        }
        self.name(path, depth, is_public);
    }

    /// Reads a path such as `crate::a::b` and returns the number of its tokens.
    fn path(&mut self, tokens: &[TokenTree], depth: usize) -> usize {
        let mut path = Vec::new();
        let mut at = 0;
        while let Some(TokenTree::Ident(word)) = tokens.get(at) {
            path.push(word.to_string());
            let goes_on = tokens.get(at + 1).is_some_and(|token| is(token, ':'))
                && tokens.get(at + 2).is_some_and(|token| is(token, ':'));
            at += if goes_on { 3 } else { 1 };
            if !goes_on {
                break;
            }
        }
        if path.len() > 1 {
            self.name(&path, depth, false);
        }
        at
    }

    fn name(&mut self, path: &[String], depth: usize, is_reexport: bool) {
        if let Some(path) = within(path, depth) {
            self.uses.push(Use { path, is_reexport });
        }
    }
}

/// `path` as the file's own module would write it, if it leads out of `depth` modules in the file.
fn within(path: &[String], depth: usize) -> Option<Vec<String>> {
    if path.first().is_some_and(|first| first == "crate") {
        return Some(path.to_vec());
    }
    let supers = path.iter().take_while(|word| *word == "super").count();
    (supers >= depth).then(|| path[depth..].to_vec())
}

fn ends_visibility(before: &[TokenTree]) -> bool {
    let is_pub =
        |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Ident(word)) if word == "pub");
    match before.last() {
        Some(TokenTree::Group(_)) => is_pub(before.iter().nth_back(1)),
        last => is_pub(last),
    }
}

fn defines(word: &str) -> bool {
    ["fn", "struct", "enum", "trait", "const", "static", "type", "union"].contains(&word)
}

fn is(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}
