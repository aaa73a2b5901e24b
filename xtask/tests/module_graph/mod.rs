//! What the modules of a crate use of each other, read from their tokens.

mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use tokens::Module;

/// The names from the crate's root to a module.
type ModulePath = Vec<String>;

/// Stands for the code of a parent among its children.
const ITSELF: &str = "(itself)";

pub(crate) struct Crate {
    name: String,
    modules: BTreeMap<ModulePath, Module>,
}

impl Crate {
    /// Reads the sources in `src`.
    pub(crate) fn read(src: &Path) -> Self {
        let mut modules = BTreeMap::new();
        read_dir(src, src, &[], &mut modules);
        let tests: BTreeSet<ModulePath> = modules
            .iter()
            .flat_map(|(path, module)| module.tests.iter().map(|name| child(path, name)))
            .collect();
        modules.retain(|path, _| !(1..=path.len()).any(|end| tests.contains(&path[..end])));
        let name = src.parent().and_then(Path::file_name).unwrap_or_default();
        Self { name: name.to_string_lossy().into_owned(), modules }
    }

    /// One line for each use that is part of a circle.
    pub(crate) fn circles(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (parent, edges) in self.edges() {
            let level: ModulePath = [vec![self.name.clone()], parent].concat();
            for ((from, to), example) in &edges {
                if reaches(&edges, to, from) {
                    lines.push(format!("{}: {from} -> {to}: {example}", level.join("::")));
                }
            }
        }
        lines
    }

    /// For each parent, which of its children use which, with an example.
    fn edges(&self) -> BTreeMap<ModulePath, BTreeMap<(String, String), String>> {
        let mut edges: BTreeMap<ModulePath, BTreeMap<_, _>> = BTreeMap::new();
        for (from, module) in &self.modules {
            for used in &module.uses {
                let Some(to) = self.resolve(from, &used.path, 0) else { continue };
                let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
                if *from == to || (from.len() == common && used.is_reexport) {
                    continue;
                }
                let at = |path: &ModulePath| path.get(common).cloned().unwrap_or(ITSELF.into());
                let example = format!("{} uses {}", module.file, used.path.join("::"));
                edges
                    .entry(from[..common].to_vec())
                    .or_default()
                    .insert((at(from), at(&to)), example);
            }
        }
        edges
    }

    /// The module that holds what `path` names in the module `from`; none if it is another crate's.
    fn resolve(&self, from: &[String], path: &[String], depth: usize) -> Option<ModulePath> {
        let mut at = from.to_vec();
        let mut rest = path;
        if let [first, others @ ..] = path
            && first == "crate"
        {
            (at, rest) = (Vec::new(), others);
        }
        while let [first, others @ ..] = rest {
            let next = child(&at, first);
            if first == "self" {
            } else if first == "super" {
                at.pop();
            } else if self.modules.contains_key(&next) {
                at = next;
            } else {
                return self.resolve_item(from, at, rest, path, depth);
            }
            rest = others;
        }
        // The name of a parent is no use of it yet.
        (!from.starts_with(&at)).then_some(at)
    }

    /// Follows `rest`, which begins with no module of `at`, through the imports of `at`.
    fn resolve_item(
        &self,
        from: &[String],
        at: ModulePath,
        rest: &[String],
        whole: &[String],
        depth: usize,
    ) -> Option<ModulePath> {
        let module = self.modules.get(&at)?;
        let name = rest.first()?;
        let is_relative = rest.len() == whole.len() && at == from;
        if module.items.contains(name) {
            return Some(at);
        }
        // Imports may be circular.
        if depth > 8 {
            return Some(at);
        }
        if let Some(target) = module.imports.get(name).filter(|target| *target != whole) {
            return self.resolve(&at, &[target, &rest[1..]].concat(), depth + 1);
        }
        if is_relative {
            return None;
        }
        let from_glob = module.globs.iter().find_map(|glob| {
            let glob = self.resolve(&at, glob, depth + 1)?;
            self.resolve(&glob, &[&["self".to_owned()], rest].concat(), depth + 1)
                .filter(|found| *found != at)
        });
        from_glob.or(Some(at))
    }
}

fn child(path: &[String], name: &str) -> ModulePath {
    [path, &[name.to_owned()]].concat()
}

fn reaches(edges: &BTreeMap<(String, String), String>, from: &str, to: &str) -> bool {
    let mut seen = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        let next = edges.keys().filter(|(a, _)| a == node).map(|(_, b)| b.as_str());
        open.extend(next.filter(|node| seen.insert(node)));
    }
    seen.contains(to)
}

fn read_dir(src: &Path, dir: &Path, path: &[String], modules: &mut BTreeMap<ModulePath, Module>) {
    for entry in fs::read_dir(dir).expect("a directory of sources") {
        let file: PathBuf = entry.expect("an entry").path();
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if file.is_dir() {
            read_dir(src, &file, &child(path, &stem), modules);
        } else if file.extension().is_some_and(|extension| extension == "rs") {
            let is_root = ["lib", "main", "mod"].contains(&stem.as_str());
            let path = if is_root { path.to_vec() } else { child(path, &stem) };
            let module = modules.entry(path).or_default();
            module.read(&file);
            module.file = file.strip_prefix(src).unwrap_or(&file).display().to_string();
        }
    }
}
