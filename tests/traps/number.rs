//! Traps of numbers: those that are no quantity, each beside one that is.

use super::classes;

#[test]
fn an_article_is_no_count() {
    let seen = classes("依据《条例》第32条公开信息32条。\n");
    let expected = [("第32条", "article"), ("32", "quantity")];
    assert_eq!(seen, expected.map(|(text, class)| (text.to_owned(), class)));
}
