// docusaurus.config.js: a small documentation site under a base URL, with the diagnostics page of the package.
import { createRequire } from 'node:module'
import path from 'node:path'

const mcpx = path.dirname(createRequire(import.meta.url).resolve('@mcpproxy/mcpx/package.json'))

export default {
  title: 'Documentation',
  url: 'https://docs.example.com',
  baseUrl: '/manual/',
  favicon: 'icon.svg',
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  staticDirectories: ['static', path.join(mcpx, 'page')],
  plugins: ['@docusaurus/plugin-content-docs', '@docusaurus/plugin-content-pages'],
  themes: ['@docusaurus/theme-classic'],
  themeConfig: { navbar: { title: 'Documentation', items: [{ to: '/docs/intro', label: 'Docs' }] } }
}
