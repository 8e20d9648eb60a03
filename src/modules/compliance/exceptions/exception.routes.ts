import { handle, type Served } from '#platform/http/serve'
import * as contract from './exception.contract.ts'
import { countWaiting, listExceptions } from './exception-list.service.ts'
import { askException, decideException, endException } from './exception.service.ts'

export const exceptionRoutes: readonly Served[] = [
  handle(contract.askException, (act, { body }) => askException(act, body)),
  handle(contract.decideException, (act, { params, body }) => decideException(act, params.id, body.approve)),
  handle(contract.endException, (act, { params }) => endException(act, params.id)),
  handle(contract.listExceptions, listExceptions),
  handle(contract.countWaiting, countWaiting),
]
