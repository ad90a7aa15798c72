// try_findings.js: what only a trial can know of a server, because a text does not show it.

const step = (label) => ({ type: 'do', label })

const ASK = step('Use a newer version of the server. If it is not yours, report this to its publisher.')

export const FINDINGS = {
  split_message: {
    title: 'Server prints a message over several lines',
    text: 'The server answers with a right message, but the JSON is printed over several lines. Over standard input and output, each message must be one line.',
    steps: [
      step(
        'In your own server, print each message in one line: json.dumps(message) without indent in Python, JSON.stringify(message) without its third argument in JavaScript.'
      ),
      ASK
    ]
  },
  unended_message: {
    title: 'Server does not end its message with a line break',
    text: 'The server prints a right message, but no line break after it. The client cannot know that the message is complete, and waits.',
    steps: [
      step(
        'In your own server, print a line break after each message and flush the output: print(json.dumps(message), flush=True) in Python, process.stdout.write(JSON.stringify(message) + "\\n") in JavaScript.'
      ),
      ASK
    ]
  }
}
