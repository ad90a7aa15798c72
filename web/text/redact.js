// redact.js: any text -> the same text without what the canary takes for personal data.

// A report is useless without them, and all other rules look into what they tell of.
const KEPT_RULES = new Set(['command_line', 'relative_path'])

const sourceOf = (patterns) => patterns.map(({ source }) => source).join('|')

// Where programs are on everybody's computer, and names that everybody knows. Only this is let off: what
// stands right behind it is looked at.
const KNOWN = sourceOf([
  /\/(?:(?:usr\/(?:local\/)?)?(?:s?bin|lib\w*|share)|etc|proc|sys|snap|app)(?:\/|(?![\w.-]))/,
  /\/(?:Applications|opt\/homebrew|var\/(?:lib|log)|dev(?!\/shm)|(?:var\/)?run(?!\/user))(?:\/|(?![\w.-]))/,
  /(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|host\.docker\.internal)(?::\d+)?(?![\w@-]|[.:][\w:])/,
  /(?:\[::1?\]|(?<!:)::1)(?::\d+)?(?![\w@-]|[.:][\w:])/,
  /(?:registry\.npmjs\.org|pypi\.org|docs\.(?:docker\.com|mcpproxy\.app))(?![\w@-]|[.:]\w|\/-\/user)/,
  // Behind these it may go on with the name of an account.
  /(?:(?:[\w-]+\.)?docker\.io|(?:api\.)?github\.com|ghcr\.io)(?:\/v2)?\/?(?![\w@%/-]|[.:]\w)/,
  /(?:docker\.io\/)?(?:mcp|library)\/(?=[\w.-]+[:@])/
])
const HARMLESS = new RegExp(
  sourceOf([
    { source: String.raw`(?<![\w.~@/\\-])(?:(?:https?|wss?|tcp|unix|file|docker):\/\/)?(?:${KNOWN})` },
    /(?<![\w.])[A-Za-z]:(\\\\?|\/)(?:Windows|WINDOWS|Program Files(?: \(x86\))?)\1/,
    /(?:npipe:\/\/|(?<![\w\\/]))[\\/]{2,4}\.[\\/]{1,2}pipe[\\/]{1,2}(?=docker)/,
    /\$\{?PATH\b\}?|%PATH%|\$\{(?:env|keyring):[\w-]+\}/,
    /node:(?:internal\/)?\w[\w/]*(?=:\d)|(?<=\bat )java\.[\w.]+\/(?:jdk\.internal\.)?/,
    /(?<![\w.@/$-])[\w$-]+\.(?:java|[cm]?[jt]s|go)(?=:\d)/,
    // Prose that looks like a coordinate or like a login with its value.
    /\blat(?:e|er|est|ency)\b|(?:docker|auth) login\b|secret(?=: [A-Z]+_[A-Z_]+\b)/,
    /(?:[Tt]oken|login|signature)(?=[\\"'`]*: (?:\d{3} [A-Z]|[A-Za-z][a-z]+(?:-[a-z]+)? [a-z]+\b))/
  ]),
  'g'
)
const NO_VALUE = /<\/\w+>|(?<=\w["']?: ?)(?:true|false|null|None|YES|NO)\b/g

const PEM =
  /(?<!-)-{4}[- ]{0,9}BEGIN (?:[\s\S]{0,20000}?-{4}[- ]{0,9}END [^-\n]*-*|[^-\n]*-*(?:[\s\\nr]*[\w+/=]{16,})*)/gi

// A byte order mark is white space to a pattern, and nothing to the canary.
const WORD = /(?:[^\s"'`<>«»“”‘’]|\uFEFF|(?<=\w)['’](?=\w))+/g
const QUOTES = { '"': '"', "'": "'", '`': '`', '“': '”', '‘': '’', '«': '»' }

const PATH_RULE = /path$|^url$/
const NUMBER_RULE = /^(?:phone|card_number|iban)$/
const MORE = [
  [PATH_RULE, / ?[^\s"'`:;,=~([{|\\/]+(?: [^\s"'`:;,=~([{|\\/]+)?[\\/](?:[^\s"'`<>]*[^\s"'`<>.,:;)\]}])?/y],
  [/^auth_pair$/, /(?<=\b(?:bearer|basic|digest|token|apikey)) +[^\s"'`,;]+|(?:; ?[\w.-]+=[^\s"'`;]*)+/iy],
  [/^ssh_key$/, / \S+@[^\s"'`]+/y],
  [NUMBER_RULE, /(?:[ .-]\d+)+/y]
]

const CALL_LENGTH = 40_000 // characters in one call, which takes 256 KiB of JSON
const PASSAGE_LENGTH = 8_000 // of lines that are looked at as one text
const FEW_WORDS = 12

// ---- Asking ----

// The canary -> a function from texts to the first rule that each breaks, or undefined.
function asker(scan) {
  const known = new Map()

  const learn = (texts) => {
    const { findings, omitted } = scan(JSON.stringify({ texts }))
    const rules = []
    let whole = !omitted
    for (const { severity, rule, pointer } of findings) {
      if (severity !== 'error' || KEPT_RULES.has(rule)) continue
      const item = texts.length > 1 ? /^\/[^/]+\/(\d+)$/.exec(pointer)?.[1] : 0
      if (item === undefined) whole = false
      else rules[item] ??= rule
    }
    if (whole || texts.length === 1) for (const [i, text] of texts.entries()) known.set(text, rules[i])
    else for (const half of [texts.slice(0, texts.length >> 1), texts.slice(texts.length >> 1)]) learn(half)
  }

  return (texts) => {
    const call = new Set()
    let length = 0
    for (const text of texts) {
      if (known.has(text) || call.has(text)) continue
      if (call.size && length + text.length > CALL_LENGTH) {
        learn([...call])
        call.clear()
        length = 0
      }
      call.add(text)
      length += text.length
    }
    if (call.size) learn([...call])
    return texts.map((text) => known.get(text))
  }
}

// ---- Cutting out ----

// A piece of the text, and how the canary is to see it: as long, without what is harmless.
const pieceOf = (text) => ({
  text: text.replaceAll('\0', '\uFFFD'),
  seen: text
    .replaceAll('\0', '\u200B')
    .replace(NO_VALUE, (word) => ' '.repeat(word.length))
    .replace(HARMLESS, (name) => `${'_'.repeat(name.length - 1)}/`)
})

const wordsOf = (seen) =>
  Array.from(seen.matchAll(WORD), ({ 0: word, index }) => [index, index + word.length])

const lengthOf = (pattern, text) => pattern.exec(text)?.[0].length ?? 0
const restOf = (seen, end, rule) => {
  const more = MORE.find(([rules]) => rules.test(rule))?.[1]
  if (more) more.lastIndex = end
  return more?.exec(seen)?.[0].length ?? 0
}
const isEven = (text) => text.match(/[([{]/g)?.length === text.match(/[)\]}]/g)?.length

// Brackets and punctuation around the place stay, and the name before a = or the like, where what is left
// inside breaks a rule by itself.
function tighten(ask, seen, [start, end]) {
  const open = start + lengthOf(/^[([{]*/, seen.slice(start, end))
  const tail = seen.slice(Math.max(open, end - 20), end)
  const close = end - lengthOf(/(?<!\[\w*)[)\]}.,;:\\]+$/, tail)
  const inner = seen.slice(open, close)
  const name = lengthOf(/^[^=([{?:]*(?:[=([{?]|:(?=[\\/](?!\/)))/, inner)
  const [before, all, value] = ask([seen.slice(start, open + name), inner, inner.slice(name)])
  if (name && value && !before && isEven(inner.slice(name))) return [open + name, close]
  return all && isEven(inner) ? [open, close] : [start, end]
}

// What begins behind a quote goes up to the next one, and what its rule is about may go on behind spaces.
function stretch(seen, [start, end], word, rule) {
  const quote = QUOTES[seen[word - 1]]
  const next = quote ? seen.indexOf(quote, end) : -1
  const inside = seen.slice(end, Math.max(next, end)).replace(/\\+$/, '')
  if (inside && (rule === 'auth_pair' || !/[:,] |\n/.test(inside))) end += inside.length
  else end += restOf(seen, end, rule)
  if (NUMBER_RULE.test(rule))
    start -= lengthOf(/(?:(?:\+\d{1,3}|\b[A-Z]{2}\d\d|\b\d{4}) )+$/, seen.slice(0, start).slice(-40))
  const opened = seen[start - 1] !== seen[end] && seen.slice(start, end).includes(seen[end])
  return [start, end + (opened && /["'`]/.test(seen[end]) ? 1 : 0)]
}

// Put the name of its rule in the place of each cut {start, end, rule}; they come in order.
function cutOut(piece, cuts) {
  for (const { start, end, rule } of cuts.reverse())
    for (const view of ['text', 'seen'])
      piece[view] = `${piece[view].slice(0, start)}[${rule}]${piece[view].slice(end)}`
}

// ---- Finding the places ----

// Cut every run of `size` words that breaks a rule.
function sweep(ask, pieces, size) {
  const runs = pieces.map(({ seen }) => {
    const words = wordsOf(seen)
    return words.slice(size - 1).map(([word, end], i) => [words[i][0], end, word])
  })
  const textOf = (seen, [start, end]) => seen.slice(start, end)
  const rules = ask(pieces.flatMap(({ seen }, i) => runs[i].map((run) => textOf(seen, run))))
  let at = 0
  pieces.forEach((piece, i) => {
    const cuts = []
    for (const run of runs[i]) {
      const rule = rules[at++]
      if (!rule) continue
      const [start, end] = stretch(piece.seen, tighten(ask, piece.seen, run), run[2], rule)
      const last = cuts.at(-1)
      if (last?.end > start)
        Object.assign(last, { start: Math.min(last.start, start), end: Math.max(last.end, end) })
      else cuts.push({ start, end, rule })
    }
    cutOut(piece, cuts)
  })
}

// The smaller half that still breaks a rule, as long as there is one: [from, to) of the words.
function halve(breaks, count) {
  let from = 0
  let to = count
  while (to - from > FEW_WORDS) {
    const step = (to - from) >> 2
    const part = [
      [from, from + 2 * step],
      [from + step, to - step],
      [to - 2 * step, to]
    ].find(([a, b]) => breaks(a, b))
    if (!part) break
    ;[from, to] = part
  }
  return [from, to]
}

// Between a number for which it holds and one for which it does not: the last that it holds for.
function lastOf(holds, yes, no) {
  while (Math.abs(yes - no) > 1) {
    const middle = (yes + no) >> 1
    if (holds(middle)) yes = middle
    else no = middle
  }
  return yes
}

// The words that together break a rule, and none fewer of them; of many that are far apart, the last ones.
function narrow(ask, seen) {
  const words = wordsOf(seen)
  if (!words.length) return [0, seen.length]
  const breaks = (from, to) => from < to && ask([seen.slice(words[from][0], words[to - 1][1])])[0]
  const [low, high] = halve(breaks, words.length)
  const to = lastOf((end) => breaks(low, end), high, low)
  const from = lastOf((start) => breaks(start, to), low, to)
  return [words[to - from > FEW_WORDS ? to - 4 : from][0], words[to - 1][1]]
}

// What no few words break: cut the fewest that do, and where that does not end, all.
function wearDown(ask, piece) {
  for (let round = 0; round < 8; round++) {
    const [rule] = ask([piece.seen])
    if (!rule) return
    const place = narrow(ask, piece.seen)
    const [start, end] = stretch(piece.seen, place, place[0], rule)
    cutOut(piece, [{ start, end, rule }])
  }
  const [rule] = ask([piece.seen])
  if (rule) cutOut(piece, [{ start: 0, end: piece.seen.trimEnd().length, rule }])
}

function clean(ask, pieces) {
  const dirty = (some) => {
    const rules = ask(some.map(({ seen }) => seen))
    return some.filter((_, i) => rules[i])
  }
  let left = dirty(pieces)
  // Twice, as a rule may hide behind another one.
  for (const size of [1, 1, 2, 2, 3, 4]) {
    sweep(ask, left, size)
    left = dirty(left)
  }
  for (const piece of left) wearDown(ask, piece)
}

const together = (pieces) => ({
  text: pieces.map(({ text }) => text).join('\n'),
  seen: pieces.map(({ seen }) => seen).join('\n')
})

// Lines -> passages of them, none of which ends where something goes on in the next line.
function passagesOf(ask, lines) {
  const passages = []
  let from = 0
  let length = 0
  lines.forEach((line, i) => {
    length += line.seen.length
    const ends = length > PASSAGE_LENGTH && !ask([together(lines.slice(i, i + 2)).seen])[0]
    if (!ends && i < lines.length - 1) return
    passages.push(together(lines.slice(from, i + 1)))
    from = i + 1
    length = 0
  })
  return passages
}

/**
 * Take the personal data out of a text, so that the canary finds none in what is left.
 *
 * @param {string} text
 * @param {(payload: string) => { findings: object[], omitted?: number }} scan mcpx.scan
 * @returns {{ text: string, redacted: { rule: string, count: number }[] }} with what was taken out, the most
 *   frequent first
 */
export function redact(text, scan) {
  const ask = asker(scan)
  const lines = text.toWellFormed().replace(PEM, '[pem_block]').split('\n').map(pieceOf)
  clean(ask, lines)
  const passages = passagesOf(ask, lines)
  ask(passages.map(({ seen }) => seen))
  for (const passage of passages) wearDown(ask, passage)
  const left = together(passages).text
  return { text: left, redacted: tally(left, text) }
}

// The names in brackets that were not there before.
function tally(text, before) {
  const counts = new Map()
  const count = (all, by) => {
    for (const [, rule] of all.matchAll(/\[(\w+)\]/g)) counts.set(rule, (counts.get(rule) ?? 0) + by)
  }
  count(text, 1)
  count(before, -1)
  return Array.from(counts, ([rule, count]) => ({ rule, count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
}
