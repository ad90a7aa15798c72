// parts/in_view.js: brings a headline into view if it is not there, below a bar that covers the top of the window.

// What is lower than this part of the window may be below a keyboard.
const LOWEST = 0.7

// Scrolls to `target`, which contains or precedes the headline; else moves nothing.
export function bringIntoView(headline, target = headline) {
  const { top, bottom } = headline.getBoundingClientRect()
  const covered = Number.parseFloat(getComputedStyle(headline).scrollMarginTop) || 0
  if (top < covered || bottom > innerHeight * LOWEST) target.scrollIntoView({ block: 'start' })
}
