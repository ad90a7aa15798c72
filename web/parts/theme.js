// parts/theme.js: the button that switches a page between light and dark.
function switchTheme() {
  const { dataset } = document.documentElement
  const isDark = dataset.theme ? dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
  dataset.theme = isDark ? 'light' : 'dark'
}

export const followThemeButton = () => document.getElementById('theme').addEventListener('click', switchTheme)
