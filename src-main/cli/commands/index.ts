import type { Command } from '../command.ts'
import { analyticsCommand } from './analytics.ts'
import { compareCommand } from './compare.ts'
import { declareCommand } from './declare.ts'
import { exportCommand } from './export.ts'
import { hubCommand } from './hub.ts'
import { importCommand } from './import.ts'
import { inboxCommand } from './inbox.ts'
import { joinCommand } from './join.ts'
import { listCommand } from './list.ts'
import { noteCommand } from './note.ts'
import { notifyCommand } from './notify.ts'
import { outboxCommand } from './outbox.ts'
import { severityCommand } from './severity.ts'
import { showCommand } from './show.ts'
import { signalCommand } from './signal.ts'
import { statusCommand } from './status.ts'
import { syncCommand } from './sync.ts'
import { taskCommand } from './task.ts'
import { verifyCommand } from './verify.ts'

/** A new command is a file and a line here. */
export const COMMANDS: readonly Command[] = [
  importCommand,
  listCommand,
  showCommand,
  compareCommand,
  analyticsCommand,
  declareCommand,
  statusCommand,
  severityCommand,
  noteCommand,
  signalCommand,
  notifyCommand,
  inboxCommand,
  outboxCommand,
  taskCommand,
  exportCommand,
  hubCommand,
  joinCommand,
  syncCommand,
  verifyCommand
]
