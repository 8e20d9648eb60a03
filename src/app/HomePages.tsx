import { useCapacity, useSigned } from '#ui/acting'
import { sayError } from '#ui/api'
import { Button } from '#ui/Button'
import { EmptyState } from '#ui/EmptyState'
import { List, ListRow } from '#ui/List'
import { PathLink, useGo } from '#ui/Nav'
import { Page } from '#ui/Page'
import { Section } from '#ui/Section'
import { useToast } from '#ui/Toast'
import { choicesOf, firstChoice, rememberedChoice } from './choices.ts'
import { Redirect } from './Redirect.tsx'
import { signOut } from './session.tsx'

/** `/`: straight to the page where the last capacity begins. */
export function HomePage() {
  const choice = firstChoice(choicesOf(useSigned().capacities), rememberedChoice())
  return choice ? <Redirect href={choice.address} /> : <CapacitiesPage />
}

/** `/c/<capacity>` of a role that has nothing to do on screen yet. */
export function NoHomePage() {
  const { label } = useCapacity()
  return (
    <Page title={label}>
      <EmptyState title="这个身份目前没有要在这里办理的事" action={<PathLink to="/capacities" outside className="tx-button">切换身份</PathLink>}>
        需要以该身份办理的事项会列在这里。
      </EmptyState>
    </Page>
  )
}

/** 切换身份: every post and the family of this account. */
export function CapacitiesPage() {
  const { capacities, personName } = useSigned()
  const go = useGo()
  const say = useToast()
  const choices = choicesOf(capacities)
  const leave = () => { signOut().catch((error: unknown) => say({ text: sayError(error) })) }
  return (
    <Page title="切换身份">
      <Section title={`${personName}，您要以哪个身份办事？`}>
        {choices.length === 0 && (
          <EmptyState title="这个账号现在没有任何身份">任职或监护关系登记后，会列在这里。请联系学校的学籍管理员。</EmptyState>
        )}
        {choices.length > 0 && (
          <List label="身份">
            {choices.map((choice) => <ListRow key={choice.key} title={choice.label} onPress={() => go(choice.address, { outside: true })} />)}
          </List>
        )}
      </Section>
      <Section><Button onClick={leave}>退出登录</Button></Section>
    </Page>
  )
}
