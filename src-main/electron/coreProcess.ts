import type { MessagePortMain, ParentPort } from 'electron'
import * as v from 'valibot'
import { openCore, type Core } from '#main/seat/openCore.ts'
import { failureOf } from '#shared/domain/result.ts'
import type { IncidentId } from '#shared/domain/ids.ts'
import { shellMessage, type CoreAlert, type CoreFailure } from './coreMessages.ts'
import { mainPort } from './ports.ts'

/** Entry of the core's own process. The shell sends `open` first, then one port for each window. */
const shell: ParentPort = process.parentPort
let core: Promise<Core> | undefined

shell.on('message', ({ data, ports }) => {
  const message = v.parse(shellMessage, data)
  switch (message.t) {
    case 'open':
      core = openCore({ dataDir: message.dataDir, log: (line: string) => console.error(line) })
      void core?.then(tellAlerts, tellFailure)
      return
    case 'attach':
      return attach(ports[0])
    case 'show':
      return show(message.incident)
    case 'close':
      return void close()
  }
})

// Ctrl-C in a terminal reaches this process too; the shell decides when it ends, after the last change is written
process.on('SIGINT', () => {})

/** Messages a window sends while the core still opens wait in its port. */
function attach(port: MessagePortMain | undefined): void {
  if (port)
    core?.then(
      (opened) => opened.attach(mainPort(port)),
      () => port.close()
    )
}

function tellAlerts(opened: Core): void {
  opened.onAlert(({ title, body, incident }) => shell.postMessage({ t: 'alert', title, body, incident } satisfies CoreAlert))
}

function show(incident: string | null): void {
  void core?.then(
    (opened) => opened.open(incident as IncidentId | null),
    () => undefined
  )
}

async function close(): Promise<void> {
  const opened = await core?.catch(() => undefined)
  await opened?.close()
  process.exit(0)
}

function tellFailure(error: unknown): void {
  const failure = failureOf(error)
  if (failure.reason === 'bug') console.error(error)
  shell.postMessage({ t: 'failed', message: failure.message } satisfies CoreFailure)
}
