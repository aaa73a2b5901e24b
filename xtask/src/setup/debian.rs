//! Debian's packages: installed when xtask runs as root on Debian, or only unpacked.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use tempfile::TempDir;

use crate::exec;
use crate::project::Project;

/// The suites that are asked for a source package, beside the machine's own security suite. The
/// small ones come first. The second value tells whether it is on the security mirror.
const SUITES: [(&str, bool); 6] = [
    ("trixie-backports", false),
    ("bookworm-backports", false),
    ("trixie-security", true),
    ("forky", false),
    ("sid", false),
    ("experimental", false),
];

const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

/// Whether [`install`] can work: this is root on Debian.
pub(super) fn can_install(project: &Project) -> bool {
    let root = exec::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    root && os_release("ID").as_deref() == Some("debian") && project.which("apt-get").is_some()
}

/// Installs packages with the machine's own apt configuration.
pub(super) fn install(project: &Project, packages: &[&str]) -> Result<()> {
    exec::output(project.command("apt-get").args(["-q", "update"]))?;
    let mut apt = project.command("apt-get");
    apt.args(["-q", "install", "-y", "--no-install-recommends"]).args(packages);
    exec::output(apt.env("DEBIAN_FRONTEND", "noninteractive")).map(drop)
}

/// The files of a package, without installing it; they go when the value does.
pub(super) fn unpack(project: &Project, package: &str) -> Result<TempDir> {
    let dir = tempfile::tempdir()?;
    let download = || {
        let mut apt = project.command("apt-get");
        apt.current_dir(&dir).args(["-q", "-o", "APT::Sandbox::User=root", "download", package]);
        exec::output(&mut apt)
    };
    download().or_else(|_| {
        exec::output(project.command("apt-get").args(["-q", "update"]))?;
        download()
    })?;
    let mut files = fs::read_dir(&dir)?.filter_map(|entry| Some(entry.ok()?.path()));
    let file = files.next().with_context(|| format!("apt-get did not download {package}"))?;
    exec::output(project.command("dpkg-deb").arg("-x").arg(file).arg(dir.path()))?;
    Ok(dir)
}

/// The source of the standard library of rustc `release`, unpacked from Debian's source package.
/// The directory holds `library/`; it goes when the value does.
pub(super) fn std_source(project: &Project, release: &str) -> Result<StdSource> {
    let mirrors = Mirrors::configured(project)?;
    for suite in suites() {
        let Some(mirror) = mirrors.of(&suite) else {
            continue;
        };
        let root = AptRoot::new(project, mirror, &suite.name)?;
        if let Some(package) = root.source_package(release) {
            return root.unpack(&package);
        }
    }
    bail!("no suite of Debian has the source of rustc {release}")
}

/// An unpacked source package.
pub(super) struct StdSource {
    dir: PathBuf,
    _unpacked: TempDir,
}

impl AsRef<Path> for StdSource {
    fn as_ref(&self) -> &Path {
        &self.dir
    }
}

struct Suite {
    name: String,
    security: bool,
}

fn suites() -> Vec<Suite> {
    let own = os_release("VERSION_CODENAME").map(|name| (format!("{name}-security"), true));
    let others = SUITES.iter().map(|(name, security)| ((*name).to_owned(), *security));
    own.into_iter().chain(others).map(|(name, security)| Suite { name, security }).collect()
}

fn os_release(field: &str) -> Option<String> {
    let release = fs::read_to_string("/etc/os-release").ok()?;
    let value = release.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix('='))?;
    Some(value.trim_matches('"').to_owned())
}

/// The Debian mirrors that this machine's apt uses.
struct Mirrors {
    main: String,
    security: Option<String>,
}

impl Mirrors {
    fn configured(project: &Project) -> Result<Self> {
        if project.which("apt-get").is_none() || project.which("dpkg-deb").is_none() {
            bail!("this machine has no apt");
        }
        let list = || {
            let format = ["indextargets", "--format", "$(CREATED_BY) $(REPO_URI)"];
            exec::output(project.command("apt-get").args(format))
        };
        Self::parse(&list()?)
            .or_else(|| {
                exec::output(project.command("apt-get").args(["-q", "update"])).ok()?;
                Self::parse(&list().ok()?)
            })
            .context("apt on this machine knows no Debian mirror")
    }

    /// Reads lines of `Packages http://mirror/debian/`.
    fn parse(targets: &str) -> Option<Self> {
        let (security, main): (Vec<&str>, Vec<&str>) = targets
            .lines()
            .filter_map(|line| line.strip_prefix("Packages "))
            .filter(|uri| uri.contains("debian"))
            .partition(|uri| uri.contains("security"));
        let security = security.first().map(|uri| (*uri).to_owned());
        Some(Self { main: (*main.first()?).to_owned(), security })
    }

    fn of(&self, suite: &Suite) -> Option<&str> {
        if suite.security { self.security.as_deref() } else { Some(&self.main) }
    }
}

/// An apt of its own in a temporary directory: it reads one suite and leaves the system's alone.
struct AptRoot<'a> {
    project: &'a Project,
    dir: TempDir,
}

impl<'a> AptRoot<'a> {
    fn new(project: &'a Project, mirror: &str, suite: &str) -> Result<Self> {
        let dir = tempfile::tempdir()?;
        fs::create_dir_all(dir.path().join("lists/partial"))?;
        fs::create_dir_all(dir.path().join("cache/archives/partial"))?;
        let signed = Path::new(KEYRING).exists().then(|| format!("[signed-by={KEYRING}] "));
        let line = format!("deb {}{mirror} {suite} main\n", signed.unwrap_or_default());
        fs::write(dir.path().join("sources.list"), line)?;
        Ok(Self { project, dir })
    }

    fn apt(&self, program: &str) -> Command {
        let dir = self.dir.path().display();
        let mut apt = self.project.command(program);
        apt.current_dir(&self.dir).arg("-q");
        for option in [
            format!("Dir::Etc::SourceList={dir}/sources.list"),
            "Dir::Etc::SourceParts=/dev/null".into(),
            format!("Dir::State::Lists={dir}/lists"),
            "Dir::State::Status=/dev/null".into(),
            format!("Dir::Cache={dir}/cache"),
            "Acquire::Languages=none".into(),
            "APT::Sandbox::User=root".into(),
        ] {
            apt.args(["-o", &option]);
        }
        apt
    }

    /// The name and version of the suite's package with the source of rustc `release`, as apt-get
    /// takes them.
    fn source_package(&self, release: &str) -> Option<String> {
        exec::output(self.apt("apt-get").arg("update")).ok()?;
        let mut madison = self.apt("apt-cache");
        let versions = exec::output(madison.args(["madison", "rust-src", "rust-web-src"])).ok()?;
        package_of(&versions, release)
    }

    fn unpack(self, package: &str) -> Result<StdSource> {
        exec::output(self.apt("apt-get").args(["download", package]))?;
        let archive = find(self.dir.path(), |name| name.starts_with("rust-"))?;
        let unpacked = tempfile::tempdir()?;
        let mut dpkg = self.project.command("dpkg-deb");
        exec::output(dpkg.arg("-x").arg(archive).arg(unpacked.path()))?;
        let dir = find(&unpacked.path().join("usr/src"), |name| name.starts_with("rustc-"))?;
        Ok(StdSource { dir, _unpacked: unpacked })
    }
}

/// Reads lines of `rust-src | 1.95.0+dfsg1-1 | http://mirror/debian …`.
fn package_of(madison: &str, release: &str) -> Option<String> {
    madison.lines().find_map(|line| {
        let mut columns = line.split('|').map(str::trim);
        let (name, version) = (columns.next()?, columns.next()?);
        let exact = version.strip_prefix(release)?.starts_with('+');
        exact.then(|| format!("{name}={version}"))
    })
}

fn find(dir: &Path, fits: impl Fn(&str) -> bool) -> Result<PathBuf> {
    fs::read_dir(dir)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.file_name().is_some_and(|name| fits(&name.to_string_lossy())))
        .with_context(|| format!("{} does not hold what was expected", dir.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_exact_release_is_taken() {
        let madison = "  rust-src | 1.95.0+dfsg1-1~bpo13+1 | http://deb.example/debian x/main\n\
                       rust-web-src | 1.96.1+dfsg1-2 | http://deb.example/debian x/main\n";
        let check = |release, expected: Option<&str>| {
            assert_eq!(package_of(madison, release).as_deref(), expected, "{release}");
        };
        check("1.95.0", Some("rust-src=1.95.0+dfsg1-1~bpo13+1"));
        check("1.96.1", Some("rust-web-src=1.96.1+dfsg1-2"));
        check("1.96", None);
        check("1.94.0", None);
    }

    #[test]
    fn mirrors_are_told_apart() {
        let targets = "Translations http://deb.example/debian/\n\
                       Packages http://apt.example/other/\n\
                       Packages http://deb.example/debian-security/\n\
                       Packages http://deb.example/debian/\n";
        let mirrors = Mirrors::parse(targets).expect("there are mirrors");
        assert_eq!(mirrors.main, "http://deb.example/debian/");
        assert_eq!(mirrors.security.as_deref(), Some("http://deb.example/debian-security/"));
        assert!(Mirrors::parse("Packages http://apt.example/other/\n").is_none());
    }
}
