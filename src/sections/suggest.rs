//! Near misses of a misspelt name.

/// `did you mean ...?`, or the names there are.
pub(crate) fn did_you_mean(name: &str, known: &[&str]) -> String {
    if let Some(near) = nearest(name, known.iter().copied()) {
        return format!("did you mean `{near}`?");
    }
    let known: Vec<_> = known.iter().map(|known| format!("`{known}`")).collect();
    match known.as_slice() {
        [] => "nothing can be said here".to_owned(),
        [only] => format!("there is only {only}"),
        [first @ .., last] => format!("there are {} and {last}", first.join(", ")),
    }
}

/// The known name that is closest to `name`, if any is close.
pub(crate) fn nearest<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let name: Vec<char> = name.chars().collect();
    let bearable = (name.len() / 3).max(1);
    known
        .filter(|known| known.chars().count().abs_diff(name.len()) <= bearable)
        .map(|known| (distance(&name, known), known))
        .filter(|&(distance, _)| distance <= bearable)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, known)| known)
}

/// How many characters have to be inserted, removed or replaced.
fn distance(from: &[char], to: &str) -> usize {
    let mut row: Vec<usize> = (0..=from.len()).collect();
    for (i, to) in to.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &from) in from.iter().enumerate() {
            let replaced = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[from.len()]
}
