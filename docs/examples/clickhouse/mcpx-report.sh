#!/bin/sh
# Copy this to the folder user_scripts of ClickHouse. It reads one payload per line, and writes a
# report in JSON. A part may have no rows.
exec mcpx report --ndjson --allow-empty --format json -
