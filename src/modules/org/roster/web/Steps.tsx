import { Icon } from '#ui/Icon'

const STEPS = ['上传', '核对列', '核对问题与变化', '导入', '完成'] as const
export type Step = (typeof STEPS)[number]

/** Where the import stands. Past steps carry a mark and not only a colour. */
export function Steps({ at }: { readonly at: Step }) {
  const now = STEPS.indexOf(at)
  return (
    <ol className="ro-steps" aria-label="导入步骤">
      {STEPS.map((step, index) => (
        <li key={step} aria-current={index === now ? 'step' : undefined} data-past={index < now || undefined}>
          <span className="ro-step-mark">{index < now ? <Icon name="check" /> : index + 1}</span>
          {step}
          {index < now && <span className="tx-unseen">（已完成）</span>}
        </li>
      ))}
    </ol>
  )
}
