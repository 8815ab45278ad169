// Faults of ours are told to our own server, which keeps their kind, known words and places in our files, and nothing else of them.
export function tellFaults(): void {
  const told = new Set<string>()
  const tell = (error: unknown) => {
    if (!(error instanceof Error) || told.size >= 10) return
    // One that comes again and again is told once for each window.
    const what = `${error.name} ${error.stack}`
    if (told.has(what)) return
    told.add(what)
    const fault = { zone: 'app', kind: error.name, message: error.message, stack: error.stack }
    navigator.sendBeacon('/fel', new Blob([JSON.stringify(fault)], { type: 'application/json' }))
  }
  addEventListener('error', event => tell(event.error))
  addEventListener('unhandledrejection', event => tell(event.reason))
}
