//! Starting a command that somebody configured, with a bounded time.

use std::{
    io::Write,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How often it is looked whether the command has ended.
const LOOK: Duration = Duration::from_millis(20);
/// Most bytes of the digest that are handed over: what a pipe holds without a reader.
const MOST: usize = 32 << 10;

/// Starts a command without a shell, hands it a text, and waits until it ends or its time is over; then it is ended.
pub(super) fn start(
    command: &[String],
    environment: &[(&str, &str)],
    text: &str,
    timeout_seconds: u64,
) -> Result<(), String> {
    let Some((program, arguments)) = command.split_first() else { return Ok(()) };
    let mut child = Command::new(program)
        .args(arguments)
        .envs(environment.iter().copied())
        .env_remove("WRES_KEY")
        .env_remove("WRES_KEY_FILE")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("the command {program} cannot be started: {error}"))?;
    if let Some(mut input) = child.stdin.take() {
        let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= MOST).last().unwrap_or(0);
        let text = if text.len() <= MOST { text } else { &text[..end] };
        // A command that does not read what it is told may still do its work.
        let _ = input.write_all(text.as_bytes());
    }
    let begin = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(format!("the command {program} ended with {status}")),
            Ok(None) if begin.elapsed() < Duration::from_secs(timeout_seconds) => thread::sleep(LOOK),
            Ok(None) => {
                let ended = child.kill().and_then(|()| child.wait());
                let how = ended.map_or_else(|error| error.to_string(), |_| "it was ended".to_owned());
                return Err(format!("the command {program} took more than {timeout_seconds} seconds; {how}"));
            }
            Err(error) => return Err(format!("the command {program} cannot be waited for: {error}")),
        }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::start;
    use std::{fs, time::Instant};

    fn shell(script: &str) -> Vec<String> {
        ["sh", "-c", script].map(str::to_owned).to_vec()
    }

    #[test]
    fn a_command_gets_the_text_and_the_environment_and_no_key() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let script = shell(&format!("cat > {0}; echo \"$WRES_RESULT:$WRES_KEY_FILE\" >> {0}", out.display()));
        start(&script, &[("WRES_RESULT", "published")], "what happened\n", 10).unwrap();
        assert_eq!(fs::read_to_string(&out).unwrap(), "what happened\npublished:\n");
    }

    #[test]
    fn a_command_that_does_not_end_or_fails_is_said() {
        let begin = Instant::now();
        let error = start(&shell("exec sleep 60"), &[], &"x".repeat(1 << 20), 1).unwrap_err();
        assert!(error.contains("more than 1 seconds") && begin.elapsed().as_secs() < 20, "{error}");
        assert!(start(&shell("exit 3"), &[], "", 10).unwrap_err().contains('3'));
        assert!(start(&["/no/such/program".to_owned()], &[], "", 10).unwrap_err().contains("started"));
    }
}
