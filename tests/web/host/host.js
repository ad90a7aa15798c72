// host.js: a docs site with its own router, like a Docusaurus site: pages are mounted and removed.
const page = document.getElementById('page')

// A component that mounts the element with its page; the script is loaded the first time.
async function mount(attributes = {}) {
  await import('/mcpx/diagnose.js')
  const element = document.createElement('mcpx-diagnose')
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  page.append(element)
}

const ROUTES = {
  '/': () => page.append(document.createTextNode('Welcome.')),
  '/diagnose': () => mount(Object.fromEntries(new URLSearchParams(location.search))),
  '/two': async () => {
    await mount()
    await mount({ view: 'codes' })
  }
}

let shown

function show() {
  shown = location.pathname
  page.replaceChildren()
  ROUTES[shown]()
}

document.querySelector('nav').addEventListener('click', (event) => {
  if (!event.target.href) return
  event.preventDefault()
  history.pushState({ from: location.pathname }, '', event.target.href)
  show()
})

// A change of only the fragment is not another page.
addEventListener('popstate', () => {
  if (location.pathname !== shown) show()
})

show()
