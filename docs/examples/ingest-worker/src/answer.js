// answer.js: the responses of the Worker. None repeats text of a request.

const MESSAGES = {
  400: 'The body cannot be read.',
  401: 'The key is missing or wrong.',
  404: 'There is no such route.',
  405: 'The route does not take this method.',
  408: 'The body did not arrive in time.',
  413: 'The body is larger than 64 KiB.',
  415: 'The body must be application/json, without encoding or with gzip.',
  429: 'There were too many requests. Try again later.',
  500: 'The Worker failed.',
  503: 'The database is not available. Try again later.'
}

const HEADERS = {
  'content-type': 'application/json',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff'
}

// A response with the message of its status, or with `body`, an object or JSON text.
export function answer(status, headers = {}, body = { error: MESSAGES[status] }) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return new Response(text, { status, headers: { ...HEADERS, ...headers } })
}

export const RETRY_LATER = { 'retry-after': '60' }
