/** The same things in random order (Fisher–Yates); `randomBelow(n)` answers a whole number from 0 to n − 1. */
export function shuffle<T>(things: readonly T[], randomBelow: (n: number) => number): T[] {
  const order = [...things]
  for (let last = order.length - 1; last > 0; last--) {
    const other = randomBelow(last + 1)
    const moved = order[last]!
    order[last] = order[other]!
    order[other] = moved
  }
  return order
}
