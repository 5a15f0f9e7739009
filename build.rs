//! Builds gouji anew when a built-in rule pack changes; `include_dir!` alone would not notice.

fn main() {
    println!("cargo::rerun-if-changed=rules");
}
