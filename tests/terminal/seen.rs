//! What a reader sees of printed findings, cell by cell.

use unicode_width::UnicodeWidthStr;

/// What stands above each underline, line by line, and the number of the line.
pub(crate) fn underlined(printed: &str) -> Vec<(usize, String)> {
    let lines: Vec<&str> = printed.lines().collect();
    let mut found = Vec::new();
    for pair in lines.windows(2) {
        let Some((number, above)) = pair[0].split_once(['│', '|']) else {
            continue;
        };
        let Ok(number) = number.trim().parse() else {
            continue;
        };
        let below = pair[1]
            .split_once(['·', ':'])
            .expect("marks follow the row")
            .1;
        for (from, to) in runs(below) {
            found.push((number, between(above, from, to)));
        }
    }
    found
}

/// The cells of each run of underline characters.
fn runs(line: &str) -> Vec<(usize, usize)> {
    let is_drawn = |c: char| "─┬^|▲".contains(c);
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (cell, c) in line.chars().enumerate().filter(|(_, c)| is_drawn(*c)) {
        match runs.last_mut() {
            Some(run) if run.1 == cell && c != '▲' => run.1 = cell + 1,
            _ => runs.push((cell, cell + 1)),
        }
    }
    runs
}

/// The characters that are drawn in these cells; each of them as a whole.
fn between(line: &str, from: usize, to: usize) -> String {
    let mut at = 0;
    let mut shown = String::new();
    for c in line.chars() {
        let next = at + UnicodeWidthStr::width(c.to_string().as_str());
        if from <= at && next <= to {
            shown.push(c);
        } else {
            assert!(
                next <= from || to <= at,
                "`{c}` is underlined in part: {line}"
            );
        }
        at = next;
    }
    shown
}

pub(crate) fn widest(printed: &str) -> usize {
    printed
        .lines()
        .map(UnicodeWidthStr::width)
        .max()
        .unwrap_or(0)
}

/// The line numbers of the rows, in order.
pub(crate) fn row_numbers(printed: &str) -> Vec<usize> {
    let rows = printed
        .lines()
        .filter_map(|line| line.split_once(['│', '|']));
    rows.filter_map(|(number, _)| number.trim().parse().ok())
        .collect()
}
