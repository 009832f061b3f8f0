import { readFileSync, writeFileSync } from 'node:fs'
import * as v from 'valibot'

const size = v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(20_000))
const windowState = v.object({ width: size, height: size, isMaximized: v.boolean() })
export type WindowState = v.InferOutput<typeof windowState>

const FIRST: WindowState = { width: 1440, height: 900, isMaximized: false }

/** A missing or damaged file gives the size of a first start. */
export function loadWindowState(file: string): WindowState {
  try {
    return v.parse(windowState, JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return FIRST
  }
}

export function saveWindowState(file: string, state: WindowState): void {
  writeFileSync(file, JSON.stringify(state))
}
