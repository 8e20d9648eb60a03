import type { TestProject } from 'vitest/node'
import { makeTemplate, temporaryCluster } from './temporary.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser of the cluster that all database tests share. */
    adminUrl: string
  }
}

/** One cluster a run; TEST_DATABASE_URL (a superuser) runs the same tests on another server or version. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL
  const cluster = given === undefined ? await temporaryCluster() : { url: given, stop: async () => undefined }
  await makeTemplate(cluster.url)
  project.provide('adminUrl', cluster.url)
  return cluster.stop
}
