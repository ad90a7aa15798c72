// try_findings.js: what only a trial can know of a server, because a text does not show it.

const step = (label) => ({ type: 'do', label })

const ASK = step('Use a newer version of the server. If it is not yours, report this to its publisher.')

export const FINDINGS = {
  folder: {
    title: 'Command is a folder',
    text: 'The command names a folder. A client can only start a file.',
    steps: [
      step('Write the path of the program in this folder as the command.'),
      step(
        'If the folder has the code of the server, write the program that runs it as the command, and the path of the script as an argument: node <folder>/index.js, uv run --directory <folder> <script>.'
      )
    ]
  },
  other_computer: {
    title: 'Program is for another computer',
    text: 'The program is built for another processor or system than this computer has.',
    steps: [
      step(
        'Download the build for your system and processor: arm64 (aarch64) for Apple silicon and ARM, x64 (amd64) for Intel and AMD.'
      ),
      step(
        'If a package or a copied folder brought the program, install it again on this computer: node_modules and virtual environments of another one contain its programs.'
      )
    ]
  },
  empty_program: {
    title: 'Program is an empty file',
    text: 'The file of the command has no content. A shell takes it for a script without commands, so it ends at once and without an error.',
    steps: [step('Download, build or install the server again. Check that the disk is not full.')]
  },
  no_interpreter: {
    title: 'Script is run by the shell',
    text: 'The file is a script, and its first line does not say which program runs it. So a shell ran it, and its errors say nothing about the server.',
    steps: [
      step(
        'Write the interpreter as the command, such as node or python3, and the path of the script as the first argument.'
      ),
      step('Or make the interpreter the first line of the file: #!/usr/bin/env node.')
    ]
  },
  redirect_circle: {
    title: 'Server redirects in a circle',
    text: 'The redirect leads to an address that was asked before. So no request reaches the server.',
    steps: [
      step('Open the URL that the documentation of the server names, with its path.'),
      step(
        'If the server is yours, look at the redirects of the server and of the reverse proxy before it: often both add or remove the last slash, or one changes http to https and the other back.'
      )
    ]
  },
  error_in_answer: {
    title: 'Server fails, and its answer says why',
    text: 'The server answers with an error of its own (5xx). The answer contains an error of its program, which is marked.',
    steps: [
      step(
        'In your own server, look up the marked error. The lines before it, here or in the log of the server, name the place in the code.'
      ),
      ASK
    ]
  },
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
  nearly_message: {
    title: "Server's message is not JSON-RPC 2.0",
    text: 'The server answers with JSON that is nearly a message: "jsonrpc": "2.0" is missing or differs, or the message is in a list.',
    steps: [
      step(
        'In your own server, give each message "jsonrpc": "2.0" and the id of its request, and print it alone, without a list around it.'
      ),
      ASK
    ]
  },
  wrong_result: {
    title: "Server's answer is not what MCP requires",
    text: 'The server answers with a right message, but its result lacks what the request asks for, or it has another type there.',
    steps: [
      step(
        'In your own server, compare the result with the schema of MCP: initialize has protocolVersion (a text), capabilities and serverInfo; tools/list has tools, a list.'
      ),
      ASK
    ]
  },
  error_response: {
    title: 'Server answers with an error',
    text: 'The server starts and completes the handshake, but answers a later request with the error that is shown. A client shows it without tools then.',
    steps: [
      step(
        'Check what the server needs to list its tools: keys, variables, an address or a file. Its log may say more.'
      ),
      step('In your own server, look for the error in the handler of this request.'),
      ASK
    ]
  },
  other_content_type: {
    title: 'Server answers, but not as MCP does',
    text: 'The status is a success, but the answer has another content type than application/json or text/event-stream, so a client does not read it.',
    steps: [
      step(
        'Check that the address is that of the MCP endpoint, as the documentation of the server gives it. The path often is /mcp.'
      ),
      step('In your own server, answer a request with the content type application/json.'),
      ASK
    ]
  },
  wrong_encoding: {
    title: 'Answer is not compressed as its header says',
    text: 'The header content-encoding names a compression, but the body cannot be read with it. So no client can read the answer.',
    steps: [
      step(
        'In your own server, or in the reverse proxy before it, let one place only compress the body and set the header.'
      ),
      ASK
    ]
  },
  other_status: {
    title: 'Server refuses the request',
    text: 'The server answers with a status that is no success, and gives no reason that is known here.',
    steps: [
      step(
        'Compare the address and the headers with the documentation of the server: it may need a key, another path or another method.'
      ),
      step(
        "Look into the server's log, or ask who runs it: the answer above shows the status and what it says."
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
  },
  framed_message: {
    title: 'Server writes headers before its messages',
    text: 'The server prints Content-Length before each message, as the Language Server Protocol does. MCP has no headers: over standard input and output, each message is one line.',
    steps: [
      step(
        'In your own server, use the stdio transport of an SDK of MCP, or print each message in one line without headers.'
      ),
      step('Check that the command starts an MCP server, not a language server.'),
      ASK
    ]
  },
  endless_line: {
    title: 'Server prints without line breaks',
    text: 'The server prints a lot on standard output, but no line break. Each message must be one line, and nothing else may be printed there.',
    steps: [
      step(
        'Check that the command and its arguments start an MCP server, and what they print in a terminal.'
      ),
      step('In your own server, print everything but messages on standard error.'),
      ASK
    ]
  },
  closed_output: {
    title: 'Server closes its standard output',
    text: 'The server runs, but its standard output is closed, so no answer can come. A server that is started as a service or in the background does that.',
    steps: [
      step(
        'Start the server in the foreground: remove options such as --daemon or --background, and a redirection of its output.'
      ),
      step('In your own server, do not close standard output or replace it.'),
      ASK
    ]
  },
  other_id: {
    title: 'Server answers with another id',
    text: 'The server answers, but not with the id of the request. A client cannot tell which request is answered, and waits.',
    steps: [
      step(
        'In your own server, copy the id of the request into the response as it is: a number stays a number, and 0 is an id, too.'
      ),
      ASK
    ]
  },
  endless_pages: {
    title: "Server's list of tools has no end",
    text: 'The server gives a cursor for the next page of its tools that it gave before. A client that follows it asks for the same page again and again.',
    steps: [step('In your own server, leave out nextCursor on the last page.'), ASK]
  },
  damaged_json: {
    title: "Server's answer is not valid JSON",
    text: 'The status of the answer is a success, but its JSON is damaged, or it ends too early.',
    steps: [
      step(
        'If a proxy is in front of the server, try the address of the server itself: the proxy may cut off or change answers.'
      ),
      step("Look into the server's log for an error at this time."),
      ASK
    ]
  },
  long_response: {
    title: "Server's answer is too long",
    text: 'The answer is longer than 16 MiB, and it was not read to its end. An answer to a client that starts has some KB.',
    steps: [step('Check that the address is that of the MCP endpoint, not of a file or a download.'), ASK]
  }
}
