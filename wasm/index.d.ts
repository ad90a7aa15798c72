import type { Code, Rule } from './names.js'

export type { Code, Rule }

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
  /** The hint that opens the rule, or null. */
  gate: 'docker_isolated' | 'stdio' | 'http' | 'not http' | 'not stdio' | null
  fact: string | null
  /** Of each list at least one phrase occurs. */
  all: string[][]
  /** Of these lists no phrase does. */
  none: string[][]
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
}

type Source = BufferSource | WebAssembly.Module | URL | string | Response | PromiseLike<Response>

/** Load the module: the package's own, or from bytes, a URL, a Response or a compiled module. */
export function load(source?: Source): Promise<Mcpx>

/** The same at once. Browsers have to give the bytes or the compiled module. */
export function loadSync(source?: BufferSource | WebAssembly.Module): Mcpx
