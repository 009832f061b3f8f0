import type { HLJSApi, LanguageFn } from 'highlight.js'

/*
 * Code with its keywords, text and numbers told apart. The highlighter and each language are loaded when the first block asks for them;
 * what it gives goes through the same purifier as everything else that notes show.
 */

type Loader = () => Promise<{ default: LanguageFn }>

const LANGUAGES: Readonly<Record<string, Loader>> = {
  accesslog: () => import('highlight.js/lib/languages/accesslog'),
  bash: () => import('highlight.js/lib/languages/bash'),
  c: () => import('highlight.js/lib/languages/c'),
  cpp: () => import('highlight.js/lib/languages/cpp'),
  csharp: () => import('highlight.js/lib/languages/csharp'),
  css: () => import('highlight.js/lib/languages/css'),
  diff: () => import('highlight.js/lib/languages/diff'),
  dockerfile: () => import('highlight.js/lib/languages/dockerfile'),
  go: () => import('highlight.js/lib/languages/go'),
  http: () => import('highlight.js/lib/languages/http'),
  ini: () => import('highlight.js/lib/languages/ini'),
  java: () => import('highlight.js/lib/languages/java'),
  javascript: () => import('highlight.js/lib/languages/javascript'),
  json: () => import('highlight.js/lib/languages/json'),
  kotlin: () => import('highlight.js/lib/languages/kotlin'),
  lua: () => import('highlight.js/lib/languages/lua'),
  makefile: () => import('highlight.js/lib/languages/makefile'),
  nginx: () => import('highlight.js/lib/languages/nginx'),
  perl: () => import('highlight.js/lib/languages/perl'),
  php: () => import('highlight.js/lib/languages/php'),
  powershell: () => import('highlight.js/lib/languages/powershell'),
  properties: () => import('highlight.js/lib/languages/properties'),
  python: () => import('highlight.js/lib/languages/python'),
  ruby: () => import('highlight.js/lib/languages/ruby'),
  rust: () => import('highlight.js/lib/languages/rust'),
  shell: () => import('highlight.js/lib/languages/shell'),
  sql: () => import('highlight.js/lib/languages/sql'),
  swift: () => import('highlight.js/lib/languages/swift'),
  typescript: () => import('highlight.js/lib/languages/typescript'),
  xml: () => import('highlight.js/lib/languages/xml'),
  yaml: () => import('highlight.js/lib/languages/yaml')
}

const ALIASES: Readonly<Record<string, string>> = {
  'c#': 'csharp',
  'c++': 'cpp',
  conf: 'nginx',
  console: 'shell',
  cs: 'csharp',
  docker: 'dockerfile',
  html: 'xml',
  js: 'javascript',
  jsonc: 'json',
  kt: 'kotlin',
  make: 'makefile',
  patch: 'diff',
  ps1: 'powershell',
  py: 'python',
  rb: 'ruby',
  rs: 'rust',
  sh: 'bash',
  toml: 'ini',
  ts: 'typescript',
  yml: 'yaml',
  zsh: 'bash'
}

/** The language a fence names; undefined: none that is known, the code is shown as it is. */
export function findLanguage(name: string | undefined): string | undefined {
  const lower = name?.trim().split(/\s/)[0]?.toLowerCase() ?? ''
  const language = Object.hasOwn(ALIASES, lower) ? ALIASES[lower] : lower
  return language !== undefined && Object.hasOwn(LANGUAGES, language) ? language : undefined
}

/** More than anybody reads; highlighting it would hold up the window. */
const MAX_CHARACTERS = 50_000

let core: Promise<HLJSApi> | undefined
const loading = new Map<string, Promise<unknown>>()

/** The code as HTML of `span` elements with classes, to be purified; undefined: show it as it is. `language` is one that `findLanguage` gave. */
export async function highlightCode(code: string, language: string): Promise<string | undefined> {
  if (code.length > MAX_CHARACTERS) return undefined
  core ??= import('highlight.js/lib/core').then((module) => module.default)
  const hljs = await core
  let ready = loading.get(language)
  if (!ready) {
    ready = LANGUAGES[language]!().then((module) => hljs.registerLanguage(language, module.default))
    loading.set(language, ready)
  }
  await ready
  return hljs.highlight(code, { language, ignoreIllegals: true }).value
}
