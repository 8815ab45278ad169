export type Ending = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'launcher gone'

/**
 * Resolves when the process is asked to end: by a signal, or because the launcher that started it was killed. Being asked again while
 * ending changes nothing, so that a database is never left in the middle of its shutdown.
 */
export function askedToEnd(): Promise<Ending> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal))
    process.on('disconnect', () => resolve('launcher gone'))
    // Listening alone would keep the process alive for the launcher's sake.
    process.channel?.unref()
  })
}
