import { z } from 'zod'

/** A person who guards a child today. */
export const guardianView = z.object({ personId: z.uuid(), name: z.string(), relation: z.string() })
export type GuardianView = z.infer<typeof guardianView>
