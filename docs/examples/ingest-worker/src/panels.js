// panels.js: the panels and their queries. `filtered` queries take a release, a system and a schema version as well.
import cliSource from '../sql/panels/cli_source.sql'
import codes from '../sql/panels/codes.sql'
import commandMissing from '../sql/panels/command_missing.sql'
import installs from '../sql/panels/installs.sql'
import isolation from '../sql/panels/isolation.sql'
import optOuts from '../sql/panels/opt_outs.sql'
import refusals from '../sql/panels/refusals.sql'
import releases from '../sql/panels/releases.sql'
import systems from '../sql/panels/systems.sql'

export const PANELS = {
  installs: { sql: installs, filtered: true },
  isolation: { sql: isolation, filtered: true },
  cli_source: { sql: cliSource, filtered: true },
  command_missing: { sql: commandMissing, filtered: true },
  codes: { sql: codes, filtered: true },
  releases: { sql: releases, filtered: true },
  systems: { sql: systems, filtered: true },
  opt_outs: { sql: optOuts, filtered: false },
  refusals: { sql: refusals, filtered: false }
}
