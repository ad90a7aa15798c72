// diagnose.js: the module script that a page embeds. It defines the element <mcpx-diagnose>.
import { MCPX_TAG, McpxDiagnose } from '../element.js'

// A single-page app may load the script on each visit of the page.
if (!customElements.get(MCPX_TAG)) customElements.define(MCPX_TAG, McpxDiagnose)
