import { openCore } from '#main/seat/openCore.ts'

/* A process that holds a data folder until it is ended: node holdFolder.ts FOLDER. Says `ready` when it does. */
await openCore({ dataDir: process.argv[2]! })
process.stdout.write('ready\n')
