// sign_in.js: after a 401: where a client would sign in, by the metadata that the server and its authorization server
// publish. Only the host of the server and those that it names are contacted.
import { send, shownUrl } from './http.js'

const REDIRECTS_MAX = 3

// `resource_metadata="…"` of a challenge.
const metadataOf = (challenge = '') => challenge.match(/resource_metadata="?([^",\s]+)/i)?.[1]

function addressOf(text, base) {
  try {
    const url = new URL(text, base)
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : null
  } catch {
    return null
  }
}

const withoutSlash = (path) => path.replace(/\/+$/, '')

const wellKnown = (url, name) => `/.well-known/${name}${withoutSlash(url.pathname)}`

// Where clients look for the metadata of a server, in this order.
const resourceAddresses = (url, challenge) =>
  [metadataOf(challenge), wellKnown(url, 'oauth-protected-resource'), '/.well-known/oauth-protected-resource']
    .filter(Boolean)
    .map((address) => addressOf(address, url))

// … and for the metadata of an authorization server.
const issuerAddresses = (issuer) =>
  [
    wellKnown(issuer, 'oauth-authorization-server'),
    wellKnown(issuer, 'openid-configuration'),
    `${withoutSlash(issuer.pathname)}/.well-known/openid-configuration`
  ].map((address) => addressOf(address, issuer))

const unique = (urls) => [...new Map(urls.filter(Boolean).map((url) => [url.href, url])).values()]

// ---- Fetching ----

// The JSON object at an address, or the reason why there is none: { value } or { reason }.
async function fetchObject(url, context) {
  let at = url
  for (let i = 0; i <= REDIRECTS_MAX; i++) {
    context.say(`GET ${shownUrl(at)} (sign-in metadata)`)
    const response = await send(at, { ...context, headers: { accept: 'application/json' }, what: 'metadata' })
    if (!response.isRedirect()) return objectOf(response)
    response.stop()
    const to = addressOf(response.headers.location, at)
    if (to?.host !== at.host) return { reason: `${response.statusLine}, a redirect to another host` }
    at = to
  }
  return { reason: 'too many redirects' }
}

async function objectOf(response) {
  if (!response.isOk()) {
    response.stop()
    return { reason: response.statusLine }
  }
  try {
    const value = JSON.parse(await response.text())
    if (value !== null && typeof value === 'object') return { value }
  } catch (error) {
    return { reason: `${response.statusLine}, ${error.message}` }
  }
  return { reason: `${response.statusLine}, no JSON object` }
}

// The first of the addresses that has an object: { value, url } or { tried: [line] }.
async function firstObject(urls, context) {
  const tried = []
  for (const url of unique(urls)) {
    const found = await fetchObject(url, context).catch((error) => ({ reason: error.message }))
    if (found.value) return { ...found, url }
    tried.push(`GET ${url.pathname}: ${found.reason}`)
  }
  return { tried }
}

// ---- What it means for a client ----

const covers = (resource, url) => {
  const named = addressOf(resource)
  return named?.origin === url.origin && withoutSlash(url.pathname).startsWith(withoutSlash(named.pathname))
}

const canRegister = (metadata) =>
  Boolean(metadata.registration_endpoint) || metadata.client_id_metadata_document_supported === true

function judge(metadata, issuer) {
  const missing = ['authorization_endpoint', 'token_endpoint'].filter((name) => !metadata[name])
  if (missing.length)
    return [`Failed to discover OAuth metadata: that of ${issuer.origin} lacks ${missing.join(' and ')}`]
  if (!canRegister(metadata))
    return [`Incompatible auth server: does not support dynamic client registration: ${issuer.origin}`]
  return [`Authorization required: clients sign in at ${issuer.origin}`]
}

// Before 2025-06-18, servers were their own authorization servers.
const issuersOf = (resource, url) =>
  [resource?.authorization_servers ?? url.origin]
    .flat()
    .map((issuer) => addressOf(issuer))
    .filter(Boolean)

// The lines that say how a client would sign in, or why it cannot.
export async function lookUpSignIn(url, challenge, context) {
  const resource = await firstObject(resourceAddresses(url, challenge), context)
  const named = resource.value?.resource
  if (named && !covers(named, url)) return [`Protected resource ${named} does not match expected ${url.href}`]
  const [issuer] = issuersOf(resource.value, url)
  if (!issuer) return ['Failed to discover OAuth metadata: the resource names no authorization server']
  const found = await firstObject(issuerAddresses(issuer), context)
  if (found.value) return judge(found.value, issuer)
  if (resource.value) return [`Failed to discover OAuth metadata of ${issuer.origin}`, ...found.tried]
  return ['No OAuth metadata found:', ...resource.tried, ...found.tried]
}
