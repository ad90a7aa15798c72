#!/bin/sh
# Copy this to the folder user_scripts of ClickHouse. It reads one payload per line, and writes a report in JSON.
exec mcpx report --ndjson --format json -
