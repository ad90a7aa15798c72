// lazy.js: what the page loads after the view that it opens with.

import { codesView } from '../views/codes.js'
import { fleetView } from '../views/fleet.js'
import { heartbeatView } from '../views/heartbeat.js'

// This puts the code of the first view into one chunk with what it shares with the others, which makes both smaller.
export { Diagnosis } from '../element.js'
export { LogPanel } from '../parts/log.js'
export { reportTools } from '../parts/report.js'
export { shareTools } from '../parts/share.js'
export { decodeShare } from '../text/share.js'

export const views = { codes: codesView, fleet: fleetView, heartbeat: heartbeatView }
