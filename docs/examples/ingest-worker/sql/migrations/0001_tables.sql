-- The tables of the ingestion Worker. No table has the address of a sender.

-- Accepted heartbeats: one row per install and day. A later heartbeat of the same day replaces the row.
CREATE TABLE heartbeats (
  anonymous_id TEXT NOT NULL,       -- in lower case
  day TEXT NOT NULL,                -- the day of arrival in UTC, as 2026-05-11
  kind TEXT NOT NULL,               -- what the library took the payload for: heartbeat
  machine_id TEXT,                  -- from schema 6 on; NULL before, and where the sender could not read it
  machine TEXT NOT NULL,            -- machine_id, or anonymous_id without one. Not computed: no index would cover it
  schema_version INTEGER NOT NULL,
  release TEXT NOT NULL,            -- with a v in front, as v0.31.2
  os TEXT NOT NULL,
  isolation TEXT NOT NULL,          -- docker_isolation_enabled: on, off, unknown
  docker TEXT NOT NULL,             -- docker_available: on, off, unknown
  cli_source TEXT NOT NULL,         -- docker_cli_source: path, bundled, login_shell, absent, unknown
  codes TEXT,                       -- error_code_counts_24h as JSON, as {"MCPX_HTTP_401":2}; NULL if there are none
  payload TEXT NOT NULL,            -- as received
  PRIMARY KEY (anonymous_id, day)
) STRICT;

-- All columns that the panels read, so that no panel reads payloads. In this order, no query has to sort the machines of
-- a day.
CREATE INDEX heartbeats_by_day ON heartbeats (
  day, machine, anonymous_id, schema_version, release, os, isolation, docker, cli_source
);

-- Most heartbeats have no codes and are not in this index.
CREATE INDEX heartbeats_with_codes ON heartbeats (
  day, anonymous_id, machine_id, schema_version, release, os, codes
) WHERE codes IS NOT NULL;

-- Opt-out beacons. Their ids are not stored.
CREATE TABLE opt_outs (
  day TEXT PRIMARY KEY,
  count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Refused payloads: how many per rule. A payload that breaks several rules counts once for each.
CREATE TABLE refusals (
  day TEXT NOT NULL,
  rule TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (day, rule)
) STRICT, WITHOUT ROWID;
