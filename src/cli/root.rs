//! Paths made absolute, and relative to a folder, by their words alone: no link is followed.

use std::path::{Component, Path, PathBuf};

/// A folder that paths are told relative to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Root {
    here: PathBuf,
    folder: PathBuf,
}

impl Root {
    /// The folder `folder`, if need be under the current folder `here`.
    pub(super) fn new(folder: &Path, here: &Path) -> Self {
        Self {
            here: here.to_owned(),
            folder: absolute(folder, here),
        }
    }

    /// The folder that the file `path` stands in.
    pub(super) fn of_file(path: &Path, here: &Path) -> Self {
        let folder = absolute(path, here);
        Self::new(folder.parent().unwrap_or(&folder), here)
    }

    /// `path` as seen from the folder, with slashes; in full if it does not lie below it.
    pub(super) fn relative(&self, path: &Path) -> String {
        let full = absolute(path, &self.here);
        let inside = full.strip_prefix(&self.folder).unwrap_or(&full);
        let words = inside.to_string_lossy();
        if std::path::MAIN_SEPARATOR == '/' {
            words.into_owned()
        } else {
            words.replace(std::path::MAIN_SEPARATOR, "/")
        }
    }

    /// Where a path that is written relative to the folder leads.
    pub(super) fn join(&self, relative: &str) -> PathBuf {
        self.folder.join(relative)
    }
}

/// The whole of `path`, without `.` and `..`.
pub(super) fn absolute(path: &Path, here: &Path) -> PathBuf {
    let mut full = PathBuf::new();
    for part in here.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                full.pop();
            }
            part => full.push(part),
        }
    }
    full
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn paths_are_told_from_the_folder() {
        let root = Root::new(Path::new("旧"), Path::new("/档"));
        assert_eq!(root.relative(Path::new("旧/2016/甲.txt")), "2016/甲.txt");
        assert_eq!(root.relative(Path::new("./旧/../旧/甲.txt")), "甲.txt");
        assert_eq!(root.relative(Path::new("/档/旧/甲.txt")), "甲.txt");
        assert_eq!(root.relative(Path::new("新/甲.txt")), "/档/新/甲.txt");
        assert_eq!(root.join("2016/甲.txt"), Path::new("/档/旧/2016/甲.txt"));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_stands_in_its_folder() {
        let root = Root::of_file(Path::new("../gouji.toml"), Path::new("/档/旧"));
        assert_eq!(root.relative(Path::new("甲.txt")), "旧/甲.txt");
    }
}
