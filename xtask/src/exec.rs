//! Calls of other programs, with errors that name the call.

use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

/// Runs `command` with its output on the terminal.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// Returns what `command` prints. Its stderr is shown only if it fails.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| cannot_start(command))?;
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        let printed = format!("{stdout}{stderr}");
        bail!("`{}` failed ({}):\n{}", line(command), output.status, printed.trim_end());
    }
    Ok(stdout)
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start `{}`", line(command))
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_failure_names_the_call_and_quotes_stderr() {
        assert_eq!(output(&mut shell("echo one; echo two >&2")).expect("it runs"), "one\n");
        let error = output(&mut shell("echo why >&2; exit 3")).expect_err("it fails").to_string();
        assert!(error.contains("`sh -c") && error.contains("why"), "{error}");
        assert!(run(&mut shell("exit 3")).is_err());
    }
}
