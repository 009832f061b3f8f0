import { openImport } from '#main/importers/formats.ts'
import { importIncidents } from '#main/importers/importIncidents.ts'
import { MemoryTarget } from '#test/importers/memoryTarget.ts'
const t = async (name: string, text: string) => { const s = performance.now(); const r = await importIncidents(openImport(new TextEncoder().encode(text), 'auto'), new MemoryTarget()); console.log(name, Math.round(performance.now() - s), 'ms', r.incidents, r.problemCount, r.problems[0]?.reason.slice(0, 120)) }
await t('opens lines', '[\n' + '{"id":\n'.repeat(2e5))
await t('script', JSON.stringify({ id: '1', title: 'x', impact: 'minor', started_at: '2024-01-01T00:00Z', updates: [{ at: '2024-01-01T00:00Z', message: '<script>'.repeat(2e5) }] }))
await t('pagetwice', '{"incidents":['.repeat(1e5))
const el = (i: number, lost: boolean) => ` {\n  "id": "x${i}",\n  "begin": "2024-01-01T00:00Z", "severity":"low", "updates": [{\n }${lost ? '' : ']\n }'}`
await t('some lost', '[\n' + Array.from({ length: 30000 }, (_, i) => el(i, i % 100 === 50)).join(',\n') + '\n]')
await t('lost braces', '[\n' + Array.from({ length: 30000 }, (_, i) => el(i, true)).join(',\n') + '\n]')
await t('one line lost', '[' + Array.from({ length: 30000 }, (_, i) => el(i, i % 1000 === 50).replaceAll('\n', ' ')).join(',') + ']')
await t('flat', '[\n' + Array.from({ length: 30000 }, (_, i) => el(i, false).replaceAll(/\n +/g, '\n').trim()).join(',\n') + '\n]')
await t('proto', '{"__proto__":{"x":1},"id":"__proto__","title":"x","impact":"minor","started_at":"2024-01-01T00:00Z","updates":[{"__proto__":1,"at":"2024-01-01T00:00Z","message":"m"}]}')
await t('manyupdates', JSON.stringify({ id: '1', title: 'x', impact: 'minor', started_at: '2024-01-01T00:00Z', updates: Array.from({ length: 20000 }, (_, i) => ({ at: '2024-01-01T00:00Z', status: i % 2 ? 'resolved' : 'investigating', message: 'same' })) }))
