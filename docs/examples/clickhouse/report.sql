-- The report on the installs of one part of 16 (parameter `part`). Table: heartbeats, with a column payload (String).
SELECT line
FROM executable('mcpx-report.sh', LineAsString, 'line String', (
    -- A line break in a payload would end the line. JSON treats a carriage return alike.
    SELECT replaceAll(payload, '\n', '\r')
    FROM heartbeats
    WHERE cityHash64(lower(JSONExtractString(payload, 'anonymous_id'))) % 16 = {part:UInt8}
    ORDER BY JSONExtractString(payload, 'timestamp')
))
FORMAT LineAsString;
