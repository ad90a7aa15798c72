// docusaurus.config.js: a small documentation site under a base URL, with the diagnostics page of the package.
const path = require('node:path')

const mcpx = path.dirname(require.resolve('@mcpproxy/mcpx/package.json'))

module.exports = {
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
