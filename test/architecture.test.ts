import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'

/*
 * Who may import whom. A rule belongs to a folder; a file falls under the rule of the deepest folder that has one. Everything
 * outside `allowed` is a break. `shared/doc/` allows that folder, `node:` any module of Node, other names a package.
 */
interface Rule {
  folder: string
  allowed: readonly string[]
  because: string
}

/** Dates, zones, keys of fractional order, CSV, Markdown: plain data in, plain data out. */
const PLAIN = ['date-fns', '@date-fns', 'fractional-indexing', 'papaparse', 'marked']
const YJS = ['yjs', 'y-protocols', 'lib0', 'valibot']
/** PDF, its fonts, ZIP. */
const FILES = ['pdfkit', 'subset-font', 'fflate']
const CORE = ['node:', 'better-sqlite3', 'ws', ...FILES, ...PLAIN, ...YJS]

const RULES: readonly Rule[] = [
  {
    folder: 'shared/domain/',
    allowed: ['valibot', ...PLAIN, 'shared/domain/'],
    because: 'the domain is plain data and functions, without Yjs'
  },
  {
    folder: 'shared/doc/',
    allowed: [...YJS, 'shared/domain/', 'shared/doc/'],
    because: 'the shape of the document stands on the domain alone'
  },
  { folder: 'shared/', allowed: [...YJS, ...PLAIN, 'shared/'], because: 'shared runs anywhere: no DOM, Node, Electron or Svelte' },
  { folder: 'src-main/core/', allowed: [...CORE, 'shared/', 'src-main/core/'], because: 'the core stands on shared alone' },
  {
    folder: 'src-main/importers/',
    allowed: ['node:', ...YJS, 'shared/', 'src-main/importers/'],
    because: 'an importer knows its format and shared'
  },
  { folder: 'src-main/hub/', allowed: [...CORE, 'shared/', 'src-main/core/', 'src-main/hub/'], because: 'the hub stands on the core' },
  {
    folder: 'src-main/seat/',
    allowed: [...CORE, 'shared/', 'src-main/core/', 'src-main/hub/', 'src-main/importers/', 'src-main/seat/'],
    because: 'a seat puts core, hub and importers together'
  },
  {
    folder: 'src-main/loopback/',
    allowed: ['node:', 'ws', 'valibot', 'shared/', 'src-main/core/', 'src-main/seat/', 'src-main/loopback/'],
    because: 'a host is thin'
  },
  {
    folder: 'src-main/cli/',
    allowed: [
      'node:',
      'valibot',
      'shared/',
      'src-main/core/',
      'src-main/seat/',
      'src-main/cli/',
      'src-main/loopback/main.ts',
      'src-main/loopback/browserWindow.ts',
      'src-main/loopback/dataDir.ts'
    ],
    because: 'a host is thin; `muster start` without Electron is the loopback host'
  },
  {
    folder: 'src-main/electron/',
    allowed: [
      'electron',
      'node:',
      'valibot',
      'shared/',
      'src-main/core/',
      'src-main/seat/',
      'src-main/electron/',
      'src-main/loopback/csp.ts',
      'src-main/loopback/pages.ts',
      'src-main/loopback/dataDir.ts'
    ],
    because: 'a host is thin; its pages are those of the loopback host'
  },
  {
    folder: 'src-renderer/ui/',
    allowed: ['svelte', 'bits-ui', '@lucide/svelte', 'virtua', 'src-renderer/ui/'],
    because: 'primitives know nothing of incidents'
  },
  {
    folder: 'src-renderer/',
    allowed: [
      'svelte',
      'bits-ui',
      '@lucide/svelte',
      'virtua',
      '@tiptap',
      '@codemirror',
      'y-codemirror.next',
      '@fontsource-variable',
      'marked',
      'dompurify',
      'chart.js',
      'chartjs-adapter-date-fns',
      'chartjs-plugin-zoom',
      'highlight.js',
      ...PLAIN,
      ...YJS,
      'shared/',
      'src-renderer/'
    ],
    because: 'the renderer talks to the core over a Port and nothing else'
  }
]

const root = fileURLToPath(new URL('..', import.meta.url))
const files = globSync('{shared,src-main,src-renderer}/**/*.{ts,mts,mjs,svelte}', { cwd: root }).map((file) => file.replaceAll('\\', '/'))

const IMPORT =
  /(?:^|[^\w.])(?:import|export)\s+(?:type\s+)?(?:[\w*{}\s,$]+?\sfrom\s*)?['"]([^'"\n]+)['"]|\bimport\s*\(\s*['"]([^'"\n]+)['"]/gm

/** Without comments, so that a sentence in one is no import. */
const codeOf = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')

function importsOf(text: string): string[] {
  return [...codeOf(text).matchAll(IMPORT)].map((match) => (match[1] ?? match[2])!)
}

/** What an import means: a path from the root for what is ours, else the package. */
function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(file), specifier)).replace(/\?.*$/, '')
  if (specifier.startsWith('#'))
    return specifier
      .replace('#shared/', 'shared/')
      .replace('#main/', 'src-main/')
      .replace('#renderer/', 'src-renderer/')
      .replace('#test/', 'test/')
  return specifier
}

const allows = (allowed: string, target: string) =>
  allowed.endsWith('/') || allowed.endsWith(':') ? target.startsWith(allowed) : target === allowed || target.startsWith(`${allowed}/`)

function breaksOf(file: string, text: string): string[] {
  const rule = RULES.find(({ folder }) => file.startsWith(folder))
  if (!rule) return [`${file}: no rule says what this folder may import. Give it one in test/architecture.test.ts.`]
  return importsOf(text)
    .map((specifier) => ({ specifier, target: targetOf(file, specifier) }))
    .filter(({ target }) => !rule.allowed.some((allowed) => allows(allowed, target)))
    .map(({ specifier }) => `${file} imports ${specifier}: ${rule.because} (${rule.folder} may import ${rule.allowed.join(', ')}).`)
}

const read = (file: string) => readFileSync(join(root, file), 'utf8')

describe('architecture', () => {
  it('R201 every file imports only what its folder may', () => {
    expect(files.length).toBeGreaterThan(150)
    expect(files.flatMap((file) => breaksOf(file, read(file)))).toEqual([])
  })

  it('R202 only src-main/electron imports electron', () => {
    const importers = files.filter((file) => importsOf(read(file)).some((specifier) => /^electron(\/|$)/.test(specifier)))
    expect(importers.filter((file) => !file.startsWith('src-main/electron/'))).toEqual([])
    expect(importers.length).toBeGreaterThan(0)
  })

  it('R203 only shared/doc knows the names of the roots of a document', () => {
    const knows = /\.(?:getMap|getText|getArray|getXmlFragment|getXmlElement|get)\(\s*['"](?:events|entries|notes|rootCause|postmortem)['"]/
    expect(files.filter((file) => !file.startsWith('shared/doc/') && knows.test(codeOf(read(file))))).toEqual([])
    expect(knows.test(read('shared/doc/roots.ts'))).toBe(true)
  })

  it('R204 what is imported is there, under the very name of the file', () => {
    const known = new Set(files)
    const missing = files.flatMap((file) =>
      importsOf(read(file))
        .map((specifier) => targetOf(file, specifier))
        .filter((target) => /^(shared|src-main|src-renderer)\/.*\.(ts|mts|mjs|svelte)$/.test(target) && !/\.d\.mts$/.test(target))
        .filter((target) => !known.has(target))
        .map((target) => `${file} imports ${target}, which is not there.`)
    )
    expect(missing).toEqual([])
  })

  it('R205 nothing that ships imports a test, and shared code uses nothing of Node or the page', () => {
    expect(files.filter((file) => importsOf(read(file)).some((specifier) => targetOf(file, specifier).startsWith('test/')))).toEqual([])
    const strangers = /\b(?:process|Buffer|__dirname|require|window|document|localStorage|navigator)\s*[.([]/
    expect(files.filter((file) => file.startsWith('shared/') && strangers.test(codeOf(read(file))))).toEqual([])
  })

  it('R206 the version the program tells is that of the package', async () => {
    const { VERSION } = await import('#main/seat/version.ts')
    expect(VERSION).toBe((JSON.parse(read('package.json')) as { version: string }).version)
  })
})

describe('the reading of imports', () => {
  it('R207 sees every way to write one, and nothing else', () => {
    const text = `
      import a from 'one'
      import type { B } from "two"
      import { c,
        d } from 'three'
      export * from 'four'
      export { e } from 'five'
      import 'six'
      const f = await import('seven')
      import * as g from './eight.ts'
      import h, { type I } from '#shared/nine.ts'
      // import x from 'no'
      /* import y from 'no' */
      const s = "from 'no'"
      const from = 'no'
      export const label = 'no'
      Array.from('no')
    `
    expect(importsOf(text)).toEqual(['one', 'two', 'three', 'four', 'five', 'six', 'seven', './eight.ts', '#shared/nine.ts'])
  })

  it.each([
    ['shared/domain/x.ts', "import * as Y from 'yjs'"],
    ['shared/bridge/x.ts', "import { readFileSync } from 'node:fs'"],
    ['shared/doc/x.ts', "import { connect } from '../bridge/rpc.ts'"],
    ['src-main/core/x.ts', "import { startHub } from '#main/hub/startHub.ts'"],
    ['src-main/core/sqlite/x.ts', "import { openCore } from '../../seat/openCore.ts'"],
    ['src-main/importers/x.ts', "import { Replica } from '#main/core/replica.ts'"],
    ['src-main/cli/x.ts', "import { app } from 'electron'"],
    ['src-main/hub/x.ts', "const { x } = await import('#main/seat/openCore.ts')"],
    ['src-renderer/state/x.ts', "import type { Core } from '#main/seat/openCore.ts'"],
    ['src-renderer/screens/X.svelte', '<script lang="ts">\n  import x from \'../../src-main/x.ts\'\n</script>'],
    ['src-renderer/ui/X.svelte', '<script lang="ts">\n  import { STATUSES } from \'#shared/domain/status.ts\'\n</script>'],
    ['src-main/unheard/x.ts', '']
  ])('R208 a break in %s is found: %s', (file, text) => {
    expect(breaksOf(file, text)).toHaveLength(1)
  })
})
