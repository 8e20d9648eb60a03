import { Bone } from '#ui/Skeleton'

/** A form before its options are there. */
export function FormSkeleton() {
  return (
    <div className="tx-bones" role="status" aria-label="正在加载">
      <Bone width="6em" /><Bone width="100%" height="2.75rem" /><Bone width="3em" /><Bone width="100%" height="2.75rem" />
      <Bone width="5em" /><Bone width="100%" height="2.75rem" /><Bone width="5em" /><Bone width="100%" height="3rem" />
    </div>
  )
}
