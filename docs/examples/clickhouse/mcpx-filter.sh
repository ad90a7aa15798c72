#!/bin/sh
# Copy this to the folder user_scripts of ClickHouse. It reads one request per line, and writes one answer per line.
exec mcpx filter
