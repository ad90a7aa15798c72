// ops/fleet_groups.js: heartbeats -> installs by release and by day, and how many of them have a Docker daemon but no docker
// command. An install counts with its latest heartbeat, in a day with its latest heartbeat of that day.
import { parsed } from '../../wasm/shared/json_text.js'
import { releaseOf } from '../../wasm/shared/release.js'

// Further installs are not counted: the memory is limited.
const INSTALLS_MAX = 100_000
const DAYS_MAX = 92

function stateOf({ version, timestamp, feature_flags: flags }) {
  const reports = typeof flags?.docker_cli_source === 'string'
  return {
    release: releaseOf(version),
    time: String(timestamp),
    reports,
    affected: flags?.docker_available === true && flags?.docker_cli_source === 'absent'
  }
}

const keepLatest = (states, id, state) => {
  const known = states.get(id)
  if (known ? known.time < state.time : states.size < INSTALLS_MAX) states.set(id, state)
}

// [{ name, installs, reports, affected }]
function grouped(states, nameOf) {
  const groups = new Map()
  for (const state of states) {
    const name = nameOf(state)
    const group = groups.get(name) ?? { name, installs: 0, reports: 0, affected: 0 }
    groups.set(name, group)
    group.installs += 1
    group.reports += state.reports
    group.affected += state.affected
  }
  return [...groups.values()]
}

const DAY = /^\d{4}-\d\d-\d\d/

export class FleetGroups {
  #installs = new Map()
  #days = new Map() // day -> states by install

  add(text) {
    const payload = parsed(text)
    if (!payload) return
    const state = stateOf(payload)
    const id = payload.anonymous_id
    keepLatest(this.#installs, id, state)
    const day = DAY.exec(state.time)?.[0]
    if (!day || (!this.#days.has(day) && this.#days.size >= DAYS_MAX)) return
    if (!this.#days.has(day)) this.#days.set(day, new Map())
    keepLatest(this.#days.get(day), id, state)
  }

  result() {
    const days = [...this.#days].flatMap(([day, states]) => grouped(states.values(), () => day))
    return {
      releases: grouped(this.#installs.values(), ({ release }) => release),
      days: days.sort((a, b) => (a.name < b.name ? -1 : 1))
    }
  }
}
