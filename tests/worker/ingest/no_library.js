// no_library.js: in place of the library, to measure the Worker without its checks.

const flags = { properties: { docker_cli_source: { enum: ['path', 'bundled', 'login_shell', 'absent'] } } }
const heartbeat = { properties: { os: { enum: ['darwin', 'linux', 'windows'] } } }

export const loadSync = () => ({
  schemaVersion: 5,
  schema: () => ({ $defs: { feature_flags: flags, heartbeat } }),
  validate: () => ({ ok: true, kind: 'heartbeat', findings: [] })
})
