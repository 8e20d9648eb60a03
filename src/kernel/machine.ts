/** One allowed move of a state machine: from where, to where, and which roles may make it. */
export interface Move<State extends string, Role extends string> {
  readonly from: readonly State[]
  readonly to: State
  readonly who: readonly Role[]
}

export interface Machine<State extends string, Name extends string, Role extends string> {
  readonly moves: Readonly<Record<Name, Move<State, Role>>>
  /** The moves that `role` may make from `state`: the server refuses and the web hides from this one answer. */
  open(state: State, role: Role): Name[]
  allows(name: Name, state: State, role: Role): boolean
}

/** States and moves as data. */
export function machine<State extends string, Name extends string, Role extends string>(
  moves: Record<Name, Move<State, Role>>,
): Machine<State, Name, Role> {
  const allows = (name: Name, state: State, role: Role) =>
    moves[name].from.includes(state) && moves[name].who.includes(role)
  return { moves, allows, open: (state, role) => (Object.keys(moves) as Name[]).filter((n) => allows(n, state, role)) }
}
