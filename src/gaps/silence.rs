//! Which gap silences which: one root cause, one gap.
