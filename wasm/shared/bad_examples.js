// bad_examples.js: a clean heartbeat -> one with a finding of a rule, to test what reads the findings.

// Secrets are put together here, so that no scanner takes this file for a leak.
const NOTES = {
  home_path: '/Users/jane/projects',
  root_path: '/root/.config/app',
  drive_path: 'D:\\data\\app',
  unc_path: '\\\\fileserver\\share\\app',
  env_path: '$HOME/projects',
  url: 'https://example.com/a',
  email: 'jane@example.com',
  host_name: 'build-box.local',
  ipv4: '10.20.30.40',
  ipv6: '2001:db8:85a3::8a2e:370:7334',
  mac: '3c:22:fb:8a:1d:07',
  vendor_key: `gh${'p_'}Zq7Xv9Kw3Yj5Bq8Zx2Vk6Wy4Jq1Zv0Xk7Wq9`,
  auth_pair: ['password', 'hunter2-Xk7'].join('='),
  absolute_path: '/opt/app/bin',
  public_host: 'api.example.com',
  uuid: '0f8fad5b-d9cb-469f-a165-70867728950e',
  command_line: 'docker run --rm -it alpine'
}

const withNote = (note) => (payload) => ({ ...payload, note })
const withFields = (fields) => (payload) => ({ ...payload, ...fields })
const without = (name) => (payload) => {
  const { [name]: _, ...rest } = payload
  return rest
}

const PAYLOADS = {
  missing_field: without('server_count'),
  unknown_field: withFields({ colour_of_the_day: 1 }),
  misspelled_field: withFields({ tool_cuont: 1 }),
  unknown_key: withFields({ surface_requests: { mcp: 1, cli: 0, webui: 0, tray: 0, unknown: 0, phone: 1 } }),
  wrong_type: withFields({ quarantine_enabled: 'yes' }),
  outside_closed_set: withFields({ edition: 'enterprise-x' }),
  bad_schema_version: withFields({ schema_version: 0 }),
  newer_schema: withFields({ schema_version: 99 }),
  bad_count: withFields({ tool_count: -1 }),
  bad_uuid: withFields({ anonymous_id: 'none' }),
  bad_date_time: withFields({ timestamp: 'yesterday' }),
  connected_exceeds_total: withFields({ connected_server_count: 1000 }),
  beacon_with_more: withFields({ event: 'telemetry_disabled' }),
  ...Object.fromEntries(Object.entries(NOTES).map(([rule, note]) => [rule, withNote(note)]))
}

const TEXTS = {
  json_syntax: (text) => text.replace(/\n\}$/, ',\n}'),
  json_unexpected_end: (text) => text.slice(0, -2),
  json_trailing_text: (text) => `${text} and more`,
  json_duplicate_key: (text) => text.replace('{', '{\n  "edition": "personal",'),
  json_byte_order_mark: (text) => `\ufeff${text}`,
  not_an_object: (text) => `[${text}, 1]`
}

export const BAD_RULES = [...Object.keys(TEXTS), ...Object.keys(PAYLOADS)]

// The text of a payload with a finding of this rule, which is one of BAD_RULES.
export function badExample(payload, rule) {
  const changed = PAYLOADS[rule]?.(payload) ?? payload
  const text = JSON.stringify(changed, null, 2)
  return TEXTS[rule]?.(text) ?? text
}
