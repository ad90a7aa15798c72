-- Error codes: how many installs had each, and how often it occurred.
-- All heartbeats count, so an install counts under every release, schema version and system under which it had the
-- code. Groups under 5 machines are left out.
-- ?1 first day, ?2 last day, ?3 release, ?4 operating system, ?5 schema version; NULL in ?3 to ?5 means all.
WITH found AS MATERIALIZED (
  SELECT day, anonymous_id, machine_id, schema_version, release, os, entry.key AS code, entry.value AS count
  FROM heartbeats, json_each(heartbeats.codes) AS entry
  WHERE codes IS NOT NULL AND day BETWEEN ?1 AND ?2 AND (?3 IS NULL OR release = ?3) AND (?4 IS NULL OR os = ?4)
    AND (?5 IS NULL OR schema_version = ?5)
),
occurrences AS MATERIALIZED (
  -- An install with and without a machine id is one machine.
  SELECT *, COALESCE(MAX(machine_id) OVER (PARTITION BY anonymous_id), anonymous_id) AS machine FROM found
),
groups AS (
  SELECT 'all' AS grouping, 'all' AS name, * FROM occurrences
  UNION ALL SELECT 'schema_version', CAST(schema_version AS TEXT), * FROM occurrences
  UNION ALL SELECT 'os', os, * FROM occurrences
  UNION ALL SELECT 'release', release, * FROM occurrences
  UNION ALL SELECT 'day', day, * FROM occurrences
)
SELECT grouping, name, code AS state, COUNT(DISTINCT anonymous_id) AS installs, COUNT(DISTINCT machine) AS machines,
  TOTAL(count) AS count -- SUM would fail on an integer overflow
FROM groups
GROUP BY grouping, name, code
HAVING machines >= 5
ORDER BY grouping, name, code;
