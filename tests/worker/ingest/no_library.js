// no_library.js: in place of the library, to measure the Worker without its checks.

const flags = { properties: { docker_cli_source: { enum: ['path', 'bundled', 'login_shell', 'absent'] } } }

export const loadSync = () => ({
  schemaVersion: 5,
  schema: () => ({
    $defs: { feature_flags: flags },
    else: { properties: { os: { enum: ['darwin', 'linux', 'windows'] } } }
  }),
  validate: () => ({ ok: true, kind: 'heartbeat', findings: [] })
})
