// failures.test.js: a browser without WebAssembly, or a site without one of the files: a clear message, and the rest works.
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { serve } from '../../web/serve.js'
import { area, built, button, card, dist, drop, eventually, paste, tab, useSite } from './helpers.js'

const DOCKER = 'zsh:1: command not found: docker'

// The site without one of its files; `missing` is its name without the hash.
async function serveWithout(missing) {
  const folder = mkdtempSync(join(tmpdir(), 'mcpx-'))
  const gone = built(missing)
  for (const file of readdirSync(dist)) if (file !== gone) cpSync(new URL(file, dist), join(folder, file))
  const { address, close } = await serve(pathToFileURL(`${folder}/`))
  return {
    address,
    close() {
      close()
      rmSync(folder, { recursive: true })
    }
  }
}

const expected = /^Failed to load resource|was preloaded using link preload but not used/

// Uses every view.
async function tryAll(page) {
  await paste(page, DOCKER)
  await tab(page, 'Heartbeat').click()
  const payload = page.getByLabel('Telemetry payload')
  if (await payload.count()) await payload.fill('{}')
  await page.evaluate(() => {
    location.hash = '#MCPX_HTTP_401'
  })
  await eventually(
    () => tab(page, 'Codes').getAttribute('aria-selected'),
    (selected) => selected.toBe('true')
  )
  await tab(page, 'Diagnose').click()
  expect(await area(page).inputValue()).toBe(DOCKER)
  await drop(page, area(page), [{ name: 'a.log', bytes: `${DOCKER}\n`.repeat(20_000) }])
  await page.locator('.notice').first().waitFor()
  await button(page, 'Clear').click()
}

// `words` are part of the alert, or null for no alert; `answers` says whether errors are still diagnosed.
async function expectMessage(page, words, answers) {
  const alert = page.getByRole('alert').first()
  if (words) {
    await alert.waitFor()
    expect(await alert.innerText()).toContain(words)
  }
  await tryAll(page)
  await area(page).fill(DOCKER)
  if (answers) await card(page).waitFor()
  else expect(await card(page).count()).toBe(0)
  if (words) expect(await alert.innerText()).toContain(words)
}

describe('a file is missing', () => {
  const site = useSite({ expected })

  test.each([
    ['codes.wasm', 'could not start', false],
    ['diagnose.wasm', 'part of this page is missing', true],
    ['check.wasm', 'part of this page is missing', true],
    ['worker.js', 'part of this page is missing', true],
    ['lazy.js', 'part of this page is missing', true],
    ['content.json', null, true],
    ['diagnose.css', null, true],
    ['rest.css', null, true]
  ])('%s: the page says so if it matters, and the rest works', async (file, words, answers) => {
    const own = await serveWithout(file)
    try {
      const page = await (await site.newContext()).newPage()
      await page.goto(own.address)
      await expectMessage(page, words, answers)
    } finally {
      own.close()
    }
  })
})

describe('the element does not load', () => {
  const site = useSite({ expected })

  test('the page says so instead of its fallback content', async () => {
    const own = await serveWithout('element.js')
    try {
      const page = await (await site.newContext()).newPage()
      await page.goto(own.address)
      const alert = page.getByRole('alert')
      await alert.waitFor()
      expect(await alert.innerText()).toBe('This tool did not load. Reload the page.')
    } finally {
      own.close()
    }
  })
})

describe('WebAssembly is switched off', () => {
  const site = useSite({ args: ['--js-flags=--jitless'], expected })

  test('the page says so and names an alternative', async () => {
    const page = await (await site.newContext()).newPage()
    await page.goto(site.at())
    await expectMessage(page, 'cannot run WebAssembly', false)
    expect(await page.getByRole('alert').first().innerText()).toContain('npx @mcpproxy/mcpx classify')
  })
})
