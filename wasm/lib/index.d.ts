// index.d.ts: the types and the manual of the package.
import type { CauseId, CheckRule, ClientId, Code, Heartbeat, OptOutBeacon, Rule, Runner } from './names.js'

export type { CauseId, CheckRule, ClientId, Code, Heartbeat, OptOutBeacon, Rule, Runner }

/** Text in UTF-8: a Uint8Array, a Buffer, another view of memory, or the memory itself. */
export type Bytes = ArrayBufferView | ArrayBufferLike

/** The severity of a code. Findings have other severities: see {@link Finding}. */
export type Severity = 'info' | 'warn' | 'error'

/** A rule set: `proxy` gives exactly what mcpproxy reports, `extended` knows more texts. */
export type Profile = 'proxy' | 'extended'

/** Typed facts about the error that a program has besides the text. All are optional. */
export interface Facts {
  /** A code that the producer of the error attached. */
  coded?: string | null
  /** Why a program could not be started. */
  exec_errno?: 'ENOENT' | 'EACCES' | 'ENOEXEC' | 'OTHER' | null
  /** The program that could not be started. */
  exec_name?: string | null
  /** The process ran and exited with a non-zero status. */
  exit?: boolean | null
  /** A deadline was exceeded. */
  deadline?: boolean | null
  /** A name lookup failed. */
  dns?: boolean | null
  /** Why a network operation failed. */
  op_errno?: 'ECONNREFUSED' | 'ENETUNREACH' | 'EHOSTUNREACH' | null
}

/** An operating system. `wsl` is Linux inside Windows. */
export type System = 'windows' | 'macos' | 'linux' | 'wsl'

/** Where a failure happened. What is left out is detected in the text where possible. */
export interface SurroundingOptions {
  /** The operating system of the computer with the failure, which need not be this one. */
  os?: System | null
  /** The program that connects to the server. */
  client?: ClientId | null
  /** The program that starts the server. */
  runner?: Runner | null
}

/**
 * What a caller knows about the container of a server. For the steps under `MCPX_DOCKER_EXEC_NOT_FOUND`: which runtime
 * the image lacks, and which image has it. Never changes a code. Without them, the library reads them from a
 * configuration or an error in the text where it can.
 */
export interface ImageOptions {
  /** `command` of the server. */
  command?: string | null
  /** `isolation.image` of the server: an image of its own. */
  image?: string | null
  /** `docker_isolation.default_images` of the configuration. Without it, the default images of the proxy. */
  defaultImages?: Record<string, string> | null
}

export interface LogOptions extends SurroundingOptions {
  /** How the proxy reaches the server. Without it, the library reads the transport from the text where it can. */
  transport?: 'stdio' | 'http' | 'sse' | 'streamable-http' | (string & {}) | null
  /**
   * Whether the proxy runs this server in Docker isolation. Without it, the library reads it from the text where it can.
   * The client is mcpproxy then, unless another one is known.
   */
  dockerIsolated?: boolean | null
  /** The rule set; the default is `extended`. */
  profile?: Profile | null
}

export interface ClassifyOptions extends LogOptions, ImageOptions {
  facts?: Facts | null
}

/** A range of the text that was passed: in UTF-16 units for a string, in bytes for bytes. `end` is exclusive. */
export interface Range {
  start: number
  end: number
}

/** The hints that the answer depends on, and their source: given by the caller, or detected in the text. */
export interface Hints {
  transport: 'stdio' | 'http' | 'other' | null
  transport_source: 'caller' | 'text' | null
  docker_isolated: boolean | null
  docker_isolated_source: 'caller' | 'text' | null
  /** The fact that decided, such as `exec_errno=ENOENT`. */
  fact: string | null
  fact_source: 'caller' | 'text' | null
}

/** A cause by its name: why a failure happened, more exactly than its code says. */
export interface CauseName {
  id: CauseId
  title: string
}

/** A cause with its explanation, one or two sentences for a person. */
export interface Cause extends CauseName {
  text: string
}

/** Something to do. */
export interface Step {
  /**
   * `do`: an instruction, which is the label. `command`: a command to run. `config`: lines for the configuration file of
   * the client. `link`: public documentation. `button`: an action in the web interface of the proxy.
   */
  type: 'do' | 'command' | 'config' | 'link' | 'button'
  /** In words; code in it is between backticks. */
  label: string
  /** Of a command: the command line, in the syntax of its platform (Windows: PowerShell). */
  command?: string
  /** Of a snippet: the lines. */
  config?: string
  /** Of a link: its address. */
  url?: string
  /** Of a button: the key by which the proxy finds its action. */
  fixer_key?: string
  /** The step deletes or overwrites something. */
  destructive?: true
  /** The platform of the step; without it, all. `unix` is macOS and Linux. */
  platform?: 'unix' | 'macos' | 'linux' | 'windows'
  /** The client that the step is for; without it, all. */
  client?: ClientId
}

/** Why a text has the code MCPX_UNKNOWN_UNCLASSIFIED. */
export type UnknownKind = 'not_a_failure' | 'too_little' | 'without_code' | 'unrecognized'

export interface Unknown {
  /** Only `unrecognized` is worth a report to the authors. `without_code`: the cause is known. */
  kind: UnknownKind
  title: string
  text: string
  /** Codes that share words with an unrecognized failure, the nearest first. */
  nearest: Code[]
}

/** What a person is told about a failure. */
export interface Advice {
  /** The headline of the code: three to seven words. null for a code that is not in the catalog. */
  title: string | null
  /** Why it happened. null if the text does not show it. */
  cause: Cause | null
  /** Other causes that the text allows, the likelier first. */
  also_possible: CauseName[]
  /** null if the text has a code of its own. */
  unknown: Unknown | null
  /**
   * What to do, the best step first: the steps of the cause, then those of the code. Without steps for another operating
   * system or another client, if these are known.
   */
  steps: Step[]
}

export interface AdviceOptions extends SurroundingOptions, ImageOptions {
  code?: Code | (string & {}) | null
  /** Its id, or the cause of an answer. */
  cause?: CauseId | CauseName | null
  /** At most three. */
  alsoPossible?: (CauseId | CauseName)[] | null
  unknown?: UnknownKind | null
  /** Whether the proxy runs this server in Docker isolation. */
  dockerIsolated?: boolean | null
}

/** Where a failure happened: as the caller or the text says, or null. */
export interface Context {
  client: ClientId | null
  os: System | null
  runner: Runner | null
  /** The configuration file of the client: its path, or its name if the system is not known. */
  config: string | null
  /** The log of the client, likewise. */
  log: string | null
}

/** What merely follows from the failure: a closed transport, an exit status. */
export interface Effect extends Range {
  /** The code that it would have by itself. */
  code: Code
  rule: Rule
}

/** The members from `title` on exist only in profile `extended` and for a text that is not null. */
export interface Answer extends Partial<Advice> {
  /** null for a null text. A string that is not a {@link Code} only if `facts.coded` contained it. */
  code: Code | (string & {}) | null
  severity: Severity | null
  /** The rule that decided: the first one that matched. */
  rule: Rule | null
  /** The rule exists only in profile `extended`. */
  extension: boolean
  /** The code that profile `proxy` gives for the same call. */
  proxy_code: Code | (string & {}) | null
  /** The phrases of the text that made the rule match, in the order of the text. */
  evidence: Range[]
  hints: Hints
  /** The phrases of the text that show the cause, in the order of the text. */
  cause_evidence?: Range[]
  effects?: Effect[]
  context?: Context
}

/** A cause with everything that is known about it. */
export interface CauseEntry extends Cause {
  /** The codes that it may explain, sorted by code. */
  codes: Code[]
  /** The steps for all platforms and clients. */
  steps: Step[]
}

/** The paths of a file. What is not known is left out. */
export type Paths = Partial<Record<'macos' | 'windows' | 'linux', string>>

/** What a failure may have around it. */
export interface Surroundings {
  clients: { id: ClientId; name: string; config: Paths; log: Paths }[]
  systems: System[]
  runners: Runner[]
}

export interface LogLine extends Range {
  /** The line number, from 1. */
  line: number
  code: Code
  rule: Rule
  /** The rule exists only in profile `extended`. */
  extension: boolean
}

/** A failure of one server between its start and its close. */
export interface Incident extends Advice {
  /** The name of the server as the log writes it; null if the log names none. */
  server: string | null
  code: Code
  severity: Severity
  rule: Rule
  /** What merely follows, each with the first line that shows it. */
  effects: { code: Code; rule: Rule; line: number }[]
  context: Context
  transport: Hints['transport']
  docker_isolated: boolean | null
  /** The server became ready afterwards. */
  recovered: boolean
  /** How often the server failed in this way, for example in a restart loop. */
  count: number
  /** Lines of the log, from 1. */
  first_line: number
  last_line: number
  /** The line that shows the cause, and the range of the words that show it, in the whole log. */
  cause_line: number
  cause_start: number
  cause_end: number
  /** The first line of each message that merely follows or repeats; at most 16 of `effect_line_count`. */
  effect_lines: number[]
  effect_line_count: number
}

export interface Incidents {
  /** In the order of their first lines. Empty in profile `proxy`. */
  incidents: Incident[]
  /**
   * The index of the incident to read first, of those that did not recover: an error before a warning, then an
   * explained failure before a server that ended without a known reason, then the one that ended last. Null if all
   * recovered.
   */
  first: number | null
  /** How many more incidents there are; the list holds 64. */
  dropped: number
}

export interface LogAnswer extends Incidents {
  /** The number of lines. */
  total: number
  /** How many lines gave each code, including MCPX_UNKNOWN_UNCLASSIFIED. */
  counts: Partial<Record<Code, number>>
  /** The lines that gave a code other than MCPX_UNKNOWN_UNCLASSIFIED. */
  lines: LogLine[]
}

/** A log that arrives in pieces. Offsets are in bytes of the whole log. */
export interface OpenLog {
  /** Read the next bytes of the log. Returns the lines with a code that they completed. */
  feed(bytes: Bytes): LogLine[]
  /** End the log. Returns the counts, and in `lines` only those that feed() has not returned. */
  finish(): LogAnswer
}

/** Something to do about an error, as the proxy offers it. */
export interface FixStep {
  /** A button exists only in the interface of the proxy. */
  type: 'link' | 'command' | 'button'
  label: string
  /** Of a command: the command line. */
  command?: string
  /** Of a link: its address. */
  url?: string
  /** Of a button: the key by which the proxy finds its action. */
  fixer_key?: string
  /** The step deletes or overwrites something. */
  destructive?: true
  /** The platform of the step; without it, all. `unix` is macOS and Linux. */
  platform?: 'unix' | 'macos' | 'linux' | 'windows'
}

/** An entry of the catalog. */
export interface Entry {
  code: Code
  severity: Severity
  /** The headline: three to seven words. */
  title: string
  /** What happened and what to do, for users. */
  user_message: string
  /** The steps in the order in which to try them. */
  fix_steps: FixStep[]
  docs_url: string
  deprecated?: true
  replaced_by?: Code
}

/** A rule of the classifier. */
export interface RuleRow {
  name: Rule
  /** The codes that it can give. Empty if the code comes from `facts.coded`. */
  codes: Code[]
  /** The profiles that have the rule. */
  profiles: Profile[]
  /** What the rule requires of the hints, or null. */
  requires: 'docker_isolated' | 'stdio' | 'http' | 'not http' | 'not stdio' | null
  /** The same as a sentence for people. */
  requires_text: string | null
  /** The fact that the rule requires, or null. */
  fact: string | null
  /** At least one phrase of each list must occur in the text. */
  all: string[][]
  /** No phrase of these lists may occur. */
  none: string[][]
}

export interface CheckOptions {
  /** The rule set; the default is `extended`. With `proxy`, only what the proxy itself looks for is found. */
  profile?: Profile | null
  /**
   * For profile `proxy`: the release of the proxy whose rules are applied, such as `v0.58.0`. By default, the schema
   * version of the payload decides.
   */
  proxyRelease?: string | null
  /**
   * For the sender of a payload, which has the library of its own release: whatever is unknown or newer than known is
   * an error. Receivers leave it false, because the proxy may be newer than their library.
   */
  closed?: boolean | null
  /**
   * Values that must not occur in a payload: host name, user name, tokens of the environment. At most 256. A value is
   * found as a word; one of at least eight letters and digits, some of each, in longer words too (`workbox7` in
   * `myworkbox7s`, not in `workbox77`). Everyday words are not searched for. Nor are values of fewer than 4 characters;
   * these give the finding `blocked_value_too_short`.
   */
  blockedValues?: string[] | null
}

/** A reason not to send or store a payload (`error`), or a remark. Contains no text of the payload. */
export interface Finding {
  severity: 'error' | 'warning' | 'note'
  rule: CheckRule
  /** A JSON Pointer. An unknown key is written as its index: `/rest_endpoint_calls/#3`. */
  pointer: string
  /** The start of the finding: in UTF-16 units for a string, in bytes for bytes. */
  offset: number
  /** Its length, in the same unit. */
  length: number
  /** The line, from 1. */
  line: number
  /** The column, from 1, in characters. */
  column: number
  message: string
  /** The values that the field allows. */
  expected?: string
  /** The nearest allowed key or value. */
  suggestion?: string
}

export interface Findings {
  /** In the order of the payload; at most 1,000: personal data is kept before other errors, and errors before others. */
  findings: Finding[]
  /** How many findings are not listed, if there are more. */
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

/** A part of a text that was redacted. */
export interface Redaction extends Range {
  /** The rule that found it, for example `email`. */
  kind: CheckRule
}

export interface Redacted {
  /** The text with the kind in brackets, such as `[email]`, in place of each range. */
  text: string
  /** In the order of the text; they do not overlap. */
  ranges: Redaction[]
}

export interface RedactOptions {
  /** Values that are redacted as well: host name, user name, tokens. See {@link CheckOptions.blockedValues}. */
  blockedValues?: string[] | null
  /** Is called during a long text, with the number of bytes that are done. */
  onProgress?: ((bytes: number) => void) | null
}

/** A number of installs per state. */
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
  /** Installs with a Docker daemon but without a docker command. */
  docker_available_cli_absent: number
  /** Sorted by name. The code null counts all codes that are not in the catalog. */
  codes: { code: Code | null; installs: number; count: number }[]
}

/**
 * Figures of a fleet. An install is an anonymous id; its state is that of its latest heartbeat, its codes are those of
 * all its heartbeats.
 */
export interface Report extends Figures {
  payloads: number
  heartbeats: number
  opt_out_beacons: number
  /** Payloads that are neither heartbeats nor opt-out beacons. */
  neither: number
  /** Payloads with errors. They are counted as well. */
  with_errors: number
  /** Heartbeats that occurred before; they are counted once. */
  repeated: number
  /** Heartbeats of further installs, when the report is full (at more than about 100,000 installs). */
  not_counted: number
  by_schema_version: Record<string, Figures>
  by_os: Record<string, Figures>
}

/** A report on payloads that arrive one by one. */
export interface OpenReport {
  /** Check a payload and count it. Returns its verdict, as {@link Mcpx.validate} does. */
  add(payload: string | Bytes): Verdict
  /** Count a payload. This is faster than add(), because no verdict is made. */
  count(payload: string | Bytes): void
  /** The figures of all payloads so far. */
  figures(): Report
}

/**
 * The library. All calls are synchronous. An object belongs to one thread: load another one per worker.
 *
 * Texts and payloads are strings or bytes (UTF-8). Unknown options and values of the wrong type throw a TypeError.
 */
export interface Mcpx {
  readonly version: string

  /**
   * Classify an error text of any length.
   *
   * @param text The error text. null means that there was no error; then every member of the answer is null or empty.
   * @example
   * const { code, evidence } = mcpx.classify('zsh:1: command not found: docker', { dockerIsolated: true })
   * // code: 'MCPX_DOCKER_CLI_NOT_FOUND', evidence: [{ start: 7, end: 32 }]
   * @example
   * const { title, cause, steps } = mcpx.classify(text, { os: 'windows', client: 'claude_desktop' })
   * console.log(cause?.title ?? title)
   * for (const { label, command } of steps) console.log(label, command ?? '')
   */
  classify(text: string | Bytes | null | undefined, options?: ClassifyOptions): Answer

  /**
   * Classify one text under several options, for example to show how the answer depends on the transport. The text is
   * scanned once, so this is much faster than one classify() per option.
   *
   * @returns An answer per element of `options`, in the same order; each equals that of classify().
   * @example
   * const [unknown, isolated] = mcpx.classifyAll(text, [{}, { dockerIsolated: true }])
   */
  classifyAll(
    text: string | Bytes | null | undefined,
    options: readonly (ClassifyOptions | null | undefined)[]
  ): Answer[]

  /**
   * Classify a log: its incidents, and each line by itself.
   *
   * @returns The incidents, the lines with a code, and how often each code occurs.
   * @example
   * const { incidents, first } = mcpx.classifyLog(log)
   * if (first !== null) console.log(incidents[first].server, incidents[first].cause?.title)
   */
  classifyLog(text: string | Bytes, options?: LogOptions): LogAnswer

  /**
   * Classify a log that arrives in pieces, with constant memory. Opening a log ends the one opened before.
   *
   * @example
   * const log = mcpx.openLog()
   * for await (const chunk of stream) for (const { line, code } of log.feed(chunk)) console.log(line, code)
   * const { total, lines } = log.finish()
   */
  openLog(options?: LogOptions): OpenLog

  /** The entry of the catalog for a code: its message and fix steps. null for an unknown code. */
  entry(code: string): Entry | null

  /** All entries of the catalog, sorted by code. */
  catalog(): Entry[]

  /**
   * What a person is told about a code, a cause or both, for example of an answer that was stored.
   *
   * @param about At least a code or a cause.
   * @example
   * const { title, steps } = mcpx.advise({ code: 'MCPX_STDIO_SPAWN_ENOENT', os: 'macos', client: 'cursor' })
   */
  advise(about: AdviceOptions): Advice

  /** All causes, each with the codes that it may explain and its steps. */
  causes(): CauseEntry[]

  /** The clients, operating systems and runners that an answer may name. */
  surroundings(): Surroundings

  /** A rule of the classifier by its name, as `Answer.rule` gives it. null for an unknown name. */
  rule(name: string): RuleRow | null

  /** All rules of the classifier, in the order in which they are tried. */
  rules(): RuleRow[]

  /** The newest schema version that the library knows. */
  readonly schemaVersion: number

  /**
   * Check a telemetry payload: strict JSON, the schema of its version, consistency, personal data.
   *
   * @param payload The JSON text of one payload. Payloads over 256 KiB give a finding.
   * @example
   * const { ok, findings } = mcpx.validate(body, { blockedValues: [os.hostname()] })
   * for (const { rule, pointer, message } of findings) console.log(rule, pointer, message)
   */
  validate(payload: string | Bytes, options?: CheckOptions): Verdict

  /**
   * Search a JSON text for what may leak: personal data, and text where only fixed values or formats belong. Without the
   * checks for completeness, consistency and size.
   */
  scan(payload: string | Bytes, options?: CheckOptions): Scan

  /**
   * Replace personal data and secrets in a text of any length, such as an error message or a log: paths with user
   * names, e-mail and IP addresses, host names, tokens, passwords, phone and card numbers, and blocked values. Names of
   * people in a sentence are not found. Redacting the result again changes nothing.
   *
   * @example
   * const { text, ranges } = mcpx.redact('open /home/alice/x: denied')
   * // text: 'open [home_path]: denied', ranges: [{ start: 5, end: 18, kind: 'home_path' }]
   */
  redact(text: string | Bytes, options?: RedactOptions): Redacted

  /**
   * Check payloads and summarize them: the figures of a fleet.
   *
   * @param payloads An iterable of payloads. A single text, as a string or bytes, throws a TypeError.
   * @example
   * mcpx.report(ndjson.split('\n').filter(Boolean)).installs
   */
  report(payloads: Iterable<string | Bytes> & object, options?: CheckOptions): Report

  /** Summarize payloads that arrive one by one. Opening a report ends the one opened before. */
  openReport(options?: CheckOptions): OpenReport

  /** The JSON Schema (draft 2020-12) of a schema version, by default the newest. null for a number that is no
   * known version; a TypeError for what is no number. The fields are in `$defs.heartbeat`. */
  schema(version?: number): Record<string, unknown> | null

  /** All rules of the checks, each with its severity and message. */
  checkRules(): { name: CheckRule; severity: Finding['severity']; message: string }[]

  /** The longest request line that respond() accepts, in bytes. */
  readonly requestMax: number

  /** Answer a request line of the streaming filter (`mcpx filter`). Returns the response line as bytes of JSON. */
  respond(line: string | Bytes): Uint8Array
}

/** What `fetch()` resolves to, as far as it is needed. */
export interface ModuleResponse {
  readonly ok: boolean
  readonly status: number
  arrayBuffer(): Promise<ArrayBufferLike>
}

/** A compiled `WebAssembly.Module`. Its type has no members, and not every project has a name for it. */
export type CompiledModule = object

/** A `URL`. */
export interface ModuleUrl {
  readonly href: string
  readonly protocol: string
}

type Source = Bytes | CompiledModule | ModuleUrl | string | ModuleResponse | PromiseLike<ModuleResponse>

/**
 * Load the library.
 *
 * @param source Where the WebAssembly module comes from: by default the file of this package, otherwise its bytes, a
 *   URL, a Response or a compiled module.
 * @example
 * import { load } from '@mcpproxy/mcpx'
 * const mcpx = await load()
 */
export function load(source?: Source): Promise<Mcpx>

/** Load the library synchronously. In browsers, the bytes or a compiled module must be passed. */
export function loadSync(source?: Bytes | CompiledModule): Mcpx
