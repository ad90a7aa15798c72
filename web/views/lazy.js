// views/lazy.js: what the page loads after the view that it opens with.
export { LogPanel } from '../parts/log.js'
export { reportTools } from '../parts/report.js'
export { shareTools } from '../parts/share.js'
export { decodeShare } from '../text/share.js'
export { codesView } from './codes.js'
export { heartbeatView } from './heartbeat.js'
