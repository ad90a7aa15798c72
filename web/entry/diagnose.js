// diagnose.js: the module script that a page embeds. It defines the element <mcpx-diagnose>, and fetches nothing until
// the document has one.
const TAG = 'mcpx-diagnose'
const MISSING = 'This tool did not load. Reload the page.'

let loading // a promise of element.js

class McpxDiagnose extends HTMLElement {
  #diagnosis

  connectedCallback() {
    if (this.#diagnosis) this.#diagnosis.connect()
    else this.#load()
  }

  disconnectedCallback() {
    this.#diagnosis?.disconnect()
  }

  async #load() {
    loading ??= import('../element.js')
    const part = await loading.catch(() => null)
    if (!part) this.#showMissing()
    else if (this.isConnected && !this.#diagnosis) {
      this.#diagnosis = new part.Diagnosis(this, () => import('./lazy.js'))
      this.#diagnosis.connect()
    }
  }

  #showMissing() {
    loading = null
    this.role = 'alert'
    this.textContent = MISSING
  }
}

// A site may load the script more than once.
if (!customElements.get(TAG)) customElements.define(TAG, McpxDiagnose)
