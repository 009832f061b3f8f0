import type { IconComponent } from '#renderer/ui/icon.ts'

/** Something "/" in the composer does besides writing. */
export interface SlashCommand {
  name: string
  label: string
  detail: string
  icon: IconComponent
  kbd?: string
  run: () => void
}

/** The commands a composer text asks for: `/`, `/im`; none once it has a space or a second line, or does not begin with a slash. */
export function matchSlash(text: string, commands: readonly SlashCommand[]): SlashCommand[] {
  const typed = /^\/([\p{L}]*)$/u.exec(text)?.[1]?.toLowerCase()
  return typed === undefined ? [] : commands.filter((command) => command.label.toLowerCase().startsWith(typed))
}
