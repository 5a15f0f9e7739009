//! What a document states: figures, and the indicators, periods and scopes they belong to.
//!
//! Deliberately absent: rules.

pub mod token;
