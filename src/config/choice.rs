//! Which rules run, and how severe they are.

use crate::severity::Severity;

/// What one layer says of the rules; names are ids of rules or of packs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Choice {
    /// Only these run.
    pub select: Option<Vec<String>>,
    /// These do not.
    pub ignore: Vec<String>,
    /// How severe single rules are.
    pub severity: Vec<(String, Level)>,
}

/// How severe a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    /// It does not run.
    Off,
    /// This takes the place of its own severity, as the most severe its findings can be.
    At(Severity),
}

impl Choice {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// How severe the rule is under `layers`, of which later ones win; nothing if it does not run.
pub fn severity_of<'c>(
    layers: impl IntoIterator<Item = &'c Choice>,
    pack: &str,
    rule: &str,
    own: Severity,
) -> Option<Severity> {
    let names = |name: &String| name == rule || name == pack;
    let (mut is_wanted, mut is_off, mut severity) = (true, false, own);
    for layer in layers {
        if let Some(select) = &layer.select {
            is_wanted = select.iter().any(names);
        }
        if layer.ignore.iter().any(names) {
            is_wanted = false;
        }
        let said = layer.severity.iter().find(|(name, _)| name == rule);
        match said {
            Some((_, Level::Off)) => is_off = true,
            Some((_, Level::At(level))) => (is_off, severity) = (false, *level),
            None => {}
        }
    }
    (is_wanted && !is_off).then_some(severity)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    fn severity(layers: &[Choice]) -> Option<Severity> {
        severity_of(layers, "prose", "part-sum", Severity::Error)
    }

    #[test]
    fn rules_are_named_by_themselves_or_by_their_pack() {
        for name in ["prose", "part-sum"] {
            let ignored = Choice {
                ignore: names(&[name]),
                ..Choice::default()
            };
            assert_eq!(severity(&[ignored]), None);
            let selected = Choice {
                select: Some(names(&[name])),
                ..Choice::default()
            };
            assert_eq!(severity(&[selected]), Some(Severity::Error));
        }
        let other = Choice {
            select: Some(names(&["form"])),
            ..Choice::default()
        };
        assert_eq!(severity(&[other]), None);
    }

    #[test]
    fn later_layers_win() {
        let level = |level| Choice {
            severity: vec![("part-sum".to_owned(), level)],
            ..Choice::default()
        };
        let (off, note) = (level(Level::Off), level(Level::At(Severity::Note)));
        assert_eq!(severity(&[off.clone(), note.clone()]), Some(Severity::Note));
        assert_eq!(severity(&[note.clone(), off]), None);
        let selected = Choice {
            select: Some(names(&["part-sum"])),
            ..Choice::default()
        };
        let ignored = Choice {
            ignore: names(&["prose"]),
            ..Choice::default()
        };
        assert_eq!(
            severity(&[ignored.clone(), selected]),
            Some(Severity::Error)
        );
        // A severity says how a rule runs, not that it does.
        assert_eq!(severity(&[ignored, note]), None);
    }
}
