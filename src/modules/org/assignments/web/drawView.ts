import type { Colleague } from '../../posts/post.contract.ts'

/** The posts of bureau leaders with who holds them, to choose from. */
export const leaderOptions = (colleagues: readonly Colleague[]): { value: string; label: string }[] =>
  colleagues.flatMap(({ name, posts }) => posts.filter(({ kind }) => kind === 'bureau_leader').map(({ postId, label }) => ({ value: postId, label: `${name}（${label}）` })))
