import { spawn } from 'node:child_process'

/** Runs it in this terminal, passes signals on, and gives its exit code. */
export function runToEnd(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'inherit', ...options })
  const forward = (signal) => child.kill(signal)
  // Ctrl-C reaches the child by itself, through the terminal; without one, only this process gets the signal
  const wait = process.stdin.isTTY ? () => {} : forward
  process.on('SIGINT', wait).on('SIGTERM', forward).on('SIGHUP', forward)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      process.off('SIGINT', wait).off('SIGTERM', forward).off('SIGHUP', forward)
      resolve(code ?? (signal ? 1 : 0))
    })
  })
}
