import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { fileTooLarge } from '#kernel/errors'
import { unreadable } from './refusals.ts'

const noFile = () => unreadable({ file: '没有收到文件，或者文件是空的' })

/**
 * The whole file of an upload route. One that is too large is refused as soon as that is known, without being kept; of whom `allow`
 * refuses not a byte is: else every signed-in guardian could fill the memory.
 */
export async function readUpload(request: FastifyRequest, limit: number, allow: () => Promise<void>): Promise<Buffer> {
  const stream = request.body
  if (!(stream instanceof Readable)) throw noFile()
  try {
    await allow()
    if (Number(request.headers['content-length']) > limit) throw fileTooLarge(limit)
    const file = await collect(stream, limit)
    if (file.length === 0) throw noFile()
    return file
  } finally {
    // What still arrives is thrown away: a sender who is cut off in the middle never reads why.
    stream.resume()
  }
}

async function collect(stream: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) throw fileTooLarge(limit)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
