/**
 * What counts as one caller: an IPv4 address, or the 64 bits that an IPv6 network is given as a whole. A household has
 * 2^64 addresses of the latter, so counting them one by one would count nothing.
 */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!plain.includes(':')) return plain
  const [left, right] = plain.split('::').map((part) => part.split(':').filter((group) => group !== ''))
  const groups = right === undefined ? left! : [...left!, ...Array.from({ length: 8 - left!.length - right.length }, () => '0'), ...right]
  return groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}
