// answer_words.js: numbers that the module shares with JavaScript. docs/derive.js makes this file from
// src/tables/answer_words.def and transports.def.

// The index of each word of an answer.
export const CODE = 0
export const SEVERITY = 1
export const RULE = 2
export const EXTENSION = 3
export const PROXY_CODE = 4
export const TRANSPORT = 5
export const TRANSPORT_SOURCE = 6
export const ISOLATION = 7
export const ISOLATION_SOURCE = 8
export const FACT = 9
export const FACT_SOURCE = 10
export const EVIDENCE_COUNT = 11
export const EVIDENCE = 12

// The values of the enums in mcpx.h. A transport that is not a key is `other`.
export const PROFILES = {
  proxy: 0,
  extended: 1
}
export const TRANSPORTS = {
  '': 0,
  stdio: 1,
  http: 2,
  sse: 3,
  'streamable-http': 3,
  streamable_http: 3,
  other: 4
}

// The isolation of each value of mcpx_isolation.
export const ISOLATIONS = [null, false, true]
