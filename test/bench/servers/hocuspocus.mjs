import { Server } from '@hocuspocus/server'

/* Hocuspocus with its defaults and no extension. Keeps documents in memory only. */
const server = new Server({ quiet: true, stopOnSignals: false, address: '127.0.0.1', port: 0 })
await server.listen()
process.send({ url: `ws://127.0.0.1:${server.httpServer.address().port}/`, query: '' })
process.on('message', (message) => (message === 'cpu' ? process.send({ cpu: process.cpuUsage() }) : process.exit(0)))
