import type { Colleague } from '../../posts/post.contract.ts'

/** The posts of bureau leaders by who holds them; the post is named only where one name stands twice. */
export function leaderOptions(colleagues: readonly Colleague[]): { value: string; label: string }[] {
  const leaders = colleagues.flatMap(({ name, posts }) =>
    posts.filter(({ kind }) => kind === 'bureau_leader').map(({ postId, label }) => ({ name, postId, label })))
  return leaders.map(({ name, postId, label }) => {
    const repeated = leaders.filter((other) => other.name === name).length > 1
    return { value: postId, label: repeated ? `${name}（${label}）` : name }
  })
}
