//! How rules name indicators: by key, by Chinese name, or by path.
//!
//! A key is known to all packs. A Chinese name or another label is that of the rule's
//! own pack, and only where one indicator has it; `行政复议数量/其他情形数` tells apart
//! what stands under several parents.

use super::{error::Mistake, indicators::Indicators};
use crate::{
    sections::nearest,
    template::{Indicator, IndicatorId, Labels, fold_label},
};

/// Finds indicators by the names that rules give them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names<'a> {
    indicators: &'a Indicators<'a>,
    labels: &'a Labels,
}

impl<'a> Names<'a> {
    /// The names that rules of `pack` may use.
    pub(super) fn new(indicators: &'a Indicators<'a>, pack: usize) -> Self {
        Self {
            indicators,
            labels: &indicators.labels[pack],
        }
    }

    /// The indicator behind a key, a Chinese name, or a path `父/子`.
    ///
    /// Nothing, and no mistake, if it may stand where an `indicators.toml` cannot be read.
    pub(super) fn find(&self, name: &str) -> Result<Option<IndicatorId>, Mistake> {
        let found = self.candidates(name);
        match found.as_slice() {
            &[id] => Ok(Some(id)),
            [] if !self.indicators.is_complete => Ok(None),
            [] => Err(self.unknown(name)),
            several => Err(self.ambiguous(name, several)),
        }
    }

    /// The indicator behind an id.
    pub(super) fn indicator(&self, id: IndicatorId) -> &'a Indicator {
        &self.indicators.all[usize::from(id.0)]
    }

    fn candidates(&self, name: &str) -> Vec<IndicatorId> {
        if let Some(&id) = self.indicators.keys.get(name) {
            return vec![id];
        }
        let (above, label) = name.rsplit_once('/').unwrap_or(("", name));
        let labelled = self.labels.get(&*fold_label(label));
        let mut found = labelled.cloned().unwrap_or_default();
        found.retain(|&id| self.stands_under(id, above));
        found
    }

    /// Whether all of the path `above` lies above the indicator, in that order.
    fn stands_under(&self, id: IndicatorId, above: &str) -> bool {
        let mut above = above.rsplit('/').filter(|part| !part.is_empty()).peekable();
        let mut parent = self.indicator(id).parent;
        while let (Some(id), Some(part)) = (parent, above.peek()) {
            let labelled = self.labels.get(&*fold_label(part));
            if labelled.is_some_and(|ids| ids.contains(&id)) {
                above.next();
            }
            parent = self.indicator(id).parent;
        }
        above.peek().is_none()
    }

    fn unknown(&self, name: &str) -> Mistake {
        let keys = self.indicators.keys.keys().copied();
        let names = self.indicators.all.iter().map(|i| i.name.zh.as_str());
        let label = name.rsplit('/').next().unwrap_or(name);
        let near = nearest(name, keys).or_else(|| nearest(label, names));
        let help = near.map_or_else(
            || "define it in `indicators.toml`, or correct the spelling".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        Mistake::UnknownIndicator {
            name: name.to_owned(),
            help,
        }
    }

    fn ambiguous(&self, name: &str, ids: &[IndicatorId]) -> Mistake {
        let keys: Vec<_> = ids
            .iter()
            .map(|&id| format!("`{}`", self.indicator(id).key))
            .collect();
        Mistake::AmbiguousIndicator {
            name: name.to_owned(),
            candidates: keys.join(", "),
        }
    }
}
