-- The machines of the period, and those of each release. An install has the values of its latest heartbeat; under a
-- release, those of its latest heartbeat of that release. Machines whose installs have the same values are one row:
-- `installs` has the values of each install, and `machines` is how many machines have such installs.
-- ?1 first day, ?2 last day, ?3 release, ?4 operating system, ?5 schema version; NULL in ?3 to ?5 means all.
WITH releases AS MATERIALIZED (
  SELECT anonymous_id, machine, schema_version, release, os, isolation, docker, cli_source, MAX(day) AS latest
  FROM heartbeats
  WHERE day BETWEEN ?1 AND ?2 AND (?3 IS NULL OR release = ?3) AND (?4 IS NULL OR os = ?4)
    AND (?5 IS NULL OR schema_version = ?5)
  GROUP BY anonymous_id, release
),
period AS (SELECT *, MAX(latest) FROM releases GROUP BY anonymous_id),
machines AS (
  SELECT 'all' AS grouping, 'all' AS name,
    json_group_array(json_array(schema_version, release, os, isolation, docker, cli_source)) AS installs
  FROM period
  GROUP BY machine
  UNION ALL
  SELECT 'release', release,
    json_group_array(json_array(schema_version, release, os, isolation, docker, cli_source))
  FROM releases
  GROUP BY release, machine
)
SELECT grouping, name, installs, COUNT(*) AS machines
FROM machines
GROUP BY grouping, name, installs;
