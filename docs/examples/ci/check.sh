#!/usr/bin/env bash
# Check the payloads of a nightly export. Usage: check.sh FILE…
# MCPX is the command to run; the default is the npm package.
set -euo pipefail
read -ra mcpx <<<"${MCPX:-npx --yes @mcpproxy/mcpx@0.1.0}"

"${mcpx[@]}" validate --quiet \
  --max-rate unknown_code=1% --max-rate outside_closed_set=0.1% \
  -f text -f json=findings.json -f junit=findings.xml "$@"
"${mcpx[@]}" report --by release -f json=report.json -f text "$@"
