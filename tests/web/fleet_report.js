// fleet_report.js: the report on a fleet in the page.

export const fleet = (page) => page.locator('.fleet')

// The cells of the table with a caption, row by row, without those of the bars; labels without their explanation.
export const rowsUnder = (page, caption) =>
  fleet(page)
    .locator('.panel')
    .filter({ has: page.locator('caption h3', { hasText: caption }) })
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map(({ cells }) =>
        Array.from(cells, (cell) => cell.textContent.split(/[:\n(]/)[0].trim()).filter((_, i) => i !== 1)
      )
    )
