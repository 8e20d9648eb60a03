import type { AnswerOf } from '#kernel/route'
import { List, ListRow } from '#ui/List'
import { StateTag } from '#ui/StateTag'
import type { whyFigure } from '../../why.contract.ts'

type Structure = NonNullable<AnswerOf<typeof whyFigure>['structure']>

/** What must be there, part by part: there or lacking; of a share, who lacks one. */
export function PartsList({ structure: { parts, lacking } }: { readonly structure: Structure }) {
  return (
    <>
      {parts.length === 0 && <p className="tx-secondary">还没有登记。登记机构和成员后，逐项列在这里。</p>}
      <List label="要求有什么">
        {parts.map(({ label, holds, have, need, measure }) => (
          <ListRow key={label} title={label} note={`现有 ${have} ${measure}，要求 ${need} ${measure}${holds ? '' : `，还缺 ${Math.max(0, need - have)} ${measure}`}`}
            end={<StateTag tone={holds ? 'met' : 'due-soon'} label={holds ? '有' : '缺'} />} />
        ))}
      </List>
      {lacking.length > 0 && (
        <div className="why-lacking">
          <h3>还没有的 {lacking.length}</h3>
          <ul aria-label="还没有的">{lacking.map(({ id, name }) => <li key={id}>{name}</li>)}</ul>
        </div>
      )}
    </>
  )
}
