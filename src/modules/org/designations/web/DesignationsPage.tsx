import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { sayDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import { useCapacity, useSigned } from '#ui/acting'
import { reading } from '#ui/api'
import { Button } from '#ui/Button'
import { EmptyState } from '#ui/EmptyState'
import { List, ListRow } from '#ui/List'
import { Loaded } from '#ui/Loaded'
import { useSearchValue } from '#ui/Nav'
import { Page } from '#ui/Page'
import { Section } from '#ui/Section'
import { Select } from '#ui/Select'
import { listClasses } from '../../classes/class.contract.ts'
import { PersonName } from '../../people/web/PersonName.tsx'
import { listStudents } from '../../students/student.contract.ts'
import { DESIGNATION_NAMES, listClassDesignations } from '../designation.contract.ts'
import { DesignateSheet } from './DesignateSheet.tsx'

const HEADS: readonly string[] = ['principal', 'party_secretary', 'vice_principal']

/** The marked children of the own classes; a school leader chooses the class. */
export function DesignationsPage() {
  const { classIds, role } = useCapacity()
  const ofClass = role === 'head_teacher'
  return (
    <Page title="重点学生、留守儿童" back={HEADS.includes(role) ? '/school' : '/today'}>
      {ofClass ? classIds.map((classId) => <OfClass key={classId} classId={classId} mayDesignate />) : <OfSchool />}
      {ofClass && classIds.length === 0 && <EmptyState title="您现在没有带班">任班主任后，这里列出本班的认定。</EmptyState>}
    </Page>
  )
}

function OfSchool() {
  const { id, unitId, role } = useCapacity()
  const [classId, setClassId] = useSearchValue('class')
  const query = useQuery(reading(listClasses, { params: { schoolId: unitId! } }, { capacity: id }))
  return (
    <Loaded query={query}>
      {({ classes }) => (
        <>
          <Section>
            <Select label="班级" value={classId} onChange={setClassId}
              options={[{ value: '', label: '请选择' }, ...classes.map((one) => ({ value: one.id as string, label: one.name }))]} />
          </Section>
          {classId !== '' && <OfClass key={classId} classId={classId} mayDesignate={HEADS.includes(role)} />}
        </>
      )}
    </Loaded>
  )
}

function OfClass({ classId, mayDesignate }: { readonly classId: Uuid; readonly mayDesignate: boolean }) {
  const { id } = useCapacity()
  const { today } = useSigned()
  const [setting, setSetting] = useState(false)
  const query = useQuery(reading(listClassDesignations, { params: { classId } }, { capacity: id }))
  return (
    <Loaded query={query}>
      {({ className, designations }) => (
        <Section title={className} aside={designations.length > 0 && `${designations.length} 项`}>
          <div className="tx-stack">
            {designations.length === 0 && <EmptyState title="没有登记的认定">认定为重点学生或留守儿童的，列在这里，有关责任按这份名单计算。</EmptyState>}
            <List label={`${className}的认定`}>
              {designations.map((one) => (
                <ListRow key={one.id} title={<PersonName name={one.studentName} />}
                  note={`${DESIGNATION_NAMES[one.kind]} · ${sayDate(one.validFrom, today)}起`} to={`/students/${one.studentId}/visits`} />
              ))}
            </List>
            <p className="tx-secondary tx-small">打开本页已记入查看记录，家长可以看到谁看过，看不到认定的内容。点名字可以结束认定。</p>
            {mayDesignate && <Button wide onClick={() => setSetting(true)}>登记认定</Button>}
          </div>
          {setting && <PickAndDesignate classId={classId} onClose={() => setSetting(false)} />}
        </Section>
      )}
    </Loaded>
  )
}

/** The list of the class is asked for only when a child is to be chosen: reading it is written down. */
function PickAndDesignate({ classId, onClose }: { readonly classId: Uuid; readonly onClose: () => void }) {
  const { id } = useCapacity()
  const query = useQuery(reading(listStudents, { params: { classId } }, { capacity: id }))
  return <DesignateSheet candidates={query.data?.students ?? []} onClose={onClose} />
}
