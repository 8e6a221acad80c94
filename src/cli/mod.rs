//! The command line: what each sub-command does.
