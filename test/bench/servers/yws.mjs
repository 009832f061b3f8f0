import { createServer } from 'node:http'
import { registerHooks } from 'node:module'
import { WebSocketServer } from 'ws'

/* @y/websocket-server as its own server.js runs it. Keeps documents in memory only, so the database it can be given is left out. */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'y-leveldb'
      ? { url: 'data:text/javascript,export const LeveldbPersistence = null', shortCircuit: true }
      : next(specifier, context)
})
const { setupWSConnection } = await import('@y/websocket-server/utils')
const server = createServer()
const sockets = new WebSocketServer({ server })
sockets.on('connection', (socket, request) => setupWSConnection(socket, request))
server.listen(0, '127.0.0.1', () => process.send({ url: `ws://127.0.0.1:${server.address().port}/`, query: '' }))
process.on('message', (message) => (message === 'cpu' ? process.send({ cpu: process.cpuUsage() }) : process.exit(0)))
