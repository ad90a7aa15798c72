// try_arguments.test.js: which arguments of a command are replaced in what mcpx try prints.
import { expect, test } from '@jest/globals'
import { secretsInCommand } from '../../../wasm/cli/commands/try_arguments.js'

const secretsIn = (line) => {
  const [command, ...args] = line.split(' ')
  return [...new Set(secretsInCommand(command, args))]
}

test.each([
  'npx -y @modelcontextprotocol/server-filesystem /home/me/dir .',
  'npx my-server@1.2.3 --port 3000 --verbose --transport stdio',
  'uvx --from git+https://github.com/acme/server acme-server',
  'uvx mcp-server-git --repository ./repo',
  'docker run -i --rm -e GITHUB_TOKEN ghcr.io/github/github-mcp-server:latest stdio',
  'cmd /c npx -y my-server',
  'python3 -m my_server --log-level debug',
  'node C:\\srv\\index.js --stdio',
  'npx -y mcp-remote https://mcp.example.com/sse --transport http-only',
  'my-server --key-file /etc/acme/key.pem'
])('nothing of %s', (line) => {
  expect(secretsIn(line)).toEqual([])
})

test.each([
  ['node e.js s3cr3tPositional99', 's3cr3tPositional99'],
  ['npx -y my-server plainsecret', 'plainsecret'],
  ['my-server correct-horse', 'correct-horse'],
  ['npx -y my-server --api-key dragonfire', 'dragonfire'],
  ['npx -y my-server --password 12345', '12345'],
  ['npx --token my-secret pkg', 'my-secret'],
  ['my-server --url=postgres://bob:pa55word@db/x', 'pa55word'],
  ['npx -y mcp-remote https://mcp.example.com/sse?key=abcd1234', 'abcd1234'],
  ['docker run -e GITHUB_TOKEN=ghx123 acme/image', 'ghx123'],
  ['my-server {"token":"abc12345"}', 'abc12345'],
  ['my-server /data/0a1b2c3d4e5f60718293a4b5', '/data/0a1b2c3d4e5f60718293a4b5'],
  [
    'my-server eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcde',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcde'
  ]
])('of %s: %s', (line, secret) => {
  expect(secretsIn(line)).toContain(secret)
})

test('the words of a command that is written in one string', () => {
  expect(secretsInCommand('npx -y my-server --key=dragonfire')).toContain('dragonfire')
})

test('a header: what is beside the secret stays', () => {
  const found = secretsInCommand('npx', ['-y', 'mcp-remote', '--header', 'Authorization: Bearer abcdefg'])
  expect(found).toContain('abcdefg')
  expect(found).not.toContain('Bearer')
})
