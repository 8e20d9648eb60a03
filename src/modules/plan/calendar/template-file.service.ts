import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { calendarTemplate, type CalendarTemplate } from './template.contract.ts'

/** The template of a YAML file such as `packs/demo/calendar.yaml`. Throws when it is missing or badly written. */
export const readCalendarTemplate = async (file: string): Promise<CalendarTemplate> =>
  calendarTemplate.parse(parse(await readFile(file, 'utf8')))
