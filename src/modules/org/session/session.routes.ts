import { handleOpen, type Served } from '#platform/http/serve'
import * as contract from './session.contract.ts'
import * as service from './session.service.ts'

/** Routes of one running program; `demoAccounts` is empty unless the data are demo data. */
export function sessionRoutes(demoAccounts: readonly contract.DemoAccount[]): Served[] {
  const signIn = service.createSignIn(demoAccounts)
  return [
    handleOpen(contract.openSession, (visitor, { body }) => service.openSession(signIn, visitor, body)),
    handleOpen(contract.readSession, (visitor) => service.readSession(signIn, visitor)),
    handleOpen(contract.closeSession, (visitor) => service.closeSession(visitor)),
    handleOpen(contract.activate, (visitor, { body }) => service.activate(signIn, visitor, body)),
  ]
}
