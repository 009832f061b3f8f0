import { registerHooks } from 'node:module'
import { isMainThread } from 'node:worker_threads'

/** Main imports `electron` and gets the stand-in. A utility process has no such module, as in Electron. */
const STAND_IN = new URL('./api.ts', import.meta.url).href

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron') return next(specifier, context)
    if (!isMainThread) throw new Error('A utility process cannot import electron')
    return { url: STAND_IN, format: 'module-typescript', shortCircuit: true }
  }
})
