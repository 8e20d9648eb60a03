/** An end that has been explained: one sentence, no stack. */
export class Stop extends Error {}

/** Runs a command of the project; what went wrong is said in one line where it is known. */
export async function orStop(work) {
  try {
    await work()
  } catch (error) {
    console.error(error instanceof Stop ? `[同心] ${error.message}` : error)
    process.exit(1)
  }
}
