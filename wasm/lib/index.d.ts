import type { CheckRule, Code, Rule } from './names.js'

export type { CheckRule, Code, Rule }

export type Severity = 'info' | 'warn' | 'error'
export type Profile = 'proxy' | 'extended'

/** What a caller knows beyond the text. All of it is optional. */
export interface Facts {
  /** A code that the producer of the error attached. */
  coded?: string | null
  /** Why a program could not be started, and which one. */
  exec_errno?: 'ENOENT' | 'EACCES' | 'ENOEXEC' | 'OTHER' | null
  exec_name?: string | null
  /** The process ran and exited non-zero. */
  exit?: boolean | null
  /** A deadline was exceeded. */
  deadline?: boolean | null
  /** A name look-up failed. */
  dns?: boolean | null
  /** Why a network operation failed. */
  op_errno?: 'ECONNREFUSED' | 'ENETUNREACH' | 'EHOSTUNREACH' | null
}

export interface LogOptions {
  /** How the proxy reaches the server: 'stdio', 'http', 'sse', 'streamable-http'. Left out: not known. */
  transport?: 'stdio' | 'http' | 'sse' | 'streamable-http' | (string & {}) | null
  /** Whether the proxy launches this server through Docker isolation. Left out: not known. */
  dockerIsolated?: boolean | null
  /** 'extended' (the default) or 'proxy', exactly what the proxy reports. */
  profile?: Profile | null
}

export interface ClassifyOptions extends LogOptions {
  facts?: Facts | null
}

/** A part of the text as it was given: in UTF-16 units for a string, in bytes for bytes. */
export interface Range {
  start: number
  end: number
}

/** Hints that the answer rests on, and who gave them: the caller, or the text itself. */
export interface Hints {
  transport: 'stdio' | 'http' | 'other' | null
  transport_source: 'caller' | 'text' | null
  docker_isolated: boolean | null
  docker_isolated_source: 'caller' | 'text' | null
  /** The typed fact behind the decision: given by the caller, or what the rule reads off the text. */
  fact: string | null
  fact_source: 'caller' | 'text' | null
}

export interface Answer {
  /** null where there was no error (a null text). Another string only where facts.coded held it. */
  code: Code | (string & {}) | null
  severity: Severity | null
  rule: Rule | null
  /** The rule is not one of profile 'proxy'. */
  extension: boolean
  /** What profile 'proxy' gives for the same call. */
  proxy_code: Code | (string & {}) | null
  evidence: Range[]
  hints: Hints
}

export interface LogLine extends Range {
  /** From 1. */
  line: number
  code: Code
  rule: Rule
  extension: boolean
}

export interface LogAnswer {
  /** Lines read. */
  total: number
  /** How many lines gave each code, MCPX_UNKNOWN_UNCLASSIFIED among them. */
  counts: Partial<Record<Code, number>>
  /** The lines that gave a code other than MCPX_UNKNOWN_UNCLASSIFIED. */
  lines: LogLine[]
}

/** A log that arrives over time. One at a time; offsets are in bytes. */
export interface OpenLog {
  feed(bytes: BufferSource): LogLine[]
  finish(): LogAnswer
}

export interface FixStep {
  type: 'link' | 'command' | 'button'
  label: string
  command?: string
  url?: string
  fixer_key?: string
  destructive?: true
  /** Left out: any platform. 'unix' is macOS and Linux. */
  platform?: 'unix' | 'macos' | 'linux' | 'windows'
}

export interface Entry {
  code: Code
  severity: Severity
  user_message: string
  fix_steps: FixStep[]
  docs_url: string
  deprecated?: true
  replaced_by?: Code
}

export interface RuleRow {
  name: Rule
  codes: Code[]
  profiles: Profile[]
  /** What the rule requires of the hints, or null. */
  requires: 'docker_isolated' | 'stdio' | 'http' | 'not http' | 'not stdio' | null
  /** The same as a sentence for people. */
  requires_text: string | null
  fact: string | null
  /** Of each list at least one phrase occurs. */
  all: string[][]
  /** Of these lists no phrase does. */
  none: string[][]
}

export interface CheckOptions {
  /** 'extended' (the default) or 'proxy': the canary looks only for what the proxy looks for. */
  profile?: Profile | null
  /** What may stand nowhere: host name, name of the home folder, tokens of the environment. At most 256. */
  blockedValues?: string[] | null
}

/** One reason why a payload may not be sent or stored, or a remark. Never holds a text of the payload. */
export interface Finding {
  severity: 'error' | 'warning' | 'note'
  rule: CheckRule
  /** A JSON Pointer; a key that is not a known name is shown as its index: "/rest_endpoint_calls/#3". */
  pointer: string
  /** Where it is: in UTF-16 units for a string, in bytes for bytes. */
  offset: number
  length: number
  /** From 1; columns in characters. */
  line: number
  column: number
  message: string
  /** What may stand there. */
  expected?: string
  /** The nearest legal key or value. */
  suggestion?: string
}

export interface Findings {
  /** In the order of the payload; at most 1,000. */
  findings: Finding[]
  /** How many more there are. */
  omitted?: number
}

export interface Verdict extends Findings {
  /** No finding is an error. */
  ok: boolean
  kind: 'heartbeat' | 'opt_out_beacon' | 'unknown'
  schema_version: number | null
}

export interface Scan extends Findings {
  /** No finding is an error. */
  clean: boolean
}

export interface States {
  on: number
  off: number
  unknown: number
}

/** Figures of a group of installs. */
export interface Figures {
  installs: number
  docker_available: States
  docker_isolation_enabled: States
  docker_cli_source: Record<'path' | 'bundled' | 'login_shell' | 'absent' | 'unknown', number>
  /** Installs where a Docker daemon answers and no docker command is found. */
  docker_available_cli_absent: number
  /** By name; the code null stands for all that are not in the catalog. */
  codes: { code: Code | null; installs: number; count: number }[]
}

/** An install is an anonymous id: its state is that of its latest heartbeat, its codes are those of all. */
export interface Report extends Figures {
  payloads: number
  heartbeats: number
  opt_out_beacons: number
  neither: number
  with_errors: number
  /** Heartbeats that came twice. */
  repeated: number
  /** Heartbeats of installs for which there was no room (more than about 100,000). */
  not_counted: number
  by_schema_version: Record<string, Figures>
  by_os: Record<string, Figures>
}

/** Payloads that arrive over time. One at a time. */
export interface OpenReport {
  add(payload: string | BufferSource): Verdict
  figures(): Report
}

/** The library on one instance of its module. Synchronous; not to be shared between threads. */
export interface Mcpx {
  readonly version: string
  /** The longest request line that answer() takes, in bytes. */
  readonly requestMax: number
  /** Classify one error text, of any length. null is no error. */
  classify(text: string | BufferSource | null | undefined, options?: ClassifyOptions): Answer
  /** Classify every line of a log. */
  classifyLog(text: string | BufferSource, options?: LogOptions): LogAnswer
  openLog(options?: LogOptions): OpenLog
  /** Answer one request line of the streaming filter (at most requestMax bytes). */
  answer(line: string | BufferSource): Uint8Array
  /** The catalog's entry for a code, or null. */
  entry(code: string): Entry | null
  catalog(): Entry[]
  rules(): RuleRow[]
  /** The newest schema version that is known. */
  readonly schemaVersion: number
  /** Check a telemetry payload: strict JSON, the schema of its version, consistency, personal data. */
  validate(payload: string | BufferSource, options?: CheckOptions): Verdict
  /** Look for personal data alone. */
  scan(payload: string | BufferSource, options?: CheckOptions): Scan
  /** Validate payloads and count: the figures of the fleet. */
  report(payloads: Iterable<string | BufferSource>, options?: CheckOptions): Report
  openReport(options?: CheckOptions): OpenReport
  /** The JSON Schema (draft 2020-12) of a version, the newest when left out; null where there is none. */
  schema(version?: number): Record<string, unknown> | null
  /** All rules of a check, with what they say. */
  checkRules(): { name: CheckRule; severity: Finding['severity']; message: string }[]
}

type Source = BufferSource | WebAssembly.Module | URL | string | Response | PromiseLike<Response>

/** Load the module: the package's own, or from bytes, a URL, a Response or a compiled module. */
export function load(source?: Source): Promise<Mcpx>

/** The same at once. Browsers have to give the bytes or the compiled module. */
export function loadSync(source?: BufferSource | WebAssembly.Module): Mcpx
