// Layout 2: what finds old values.
// Parameters: none. Every statement can be run again, also by several servers at once.
CREATE INDEX tinklas_past_of IF NOT EXISTS FOR (past:TinklasPast) ON (past.tinklas_of, past.tinklas_sequence);
