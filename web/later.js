// later.js: the views that the page does not open with.
export { codesView } from './views/codes.js'
export { heartbeatView } from './views/heartbeat.js'
