// views/lazy.js: the views that are loaded after the first one.
export { codesView } from './codes.js'
export { heartbeatView } from './heartbeat.js'
