-- Docker isolation: on, off or unknown.
-- For all, release, schema version and system, an install counts with its latest heartbeat; under a release, with its
-- latest heartbeat of that release. Groups under 5 machines are left out.
-- ?1 first day, ?2 last day, ?3 release, ?4 operating system, ?5 schema version; NULL in ?3 to ?5 means all.
WITH days AS MATERIALIZED (
  SELECT day, anonymous_id, COALESCE(machine_id, anonymous_id) AS machine, schema_version, release, os, isolation
  FROM heartbeats
  WHERE day BETWEEN ?1 AND ?2 AND (?3 IS NULL OR release = ?3) AND (?4 IS NULL OR os = ?4)
    AND (?5 IS NULL OR schema_version = ?5)
),
releases AS MATERIALIZED (SELECT *, MAX(day) AS latest FROM days GROUP BY anonymous_id, release),
installs AS MATERIALIZED (SELECT *, MAX(latest) FROM releases GROUP BY anonymous_id),
groups AS (
  SELECT 'all' AS grouping, 'all' AS name, * FROM installs
  UNION ALL SELECT 'schema_version', CAST(schema_version AS TEXT), * FROM installs
  UNION ALL SELECT 'os', os, * FROM installs
  UNION ALL SELECT 'release', release, *, NULL FROM releases
  UNION ALL SELECT 'day', day, *, NULL, NULL FROM days
)
SELECT grouping, name, isolation AS state, COUNT(*) AS installs, COUNT(DISTINCT machine) AS machines
FROM groups
GROUP BY grouping, name, state
HAVING machines >= 5
ORDER BY grouping, name, state;
