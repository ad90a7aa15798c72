// self_signed.js: a self-signed certificate for 127.0.0.1, written as DER by hand: Node has no function for it.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

const length = (size) => (size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff])
const tagged = (tag, ...parts) => {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)))
  return Buffer.from([tag, ...length(content.length), ...content])
}
const sequence = (...parts) => tagged(0x30, ...parts)
const set = (...parts) => tagged(0x31, ...parts)
const oid = (...bytes) => tagged(0x06, bytes)
const bits = (bytes) => tagged(0x03, [0], bytes)
const time = (ms) =>
  tagged(0x17, Buffer.from(`${new Date(ms).toISOString().replaceAll(/[-:T]/g, '').slice(2, 14)}Z`))

const ECDSA_SHA256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02))
const COMMON_NAME = oid(0x55, 0x04, 0x03)
const SUBJECT_ALT_NAME = oid(0x55, 0x1d, 0x11)
const DAY_MS = 86_400_000

const nameOf = (text) => sequence(set(sequence(COMMON_NAME, tagged(0x0c, Buffer.from(text)))))

const asPem = (der) =>
  `-----BEGIN CERTIFICATE-----\n${der
    .toString('base64')
    .match(/.{1,64}/g)
    .join('\n')}\n-----END CERTIFICATE-----\n`

// { key, cert } for a TLS server. `days` are its last day of validity, from today.
export function selfSigned({ days = 1, address = [127, 0, 0, 1] } = {}) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = nameOf('test')
  const body = sequence(
    tagged(0xa0, tagged(0x02, [2])),
    tagged(0x02, [1], randomBytes(8)),
    ECDSA_SHA256,
    name,
    sequence(time(Date.now() - 10 * DAY_MS), time(Date.now() + days * DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(sequence(SUBJECT_ALT_NAME, tagged(0x04, sequence(tagged(0x87, address))))))
  )
  const signature = sign('sha256', body, privateKey)
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    cert: asPem(sequence(body, ECDSA_SHA256, bits(signature)))
  }
}
