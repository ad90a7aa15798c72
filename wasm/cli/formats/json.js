// json.js: findings as JSON: one document, written as it grows, or a line for each payload.

const indented = (value, margin) => JSON.stringify(value, null, 2).replaceAll('\n', `\n${margin}`)

export function json(write, { mcpx }) {
  let separator = '\n'
  write(`{\n  "version": "${mcpx.version}",\n  "results": [`)
  return {
    add({ verdict }) {
      write(`${separator}    ${indented(verdict, '    ')}`)
      separator = ',\n'
    },
    end(tally) {
      write(`${separator === '\n' ? '' : '\n  '}],\n  "summary": ${indented(tally, '  ')}\n}\n`)
    }
  }
}

export function ndjson(write) {
  return {
    add({ verdict }) {
      write(`${JSON.stringify(verdict)}\n`)
    },
    end() {}
  }
}
