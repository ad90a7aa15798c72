// sites.js: the places of a C file where one token can be changed, and the change.

const blank = (text) => text.replace(/[^\n]/g, ' ')

// The text without comments, strings, characters and directives, at the same offsets.
const withoutTexts = (source) =>
  source.replace(
    /\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|^[ \t]*#(?:\\\n|.)*|\b_Static_assert\([^;]*;/gm,
    blank
  )

const COMPARISONS = { '==': '!=', '!=': '==', '<': '<=', '<=': '<', '>': '>=', '>=': '>' }
const SIGNS = { '+': '-', '-': '+', '+=': '-=', '-=': '+=', '++': '--', '--': '++' }

// Each finds the tokens of its kind: [pattern, the token's replacement].
const KINDS = [
  [/(?<= )(?:==|!=|<=|>=|<|>)(?= )/g, (token) => COMPARISONS[token]],
  [/(?<= )(?:\+=|-=|\+|-)(?= )|\+\+|--/g, (token) => SIGNS[token]],
  [/(?<![\w.])\d{1,6}(?![\w.])/g, (token) => String(Number(token) + 1)],
  [/!(?![=!])/g, () => ''],
  [/\breturn (?:true|false)\b/g, (token) => (token.endsWith('true') ? 'return false' : 'return true')],
  [
    /\breturn (?!true\b|false\b)[^;{}]*(?:[=!<>]=|&&|\|\||[<>] )[^;{}?]*(?=;)/g,
    (token) => `return !(${token.slice('return '.length)})`
  ]
]

export function sitesOf(file, source) {
  const code = withoutTexts(source)
  return KINDS.flatMap(([pattern, change]) =>
    Array.from(code.matchAll(pattern), (match) => {
      const from = source.slice(match.index, match.index + match[0].length)
      const start = source.lastIndexOf('\n', match.index) + 1
      const end = source.indexOf('\n', match.index)
      const row = source.slice(0, match.index).split('\n').length
      const nth = source.slice(start, match.index).split(from).length
      const line = source.slice(start, end).trim()
      return { file, index: match.index, line, row, from, to: change(from), nth }
    })
  )
}

export const changeAt = (source, { index, from, to }) =>
  source.slice(0, index) + to + source.slice(index + from.length)
