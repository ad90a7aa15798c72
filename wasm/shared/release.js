// release.js: the version of a heartbeat -> the name of its group. A name is shown only if it cannot be personal data.
import { OTHER } from './merge.js'

const RELEASE = /^v?\d{1,4}\.\d{1,4}\.\d{1,4}(-(rc|beta|alpha)\.?\d{0,3})?$/

export const releaseOf = (version) => (RELEASE.test(version) ? String(version) : OTHER)
