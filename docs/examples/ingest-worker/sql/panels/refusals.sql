-- Refused payloads per rule. ?1 first day, ?2 last day.
SELECT 'all' AS grouping, 'all' AS name, rule AS state, SUM(count) AS count
FROM refusals
WHERE day BETWEEN ?1 AND ?2
GROUP BY rule
ORDER BY rule;
