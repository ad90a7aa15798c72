// example.js: mcpx example: a clean heartbeat of a schema version, or one with a finding.
import { BAD_RULES, badExample } from '../../shared/bad_examples.js'
import { exampleOf } from '../../shared/example.js'
import { CommandError, EXIT } from '../io/errors.js'
import { emit } from '../io/outputs.js'
import { schemaOf, versionOf } from '../io/schemas.js'

export function example(mcpx, options) {
  const { bad } = options
  if (bad !== undefined && !BAD_RULES.includes(bad))
    throw new CommandError('there is no example of that rule. There are:', EXIT.usage, BAD_RULES)
  const version = versionOf(mcpx, options.schema)
  const payload = exampleOf(schemaOf(mcpx, version), version)
  emit([{ name: 'json', file: null }], { json: () => `${badExample(payload, bad)}\n` })
  return EXIT.ok
}
