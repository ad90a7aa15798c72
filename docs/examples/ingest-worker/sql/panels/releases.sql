-- Installs per day and release. Groups under 5 machines are left out.
-- ?1 first day, ?2 last day, ?3 release, ?4 operating system, ?5 schema version; NULL in ?3 to ?5 means all.
SELECT 'day' AS grouping, day AS name, release AS state, COUNT(*) AS installs,
  COUNT(DISTINCT COALESCE(machine_id, anonymous_id)) AS machines
FROM heartbeats
WHERE day BETWEEN ?1 AND ?2 AND (?3 IS NULL OR release = ?3) AND (?4 IS NULL OR os = ?4)
  AND (?5 IS NULL OR schema_version = ?5)
GROUP BY day, release
HAVING machines >= 5
ORDER BY day, release;
