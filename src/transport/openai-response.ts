import type { IncomingMessage } from 'node:http'

/** More than the largest reply there can be: 2,048 vectors of 3,072 numbers. */
const mostBytes = 128 * 2 ** 20

/** The whole body; fails where it breaks off, is longer than any reply, or was cut before the length it announced. */
export const readBody = (message: IncomingMessage, heard: (message: IncomingMessage) => void): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let length = 0
    message.on('data', (part: Buffer) => {
      heard(message)
      length += part.byteLength
      parts.push(part)
      if (length > mostBytes) message.destroy(new Error(`a reply of more than ${mostBytes} bytes`))
    })
    message.on('end', () => (message.complete ? resolve(Buffer.concat(parts, length)) : reject(new Error('cut short'))))
    message.on('error', reject)
    message.on('close', () => reject(new Error('cut short')))
  })

/** As much of a Response as the client and the exchange ask for; a real one takes as long to make as the rest of a call. */
export const responseOf = (message: IncomingMessage, body: Promise<Buffer>): Response => {
  const status = message.statusCode ?? 0
  const response = {
    ok: status >= 200 && status < 300,
    status,
    statusText: message.statusMessage ?? '',
    url: message.url ?? '',
    body: null,
    headers: headersOf(message) as Headers,
    text: async () => (await body).toString('utf8'),
    arrayBuffer: async () => asArrayBuffer(await body),
  }
  return response as unknown as Response
}

const headersOf = ({ headers }: IncomingMessage): Pick<Headers, 'get' | 'entries' | typeof Symbol.iterator> => {
  const entries = (): MapIterator<[string, string]> =>
    new Map(Object.entries(headers).map(([name, value]): [string, string] => [name, [value].flat().join(', ')])).entries()
  return {
    get(name) {
      const value = headers[name.toLowerCase()]
      return value === undefined ? null : [value].flat().join(', ')
    },
    entries,
    [Symbol.iterator]: entries,
  }
}

/** A Buffer may be a part of a larger piece of memory. */
const asArrayBuffer = ({ buffer, byteOffset, byteLength }: Buffer): ArrayBuffer =>
  buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer
