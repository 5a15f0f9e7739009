//! The real reports, where they stand beside the crate.

use super::*;

/// A real report, if the folder of reports stands beside the crate.
fn report(name: &str) -> Option<Document> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folders = ["../shared/reports", "../../shared/reports"];
    let mut path = folders.iter().map(|folder| root.join(folder).join(name));
    let bytes = path.find_map(|path| fs::read(path).ok())?;
    let (document, _) = source::read(&bytes).expect("real reports are text");
    Some(document)
}

/// Rows from the report's own lines by its own layout, simple as it is to a reader of that one.
fn naive(text: &str, begin: &str, end: &str, clean: fn(&str) -> Option<&str>) -> Vec<String> {
    let (_, from_begin) = text.split_once(begin).expect("the table begins");
    let (inner, _) = from_begin.split_once(end).expect("the table ends");
    let inner = format!("{begin}{inner}");
    let mut cells: Vec<String> = Vec::new();
    for line in inner.lines() {
        let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        match clean(line) {
            Some(cell) => cells.push(words(cell)),
            None if line.trim().is_empty() => {}
            None => {
                let label = cells.last_mut().expect("a label goes on");
                label.push(' ');
                label.push_str(&words(line));
            }
        }
    }
    cells.chunks(3).map(|row| row.join("|")).collect()
}

fn after_tab(line: &str) -> Option<&str> {
    line.strip_prefix('\t')
}

fn before_bar(line: &str) -> Option<&str> {
    line.strip_suffix('|')
}

#[test]
fn yushu() {
    let Some(document) = report("yushu-2017.txt") else {
        return;
    };
    let expected = naive(document.text(), "\t统 计", "\u{a0}\n", after_tab);
    assert_eq!(rows(&document), expected);
    assert_eq!(expected.len(), 66);
    assert!(expected.contains(&"其中：主动公开规范性文件数|条|4".to_owned()));
    let charts = outline(&document);
    let charts = charts.iter().filter(|block| block.starts_with('C'));
    assert_eq!(charts.collect::<Vec<_>>(), ["C 3", "C 4", "C 2", "C 5"]);
}

#[test]
fn xuecheng() {
    let Some(document) = report("xuecheng-2017.txt") else {
        return;
    };
    let expected = naive(document.text(), "\t统", "单位负责人", after_tab);
    assert_eq!(rows(&document), expected);
    assert!(expected.contains(&"七、向图书馆、档案馆等查阅场所报送信息数|条|355".to_owned()));
    assert!(expected.contains(&"九、区（市）政府公报发行量||0".to_owned()));
    let caption = only_table(&document).caption.unwrap();
    assert_eq!(
        caption.of(document.text()),
        "2017年政府信息公开工作情况统计表"
    );
}

#[test]
fn gubeikou() {
    let Some(document) = report("gubeikou-2017.txt") else {
        return;
    };
    let expected = naive(document.text(), "统 计 指 标", "古北口2017年度", before_bar);
    assert_eq!(rows(&document), expected);
    assert_eq!(expected.last().unwrap(), "(三)接受培训人员数|人次|210");
}

#[test]
fn reports_without_a_table_have_none() {
    for (name, n_headings) in [("heping-2017.txt", 12), ("zhaotong-2017.txt", 10)] {
        let Some(document) = report(name) else { return };
        assert!(
            document
                .blocks()
                .iter()
                .all(|block| as_table(block).is_none())
        );
        let headings = outline(&document);
        let headings = headings.iter().filter(|block| block.starts_with('H'));
        assert_eq!(headings.count(), n_headings, "{name}");
    }
}
