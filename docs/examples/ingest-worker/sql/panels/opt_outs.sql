-- Opt-out beacons per day. ?1 first day, ?2 last day.
SELECT 'day' AS grouping, day AS name, 'all' AS state, count
FROM opt_outs
WHERE day BETWEEN ?1 AND ?2
ORDER BY day;
