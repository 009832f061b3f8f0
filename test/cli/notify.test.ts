import { expect, it } from 'vitest'
import { join } from 'node:path'
import { tempDir } from '#test/support/tempDir.ts'
import { openWarRoom } from '#main/seat/openWarRoom.ts'
import { run } from '#main/cli/main.ts'
import { runFake } from './fakeIo.ts'

it('D264 a message is sent, read and waits from the command line; what cannot be understood is said', async () => {
  const data = join(tempDir(), 'data')
  const muster = async (...argv: string[]) => {
    let [out, err] = ['', '']
    const code = await run([...argv, '--data', data], {
      out: (text) => void (out += text),
      err: (text) => void (err += text),
      isOutTty: false,
      isErrTty: false,
      env: {},
      now: Date.now,
      outBytes: () => undefined,
      writeFile: () => Promise.reject(new Error('none')),
      listFolder: () => Promise.resolve(null),
      readFile: () => Promise.reject(new Error('none')),
      readInput: () => Promise.resolve('Read from a file\n'),
      onStop: () => () => undefined,
      open: openWarRoom
    })
    return { code, out, err, json: () => JSON.parse(out) as unknown }
  }
  const [id] = (await muster('declare', '--title', 'Checkout fails', '--severity', 'SEV-2', '--as', 'Ana')).out.split('\n')
  const sent = await muster(
    'notify',
    id!,
    '--to',
    'commander',
    '--to',
    'ops@example.org',
    '--subject',
    '{{incident.severity}}: look',
    '--body',
    '-',
    '--as',
    'Ben',
    '--json'
  )
  expect(sent.json()).toMatchObject({ id, recipients: [expect.stringMatching(/^person:/), 'email:ops@example.org'] })
  expect((await muster('inbox', '--as', 'Ana', '--json')).json()).toMatchObject([
    { subject: 'SEV-2: look', body: 'Read from a file', author: 'Ben', isRead: false, incident: { id, title: 'Checkout fails' } }
  ])
  expect((await muster('inbox', '--as', 'Ben', '--json')).json()).toEqual([])
  expect((await muster('outbox', '--json')).json()).toMatchObject([
    { recipient: 'email:ops@example.org', why: 'No e-mail service is set up; it goes when one is.', failure: null }
  ])
  expect((await muster('outbox')).out).toMatch(/ops@example\.org +SEV-2: look/)
  // the address in a message leads to the incident
  await muster('notify', id!, '--to', 'commander', '--subject', 'Where', '--body', '{{incident.url}}', '--as', 'Ben')
  const [{ body: url }] = (await muster('inbox', '--as', 'Ana', '--json')).json() as [{ body: string }]
  expect((await muster('show', url, '--json')).json()).toMatchObject({ id, title: 'Checkout fails' })
  const template = await muster('notify', id!, '--to', 'responders', '--template', 'status update', '--as', 'Ben')
  expect([template.code, template.err]).toEqual([0, ''])
  for (const [argv, sentence] of [
    [['--to', 'Nobody', '--subject', 'x'], /"Nobody" is nobody here/],
    [['--to', 'commander', '--template', 'Ode'], /There is no template "Ode"\. There are Incident declared/],
    [['--to', 'commander'], /--subject is missing, or --template/],
    [['--subject', 'x'], /--to is missing/]
  ] as const)
    expect((await muster('notify', id!, ...argv)).err).toMatch(sentence)
  expect((await runFake(['outbox', '--help'])).out).toMatch(/what waits to leave Muster/)
})
