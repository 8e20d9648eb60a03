import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
const MOST_COLOURS = 256

/**
 * The same picture with at most 256 colours, for screens of paper, ink and a few accents: a third of the bytes that a browser
 * writes. Takes what a browser writes: 8 bits, RGB or RGBA, not interlaced.
 */
export function smallPng(png) {
  const { width, height, channels, data } = read(png)
  const pixels = unfilter(data, { width, height, channels })
  const { palette, indexOf } = coloursOf(pixels, channels)
  const lines = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) lines[y * (width + 1) + 1 + x] = indexOf((y * width + x) * channels)
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })), chunk('IEND', Buffer.alloc(0))])
}

function read(png) {
  const parts = []
  let header
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    const body = png.subarray(at + 8, at + 8 + length)
    if (type === 'IHDR') header = { width: body.readUInt32BE(0), height: body.readUInt32BE(4), channels: body[9] === 6 ? 4 : 3 }
    if (type === 'IDAT') parts.push(body)
    at += 12 + length
  }
  return { ...header, data: inflateSync(Buffer.concat(parts)) }
}

/** Undoes the five line filters of PNG (W3C PNG 9.2). */
function unfilter(data, { width, height, channels }) {
  const stride = width * channels
  const out = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (stride + 1)]
    for (let i = 0; i < stride; i += 1) {
      const at = y * stride + i
      const left = i >= channels ? out[at - channels] : 0
      const up = y > 0 ? out[at - stride] : 0
      const corner = y > 0 && i >= channels ? out[at - stride - channels] : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]
      out[at] = (data[y * (stride + 1) + 1 + i] + guess) & 255
    }
  }
  return out
}

function paeth(left, up, corner) {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}

/** A palette for the picture; a colour outside of it becomes the nearest in it, unseen on the edges of letters. */
function coloursOf(pixels, channels) {
  const counts = new Map()
  const colourAt = (at) => (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2]
  for (let at = 0; at < pixels.length; at += channels) counts.set(colourAt(at), (counts.get(colourAt(at)) ?? 0) + 1)
  const colours = [...counts].map(([colour, count]) => ({ colour, count, rgb: [colour >> 16, (colour >> 8) & 255, colour & 255] }))
  const palette = choose(colours)
  const indices = new Map(colours.map((one) => [one.colour, palette.indexOf(one.nearest)]))
  return { palette: palette.map(({ rgb }) => rgb), indexOf: (at) => indices.get(colourAt(at)) }
}

/** Takes again and again the colour that is worst served so far: rare red words stay red beside much paper and ink. */
function choose(colours) {
  for (const one of colours) one.off = Infinity
  const palette = []
  const worst = () => colours.reduce((found, one) => (one.off * one.count > found.off * found.count ? one : found))
  let next = colours.reduce((found, one) => (one.count > found.count ? one : found))
  while (palette.length < MOST_COLOURS && next.off > 0) {
    palette.push(next)
    for (const one of colours) {
      const off = distance(one.rgb, next.rgb)
      if (off < one.off) Object.assign(one, { off, nearest: next })
    }
    next = worst()
  }
  return palette
}

const distance = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2

function chunk(type, body) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const out = Buffer.alloc(body.length + 12)
  out.writeUInt32BE(body.length, 0)
  named.copy(out, 4)
  out.writeUInt32BE(crc32(named), body.length + 8)
  return out
}
