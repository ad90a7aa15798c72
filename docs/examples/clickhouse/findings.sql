-- How many findings each rule has. Table: heartbeats, with a column payload (String).
SELECT JSONExtractString(finding, 'rule') AS rule, count() AS findings
FROM executable('mcpx-filter.sh', LineAsString, 'answer String', (
    SELECT concat('{"op":"validate","id":', toString(rowNumberInAllBlocks()),
        ',"payload_base64":"', base64Encode(payload), '"}')
    FROM heartbeats
))
ARRAY JOIN JSONExtractArrayRaw(answer, 'findings') AS finding
GROUP BY rule
ORDER BY findings DESC, rule
FORMAT TSV;
