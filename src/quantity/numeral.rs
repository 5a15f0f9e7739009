//! Printed numbers.
