-- The machines of each day. Machines whose installs have the same values are one row: `installs` has the values of each
-- install, and `machines` is how many machines have such installs.
-- ?1 first day, ?2 last day, ?3 release, ?4 operating system, ?5 schema version; NULL in ?3 to ?5 means all.
SELECT 'day' AS grouping, day AS name, installs, COUNT(*) AS machines
FROM (
  SELECT day, json_group_array(json_array(schema_version, release, os, isolation, docker, cli_source)) AS installs
  FROM heartbeats
  WHERE day BETWEEN ?1 AND ?2 AND (?3 IS NULL OR release = ?3) AND (?4 IS NULL OR os = ?4)
    AND (?5 IS NULL OR schema_version = ?5)
  GROUP BY day, machine
)
GROUP BY day, installs;
