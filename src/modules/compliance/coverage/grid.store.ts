import { sql } from 'kysely'
import type { GridRow } from './grid.rules.ts'

/** The grid as a common table `grid`: one array a column, so that the statement's text does not grow with it. */
export function gridSql(grid: readonly GridRow[]) {
  const column = (pick: (row: GridRow) => string | number | null) => grid.map(pick)
  return sql`grid as (
    select duty, period, unit_id, class_id, number, percent, first, last, day, taken_from, taken_to,
      string_to_array(posts, ',') as posts, string_to_array(not_posts, ',') as not_posts, string_to_array(bodies, ',') as bodies, bearer_id
    from unnest(
      ${column((row) => row.duty)}::text[], ${column((row) => row.period)}::text[],
      ${column((row) => row.unitId)}::uuid[], ${column((row) => row.classId)}::uuid[], ${column((row) => row.number)}::int[],
      ${column((row) => row.percent)}::int[],
      ${column((row) => row.first)}::date[], ${column((row) => row.last)}::date[], ${column((row) => row.day)}::date[],
      ${column((row) => row.takenFrom)}::date[], ${column((row) => row.takenTo)}::date[],
      ${column((row) => row.posts.join(','))}::text[], ${column((row) => row.notPosts.join(','))}::text[],
      ${column((row) => row.bodies.join(','))}::text[], ${column((row) => row.bearerId)}::uuid[]
    ) as g(duty, period, unit_id, class_id, number, percent, first, last, day, taken_from, taken_to, posts, not_posts, bodies, bearer_id))`
}
