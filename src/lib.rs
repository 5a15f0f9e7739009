//! gouji (勾稽) reads a Chinese government report, extracts every figure and
//! checks the report's internal arithmetic with rules loaded from TOML.

pub mod audit;
pub mod baseline;
pub mod bench;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compose;
pub mod config;
pub mod diagnose;
pub mod document;
pub mod engine;
pub mod fact;
pub mod finding;
pub mod gap;
pub mod language;
pub mod pack;
pub mod quantity;
pub mod report;
pub mod sections;
pub mod severity;
pub mod source;
pub mod span;
pub mod template;
pub mod trial;
