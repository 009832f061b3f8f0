import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadWindowState, saveWindowState } from '#main/electron/windowState.ts'
import { mainPort } from '#main/electron/ports.ts'
import { makeTextCodec } from './codec.ts'
import { MessageChannelMain } from './mainPorts.ts'
import { fromCarried, protocol, toCarried } from './schemes.ts'

const codec = makeTextCodec({
  encode: (bytes) => Buffer.from(bytes).toString('base64'),
  decode: (text) => new Uint8Array(Buffer.from(text, 'base64'))
})

test('what crosses to the page arrives as structured clone would bring it', () => {
  const message = {
    bytes: new Uint8Array([0, 255]),
    list: [null, undefined, NaN, -Infinity],
    none: undefined,
    text: '"\u2028',
    deep: { a: [{}] }
  }
  expect(codec.decode(codec.encode(message))).toStrictEqual(message)
  expect(codec.decode(codec.encode(undefined))).toBe(undefined)
  for (const unclonable of [() => 1, new Map(), Symbol('x'), { inside: [new Date()] }])
    expect(() => codec.encode(unclonable)).toThrow('plain data')
})

test('the app scheme is carried as an address with the same origin rules, and back', () => {
  protocol.registerSchemesAsPrivileged([{ scheme: 'muster' }])
  expect(toCarried('muster://app/assets/a.js?x#y')).toBe('https://app.muster.localhost/assets/a.js?x#y')
  expect(fromCarried('https://app.muster.localhost/assets/a.js?x#y')).toBe('muster://app/assets/a.js?x#y')
  expect(fromCarried('https://app.muster.localhost.evil.example/')).toBe('https://app.muster.localhost.evil.example/')
})

test('a port of Electron is a Port: order, bytes, and both ends hear of the end', async () => {
  const channel = new MessageChannelMain()
  const [left, right] = [mainPort(channel.port1 as never), mainPort(channel.port2 as never)]
  const received: unknown[] = []
  const closed = Promise.all([
    new Promise<void>((resolve) => left.onClose(resolve)),
    new Promise<void>((resolve) => right.onClose(resolve))
  ])
  const both = new Promise<void>((resolve) => right.onMessage((message) => received.push(message) === 2 && resolve()))
  left.post({ bytes: new Uint8Array([1, 2]) })
  left.post('second')
  await both
  expect(received).toEqual([{ bytes: new Uint8Array([1, 2]) }, 'second'])
  left.close()
  await closed
})

test('E20 the window opens with the size it had, and with the first size when that is damaged', () => {
  const dir = mkdtempSync(join(tmpdir(), 'muster-window-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const file = join(dir, 'window.json')
  const first = { width: 1440, height: 900, isMaximized: false }
  expect(loadWindowState(file)).toEqual(first)
  saveWindowState(file, { width: 1000, height: 700, isMaximized: true })
  expect(loadWindowState(file)).toEqual({ width: 1000, height: 700, isMaximized: true })
  for (const damaged of ['{', '{"width":-1,"height":700,"isMaximized":true}', '[]']) {
    writeFileSync(file, damaged)
    expect(loadWindowState(file)).toEqual(first)
  }
})
