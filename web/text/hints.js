// text/hints.js: the words for hints (how the server runs) and for where they come from.

export { isolationText, transportText } from '../../wasm/shared/hints.js'

export const LEADS = { caller: 'Given: ', text: 'Detected: ' }
