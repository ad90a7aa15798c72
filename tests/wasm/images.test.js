// images.test.js: the runtime that an image lacks and the image to use, by the vectors: from the options of a call, from
// a request, and on the command line.
import { describe, expect, test } from '@jest/globals'
import { loadSync } from '../../wasm/dist/node.mjs'
import { mcpx as command, readRows } from './helpers.js'

const mcpx = loadSync()
const rows = readRows('images')

const isImageStep = (label) =>
  /^The image lacks |isolation\.image|that image in args/.test(label) &&
  !label.startsWith('If the entry has ')
const imageSteps = ({ steps = [] }) => steps.map(({ label }) => label).filter(isImageStep)

const optionsOf = ({ docker_isolated: dockerIsolated, client, profile, command, image, default_images }) => ({
  dockerIsolated,
  client,
  profile,
  command,
  image,
  defaultImages: default_images
})

const requestOf = ({ text, docker_isolated, client, profile, command, image, default_images }) =>
  JSON.stringify({
    op: 'classify',
    text,
    docker_isolated,
    client,
    profile,
    command,
    image,
    default_images
  })

test('every vector has its code and its steps', () => {
  expect(rows.length).toBeGreaterThan(90)
  const found = rows.map((row) => {
    const answer = mcpx.classify(row.text, optionsOf(row))
    return { id: row.id, code: answer.code, steps: imageSteps(answer) }
  })
  expect(found).toEqual(rows.map(({ id, code, steps }) => ({ id, code, steps })))
})

const bytesOf = (text) => new TextEncoder().encode(text)
const responseTo = (line) => JSON.parse(new TextDecoder().decode(mcpx.respond(bytesOf(line))))

test('a request gives the same steps', () => {
  const found = rows.map((row) => imageSteps(responseTo(requestOf(row))))
  expect(found).toEqual(rows.map(({ steps }) => steps))
})

test('the answers for several options keep their own images', () => {
  const { text } = rows.find(({ about }) => about === 'nothing else is known')
  const list = [{ command: 'npx' }, { command: 'uvx', image: 'python:3.11' }, { profile: 'proxy' }, {}]
  const answers = mcpx.classifyAll(text, list)
  expect(answers).toEqual(list.map((options) => mcpx.classify(text, options)))
  expect(imageSteps(answers[0])[0]).toContain('lacks npx')
  expect(imageSteps(answers[1])[1]).toContain('Remove isolation.image')
})

test('advice on a code takes the same options', () => {
  const about = { code: 'MCPX_DOCKER_EXEC_NOT_FOUND', dockerIsolated: true }
  const { steps } = mcpx.advise({
    ...about,
    command: 'npx',
    image: 'python:3.11',
    defaultImages: { npx: 'node:20' }
  })
  expect(imageSteps({ steps })[1]).toContain('inherits node:20')
  expect(imageSteps(mcpx.advise(about))).toEqual([])
  const other = mcpx.advise({ code: 'MCPX_HTTP_401', command: 'npx' })
  expect(other).toEqual(mcpx.advise({ code: 'MCPX_HTTP_401' }))
})

describe('options that are not valid', () => {
  test.each([
    [{ command: 1 }, '`command` must be a string.'],
    [{ image: ['x'] }, '`image` must be a string.'],
    [{ defaultImages: 'node:22' }, '`defaultImages` must be an object of strings.'],
    [{ defaultImages: { npx: 22 } }, '`defaultImages` must be an object of strings.'],
    [{ defaultImages: { npx: { image: 'x' } } }, '`defaultImages` must be an object of strings.']
  ])('%j', (options, message) => {
    expect(() => mcpx.classify('x', options)).toThrow(message)
    expect(() => mcpx.advise({ code: 'MCPX_HTTP_401', ...options })).toThrow(message)
  })

  test('null is none', () => {
    const options = { command: null, image: null, defaultImages: null }
    expect(mcpx.classify('x', options)).toEqual(mcpx.classify('x'))
  })
})

describe('the command', () => {
  const { text } = rows.find(({ about }) => about === 'nothing else is known')
  const classify = (...args) => command(['classify', '--docker-isolated', ...args], { input: text })

  test('takes the command, the image and the default images', () => {
    const { stdout } = classify(
      ...['--command', 'npx', '--image', 'python:3.11'],
      ...['--default-image', 'uvx=uv:1', '--default-image', 'npx=node:20', '--format', 'json']
    )
    const options = {
      dockerIsolated: true,
      command: 'npx',
      image: 'python:3.11',
      defaultImages: { uvx: 'uv:1', npx: 'node:20' }
    }
    expect(stdout).toContain('inherits node:20')
    const [answer] = JSON.parse(stdout).results ?? [JSON.parse(stdout)]
    expect(imageSteps(answer)).toEqual(imageSteps(mcpx.classify(text, options)))
  })

  test('wants an image for a default image', () => {
    expect(classify('--default-image', 'node:20')).toMatchObject({ status: 2 })
  })
})
