// docusaurus.js: a component that puts <mcpx-diagnose> into a page of a Docusaurus site.
import Head from '@docusaurus/Head'
import useBaseUrl from '@docusaurus/useBaseUrl'
import useBrokenLinks from '@docusaurus/useBrokenLinks'
import { createElement } from 'react'

// The height of the first view on a wide screen, so that nothing moves when it appears.
const STYLE = { display: 'block', minHeight: '52rem' }

const FALLBACK =
  'If nothing appears here, allow JavaScript and reload the page, or run: npx @mcpproxy/mcpx classify'

// The fragments that the element follows: Docusaurus reports links to others as broken. The build sets the codes.
const VIEWS = ['classify', 'heartbeat', 'fleet', 'codes'].map((view) => `mcpx-${view}`)
const ANCHORS = [...VIEWS, ...CODES]

// `src` is where the site has the script; the other properties are attributes of the element.
export default function Diagnose({ src = '/mcpx/diagnose.js', style, ...attributes }) {
  const { collectAnchor } = useBrokenLinks()
  for (const anchor of ANCHORS) collectAnchor(anchor)
  const script = createElement('script', { type: 'module', src: useBaseUrl(src) })
  return [
    createElement(Head, { key: 'head' }, script),
    createElement(
      'mcpx-diagnose',
      { key: 'element', style: { ...STYLE, ...style }, ...attributes },
      createElement('p', {}, FALLBACK)
    )
  ]
}
