//! The checkout: where its parts are, and how programs are called in it.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::setup::onnxruntime;

/// The checkout that this xtask belongs to.
pub(crate) struct Project {
    root: PathBuf,
}

impl Project {
    pub(crate) fn locate() -> Self {
        let manifest_dir = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest_dir.parent().map_or_else(|| manifest_dir.clone(), Path::to_path_buf);
        Self { root }
    }

    /// The path of `relative` in the checkout.
    pub(crate) fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// Where cargo puts what it builds.
    pub(crate) fn target_dir(&self) -> PathBuf {
        let own = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
        self.path(own)
    }

    /// The directory under which this project's own copies of cargo tools are installed.
    pub(crate) fn tools_dir(&self) -> PathBuf {
        self.path("target/tools")
    }

    /// `program`, to be run in the checkout's root with the project's tools first on `PATH`.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(self.resolve(program.as_ref()));
        command.current_dir(&self.root).env("PATH", self.search_path());
        if let Some(library) = onnxruntime::find(self) {
            command.env("ORT_DYLIB_PATH", library);
        }
        for variable in cargo_package_variables() {
            command.env_remove(variable);
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

    fn resolve(&self, program: &OsStr) -> PathBuf {
        self.which(program).unwrap_or_else(|| program.into())
    }

    fn search_path(&self) -> std::ffi::OsString {
        let own = [self.tools_dir().join("bin"), self.path("node_modules/.bin")];
        let inherited = env::var_os("PATH").unwrap_or_default();
        env::join_paths(own.into_iter().chain(env::split_paths(&inherited))).unwrap_or(inherited)
    }
}

/// What `cargo run` sets for xtask itself. Build scripts that watch one of these would run again
/// whenever cargo is called through xtask after it was called directly, and the other way round.
fn cargo_package_variables() -> impl Iterator<Item = String> {
    env::vars_os().filter_map(|(name, _)| name.into_string().ok()).filter(|name| {
        name.starts_with("CARGO_PKG_")
            || matches!(
                name.as_str(),
                "CARGO_MANIFEST_DIR" | "CARGO_MANIFEST_PATH" | "CARGO_PRIMARY_PACKAGE"
            )
    })
}
