//! How far a run is, for whoever watches the terminal.

use std::{
    io::{self, Write},
    time::{Duration, Instant},
};

use crate::language::Language;

/// No oftener than this.
const EVERY: Duration = Duration::from_millis(200);

/// A line on the terminal that is rewritten as the run goes on.
pub(super) struct Progress {
    seen: Option<Seen>,
}

struct Seen {
    n_done: usize,
    n_all: usize,
    language: Language,
    start: Instant,
    last: Instant,
    is_shown: bool,
}

impl Progress {
    /// For nobody.
    pub(super) fn unseen() -> Self {
        Self { seen: None }
    }

    /// Of a run over `n_all` files; few are not worth a word.
    pub(super) fn of(n_all: usize, language: Language) -> Self {
        const FEW: usize = 20;
        let now = Instant::now();
        let seen = (n_all > FEW).then_some(Seen {
            n_done: 0,
            n_all,
            language,
            start: now,
            last: now,
            is_shown: false,
        });
        Self { seen }
    }

    /// So many more are done.
    pub(super) fn step(&mut self, n: usize) {
        let Some(seen) = &mut self.seen else { return };
        seen.n_done += n;
        let now = Instant::now();
        if now.duration_since(seen.last) < EVERY {
            return;
        }
        seen.last = now;
        seen.is_shown = true;
        let line = line(seen, now.duration_since(seen.start));
        let mut out = io::stderr().lock();
        // Nobody is harmed if progress cannot be shown.
        let _ = write!(out, "\r{line}\u{1b}[K").and_then(|()| out.flush());
    }

    /// Takes the line away, for what is said next.
    pub(super) fn clear(&mut self) {
        if let Some(seen) = &mut self.seen
            && seen.is_shown
        {
            seen.is_shown = false;
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}

fn line(seen: &Seen, passed: Duration) -> String {
    let (done, all) = (seen.n_done, seen.n_all.max(seen.n_done));
    let millis = passed.as_millis().max(1);
    let rate = done as u128 * 1000 / millis;
    let left = (all - done) as u128 * millis / (done.max(1) as u128 * 1000);
    let (minutes, seconds) = (left / 60, left % 60);
    match seen.language {
        Language::Zh => format!("{done} / {all}，每秒 {rate} 份，还需 {minutes}:{seconds:02}"),
        Language::En => format!("{done} / {all}, {rate} a second, {minutes}:{seconds:02} left"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_takes_as_long_as_what_is_done() {
        let now = Instant::now();
        let seen = Seen {
            n_done: 100,
            n_all: 400,
            language: Language::En,
            start: now,
            last: now,
            is_shown: false,
        };
        let line = line(&seen, Duration::from_secs(50));
        assert_eq!(line, "100 / 400, 2 a second, 2:30 left");
    }
}
