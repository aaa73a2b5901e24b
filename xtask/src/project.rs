//! The checkout: where its parts are, and how programs are called in it.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The checkout that this xtask belongs to.
pub(crate) struct Project {
    root: PathBuf,
}

impl Project {
    pub(crate) fn locate() -> Self {
        let manifest_dir = env::var_os("CARGO_MANIFEST_DIR");
        let xtask = manifest_dir.unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        Self { root: Path::new(&xtask).parent().unwrap_or(xtask.as_ref()).to_owned() }
    }

    /// The path of `relative` in the checkout.
    pub(crate) fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// Where cargo puts what it builds.
    pub(crate) fn target_dir(&self) -> PathBuf {
        self.path(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
    }

    /// Where this project's own copies of cargo tools are installed.
    pub(crate) fn tools_dir(&self) -> PathBuf {
        self.path("target/tools")
    }

    /// `program`, to be run in the checkout's root with the project's tools first on `PATH`.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let program = program.as_ref();
        let mut command = Command::new(self.which(program).unwrap_or_else(|| program.into()));
        command.current_dir(&self.root).env("PATH", self.search_path());
        // `cargo run` sets these for xtask itself. Build scripts that watch one would run again
        // whenever cargo is called directly after it was called through xtask, or the other way.
        for (name, _) in env::vars_os() {
            let text = name.to_string_lossy();
            let of_package = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_PRIMARY_PACKAGE"];
            if of_package.iter().any(|prefix| text.starts_with(prefix)) {
                command.env_remove(&name);
            }
        }
        command
    }

    /// cargo with the arguments in `line`, which are separated by spaces.
    pub(crate) fn cargo(&self, line: &str) -> Command {
        let mut cargo = self.command("cargo");
        cargo.args(line.split(' '));
        cargo
    }

    /// The full path of `program`, if it is one of the project's tools or installed.
    pub(crate) fn which(&self, program: impl AsRef<OsStr>) -> Option<PathBuf> {
        which::which_in(program, Some(self.search_path()), &self.root).ok()
    }

    fn search_path(&self) -> OsString {
        let own = [self.tools_dir().join("bin"), self.path("node_modules/.bin")];
        let inherited = env::var_os("PATH").unwrap_or_default();
        env::join_paths(own.into_iter().chain(env::split_paths(&inherited))).unwrap_or(inherited)
    }
}
