// rule_advice.js: a rule of validate -> what its findings mean, and what to do about them.
import { isLeak } from '../../shared/leaks.js'

// What a finding of each severity means for its payload.
export const CONSEQUENCES = {
  error: 'Do not send or store a payload with this finding.',
  warning: 'The payload can be sent, but something in it is unusual and may be a mistake.',
  note: 'The payload can be sent. This is for information only.'
}

const LEAK =
  'Find the code that fills this field. Send a number, a fixed word or nothing in its place, and delete stored payloads that have the value.'
const JSON_LIBRARY =
  'Write payloads with a JSON library, in UTF-8 without a byte order mark, and do not edit or cut them afterwards.'
const UNKNOWN =
  'Correct the spelling if it is a mistake: mcpx fields lists the names and values. If a newer release of mcpproxy sends it, use a newer release of mcpx.'
const NEWER =
  'Raise schema_version to the version that added it, or leave it out. mcpx schema --diff shows what each version added.'
const CONTRADICTION =
  'Compare the fields that the message names: the sender counts them in different places or at different times. One wrong payload is harmless, many are a bug.'
const PROXY = 'mcpproxy of that release would not send this payload. Correct the field in the sender.'
const VALUE =
  'Compare the value with what its field allows: mcpx explain FIELD, or mcpx fields for all of them.'

// Names, or parts of them between underscores; the first row that has one applies.
const ADVICE = [
  [
    /^(json_too_large|json_too_deep|over_budget|too_many_keys|too_many_items)$/,
    'Send less: fewer keys, shorter lists, no nested copies.'
  ],
  [/^(json_|prototype_key$|escaped_key$|not_an_object$|inexact_integer$)/, JSON_LIBRARY],
  [/^(field|value)_from_newer_schema$/, NEWER],
  [/^newer_schema$/, 'Use a newer release of mcpx, which knows this schema version.'],
  [/^misspelled_field$/, 'Use the name that the finding suggests. mcpx fields lists all names.'],
  [
    /^missing_field$/,
    'Send the field, also if its value is 0, false or empty. mcpx explain FIELD shows what it allows.'
  ],
  [/^(unknown_|dropped_flag$)/, UNKNOWN],
  [/^blocked_value_too_short$/, 'Block a longer value, or leave it out.'],
  [/^malformed_payload$|_field_invalid$/, PROXY],
  [/_(exceeds?|differs?)(_|$)|^isolated_|_too_few$|^id_(from|too)_|^wizard_|^cli_absent$/, CONTRADICTION],
  [/^unfinished$/, 'Check the payload again, alone. If that fails too, report it as a bug of mcpx.'],
  [
    /^legacy_value$|^development_version$/,
    'Nothing has to be done. Exclude these payloads from statistics if they disturb.'
  ]
]

export function adviceOn(rule) {
  if (isLeak(rule)) return LEAK
  return ADVICE.find(([pattern]) => pattern.test(rule.name))?.[1] ?? VALUE
}
