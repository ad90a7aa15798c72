// groups.js: heartbeats -> the figures of each release, edition, day or client.
import { parsed } from '../../shared/json_text.js'
import { compareGroups, OTHER } from '../../shared/merge.js'
import { releaseOf } from '../../shared/release.js'

// Each group has an instance of the library. Payloads of further groups are counted together.
const GROUPS_MAX = 64

const DAY = /^\d{4}-\d\d-\d\d(?=T)/

const listed = (value, names) => [names.includes(value) ? value : OTHER]

const NAMES = {
  release: ({ version }) => [releaseOf(version)],
  day: ({ timestamp }) => [DAY.exec(timestamp)?.[0] ?? OTHER],
  edition: ({ edition }, { properties }) => listed(edition, properties.edition.enum),
  // An install may have several clients, and counts in the group of each.
  client: ({ connected_client_ids: ids }, _, clients) =>
    Array.isArray(ids) && ids.length ? [...new Set(ids.flatMap((id) => listed(id, clients)))] : ['none']
}

// A byte order mark is an error, but the heartbeat counts.
const utf8 = new TextDecoder()

export class Groups {
  #load
  #by
  #schema
  #clients
  #reports = new Map()

  constructor(mcpx, load, by) {
    this.#load = load
    this.#by = by
    this.#schema = mcpx.schema().$defs.heartbeat
    this.#clients = mcpx.surroundings().clients.map(({ id }) => id.replaceAll('_', '-'))
  }

  count(bytes) {
    const payload = parsed(utf8.decode(bytes))
    if (typeof payload !== 'object' || payload === null) return
    for (const name of NAMES[this.#by](payload, this.#schema, this.#clients)) this.#report(name).count(bytes)
  }

  #report(name) {
    const known = this.#reports.get(name)
    if (known) return known
    if (this.#reports.size >= GROUPS_MAX && name !== OTHER) return this.#report(OTHER)
    const report = this.#load().openReport()
    this.#reports.set(name, report)
    return report
  }

  // { by_release: { name: figures } }. Groups of other payloads than heartbeats have no installs.
  figures() {
    const groups = [...this.#reports].sort(compareGroups).map(([name, report]) => {
      const { installs, docker_available, docker_isolation_enabled, docker_cli_source, ...rest } =
        report.figures()
      const { docker_available_cli_absent, codes } = rest
      const states = { docker_available, docker_isolation_enabled, docker_cli_source }
      return [name, { installs, ...states, docker_available_cli_absent, codes }]
    })
    return { [`by_${this.#by}`]: Object.fromEntries(groups.filter(([, { installs }]) => installs)) }
  }
}
