import { Inbox, type Port } from './port.ts'

/** One channel, several conversations: each gets a Port of its own. Both ends name the same channels. */
export function splitPort<Channel extends string>(port: Port, channels: readonly Channel[]): Record<Channel, Port> {
  const inboxes = new Map<string, Inbox>(channels.map((channel) => [channel, new Inbox()]))
  port.onMessage((message) => {
    const { c, m } = (message ?? {}) as { c?: unknown; m?: unknown }
    if (typeof c === 'string') inboxes.get(c)?.deliver(m)
  })
  port.onClose(() => inboxes.forEach((inbox) => inbox.closed()))
  const part = (channel: Channel): Port => {
    const inbox = inboxes.get(channel)!
    return {
      post: (message) => port.post({ c: channel, m: message }),
      onMessage: (listener) => inbox.listen(listener),
      onClose: (listener) => inbox.onClose(listener),
      close: () => port.close()
    }
  }
  return Object.fromEntries(channels.map((channel) => [channel, part(channel)])) as Record<Channel, Port>
}

export const CORE_CHANNELS = ['rpc', 'doc'] as const
