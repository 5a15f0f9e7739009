//! Reports by their paths.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Paths relative to the folder of `gouji.toml`, with slashes.
///
/// `*` and `?` stop at a slash, `**` does not. A pattern names the files it matches and all
/// below the folders it matches; without a slash in it, wherever they stand.
#[derive(Debug, Clone)]
pub struct Paths(GlobSet);

impl Paths {
    /// The paths that any of `patterns` matches.
    ///
    /// # Errors
    ///
    /// The pattern that is none, by its number, and why.
    pub fn new(patterns: &[&str]) -> Result<Self, (usize, String)> {
        let mut set = GlobSetBuilder::new();
        for (at, pattern) in patterns.iter().enumerate() {
            let told = |error: globset::Error| (at, error.kind().to_string());
            let bare = pattern.trim_start_matches("./").trim_end_matches('/');
            let anywhere = if bare.contains('/') { "" } else { "**/" };
            let bare = bare.trim_start_matches('/');
            for below in ["", "/**"] {
                let glob = GlobBuilder::new(&format!("{anywhere}{bare}{below}"))
                    .literal_separator(true)
                    .build()
                    .map_err(told)?;
                set.add(glob);
            }
        }
        let last = patterns.len().saturating_sub(1);
        let built = set.build();
        built
            .map(Self)
            .map_err(|error| (last, error.kind().to_string()))
    }

    /// Whether `path` is one of them.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.0.is_match(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(pattern: &str, path: &str) -> bool {
        Paths::new(&[pattern]).expect("a pattern").has(path)
    }

    #[test]
    fn patterns_stand_below_the_file() {
        assert!(has("2016/**", "2016/区/甲.txt"));
        assert!(has("2016/*.txt", "2016/甲.txt"));
        assert!(!has("2016/*.txt", "2016/区/甲.txt"));
        assert!(!has("2016/*.txt", "旧/2016/甲.txt"));
        assert!(has("**/2016/*.txt", "旧/2016/甲.txt"));
        assert!(has("./2016/甲.txt", "2016/甲.txt"));
    }

    #[test]
    fn a_folder_means_all_below_it() {
        assert!(has("2016", "2016/区/甲.txt"));
        assert!(has("2016/", "旧/2016/甲.txt"));
        assert!(has("旧/2016", "旧/2016/甲.txt"));
        assert!(!has("旧/2016", "旧/20161/甲.txt"));
    }

    #[test]
    fn a_bare_name_stands_anywhere() {
        assert!(has("甲.txt", "2016/区/甲.txt"));
        assert!(has("*.html", "2016/甲.html"));
        assert!(!has("*.html", "2016/甲.txt"));
    }

    #[test]
    fn what_is_no_pattern_is_told() {
        let (at, _) = Paths::new(&["a", "[b"]).expect_err("a bracket stays open");
        assert_eq!(at, 1);
    }
}
