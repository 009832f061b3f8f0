import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { FailureError } from '#shared/domain/result.ts'
import { contentSecurityPolicy, SECURITY_HEADERS } from './csp.ts'

export interface Page {
  status: number
  headers: Record<string, string>
  body: Uint8Array
}

/** The files of the built window. Both hosts serve them from here. */
export interface Pages {
  /** `path` as in a URL, `/` first, still percent-encoded; `connect` as in `contentSecurityPolicy`. undefined: there is no such file. */
  find(path: string, connect: string): Page | undefined
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.txt': 'text/plain; charset=utf-8'
}
const NONCE_PLACEHOLDER = '__MUSTER_NONCE__'

/** Reads every file once: a path that is not in this list cannot be asked for, whatever it is spelt like. Throws a FailureError without an index.html. */
export async function loadPages(rendererDir: string): Promise<Pages> {
  const files = await readFiles(rendererDir)
  const index = files.get('/index.html')
  if (!index) throw new FailureError('notFound', `The window's files are not in ${rendererDir}. Run "npm run build" and start again.`)
  const indexText = new TextDecoder().decode(index)

  return {
    find(path, connect) {
      if (path === '/' || path === '/index.html') return documentPage(indexText, connect)
      const body = files.get(path)
      return body && { status: 200, headers: { ...SECURITY_HEADERS, ...fileHeaders(path) }, body }
    }
  }
}

async function readFiles(dir: string): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const path = relative(dir, file).split(sep).map(encodeURIComponent).join('/')
    files.set(`/${path}`, await readFile(file))
  }
  return files
}

function documentPage(text: string, connect: string): Page {
  const nonce = randomBytes(16).toString('base64')
  return {
    status: 200,
    headers: {
      ...SECURITY_HEADERS,
      'Content-Type': TYPES['.html']!,
      'Content-Security-Policy': contentSecurityPolicy(nonce, connect),
      'Cache-Control': 'no-store'
    },
    body: new TextEncoder().encode(text.replaceAll(NONCE_PLACEHOLDER, nonce))
  }
}

/** Built assets carry their hash in the name, so they never change under it. An SVG opened by itself must not run script either. */
function fileHeaders(path: string): Record<string, string> {
  return {
    'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
    'Content-Security-Policy': "default-src 'none'",
    'Cache-Control': path.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache'
  }
}

/** A sentence for a person where there is no page. */
export function plainPage(status: number, sentence: string): Page {
  return {
    status,
    headers: {
      ...SECURITY_HEADERS,
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'",
      'Cache-Control': 'no-store'
    },
    body: new TextEncoder().encode(`${sentence}\n`)
  }
}
