import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { build, type Rolldown } from 'vite'
import { CHROMIUM_FLAGS } from '#test/e2e/launch/chromiumFlags.ts'
import { findChromium } from '#main/loopback/chromium.ts'

const executablePath = findChromium()
const MARKDOWN = fileURLToPath(new URL('../../../src-renderer/editor/markdown.ts', import.meta.url))

/** In the browser, as notes are shown: nothing else parses HTML as a browser does. */
describe.skipIf(executablePath === undefined)(`notes as Markdown${executablePath ? '' : ' (no Chromium on this machine)'}`, () => {
  let browser: Browser
  let page: Page
  let ran: string[] = []

  beforeAll(async () => {
    const built = (await build({
      configFile: false,
      logLevel: 'error',
      build: { write: false, minify: false, lib: { entry: MARKDOWN, formats: ['iife'], name: 'markdown', fileName: 'markdown' } }
    })) as Rolldown.RolldownOutput[]
    browser = await chromium.launch({ executablePath: executablePath!, args: [...CHROMIUM_FLAGS] })
    page = await browser.newPage()
    await page.exposeFunction('ran', (what: string) => ran.push(what))
    page.on('dialog', (dialog) => (ran.push(dialog.message()), void dialog.dismiss()))
    page.on('request', (request) => ran.push(request.url()))
    await page.setContent('<div id="note"></div>')
    ran = []
    await page.addScriptTag({ content: built[0]!.output[0].code })
  })
  afterAll(() => browser?.close())

  /** The HTML a note gives. */
  const show = (text: string): Promise<string> =>
    page.evaluate((text) => {
      const note = document.querySelector('#note')!
      ;(window as unknown as { markdown: { showMarkdown(text: string): (element: Element) => void } }).markdown.showMarkdown(text)(note)
      return note.innerHTML.trim()
    }, text)
  const textOf = () => page.evaluate(() => document.querySelector('#note')!.textContent!.trim())

  it('W63 code in a language that is known has its parts told apart, and says what was written; in another it stays as it is', async () => {
    const code = 'SELECT count(*) FROM t -- "x" <b>\n WHERE name = \'</code><img src=x onerror=ran(1)>\''
    await show(`\`\`\`SQL\n${code}\n\`\`\``)
    await page.locator('#note .hljs-keyword').first().waitFor()
    expect(await page.locator('#note .hljs-keyword').allInnerTexts()).toEqual(['SELECT', 'FROM', 'WHERE'])
    expect(await textOf()).toBe(code)
    expect(await page.locator('#note :not(p, pre, code, span)').count()).toBe(0)
    for (const language of ['', 'klingon', 'constructor', '"onload=ran(2)'])
      expect(await show(`\`\`\`${language}\nif (a < b) {}\n\`\`\``)).toBe('<pre><code>if (a &lt; b) {}</code></pre>')
    expect(ran).toEqual([])
  })

  it('W101 a plain line is shown as Markdown shows it', async () => {
    const signs = [
      ...'aZé9 .,;:%()?\'"=+/-*_~[]<>&|#@!`\\\n',
      '1. ',
      'http',
      '://',
      'www.',
      'muster:incident/',
      'x@y.z',
      '   ',
      '- ',
      '2) '
    ]
    const sample = fc.sample(
      fc.array(fc.oneof(fc.constantFrom(...signs), fc.string({ unit: 'grapheme', maxLength: 2 })), { maxLength: 9 }),
      {
        seed: 101,
        numRuns: 6000
      }
    )
    const marked = [
      'a *b* c',
      'a _b_',
      'a ~~b~~',
      'a `b`',
      '[a](b)',
      'a <b>',
      'a &amp; b',
      'a \\* b',
      '![a](b)',
      'a\n- b',
      'a  \nb',
      'a://b',
      '1. a'
    ]
    const plain = ["Rolled back 4.2.1 (it is 90 % full), isn't it?", '3 of 7 hosts: a/b - c = "d"', ...marked]
    plain.push(...sample.map((parts) => parts.join('')))
    const told = await page.evaluate((texts) => {
      interface Rendering {
        isPlainLine(text: string): boolean
        renderMarkdown(text: string): DocumentFragment
        renderFormatted(text: string): DocumentFragment
      }
      const { isPlainLine, renderMarkdown, renderFormatted } = (window as unknown as { markdown: Rendering }).markdown
      const htmlOf = (fragment: DocumentFragment) => {
        const box = document.createElement('div')
        box.append(fragment)
        return box.innerHTML.trim()
      }
      const lines = texts.filter(isPlainLine)
      return { count: lines.length, wrong: lines.filter((text) => htmlOf(renderMarkdown(text)) !== htmlOf(renderFormatted(text))) }
    }, plain)
    expect(told.wrong).toEqual([])
    expect(told.count).toBeGreaterThan(300)
  })

  it('W64 a link to an entry leads there in this window, from whichever machine it is, and nothing else without https does', async () => {
    expect(await show('[there](http://10.0.0.7:4470/#incident/checkout5xx00001/00000000000a-dev1)')).toBe(
      '<p><a href="#incident/checkout5xx00001/00000000000a-dev1">there</a></p>'
    )
    for (const href of ['#list', 'http://10.0.0.7/', '#incident/%22onclick=ran(1)', 'javascript:ran(1)#incident/x y'])
      expect(await show(`[there](${href})`), href).not.toContain('href')
  })

  it('W80 an address pasted into a note is a link to the place in this window, and leads nowhere else', async () => {
    expect(await show('See muster:incident/checkout5xx00001/00000000000a-dev1, then roll back.')).toBe(
      '<p>See <a href="#incident/checkout5xx00001/00000000000a-dev1">muster:incident/checkout5xx00001/00000000000a-dev1</a>, then roll back.</p>'
    )
    expect(await show('[there](muster:incident/checkout5xx00001)')).toBe('<p><a href="#incident/checkout5xx00001">there</a></p>')
    for (const text of [
      'muster:incident/',
      'muster:incident/workspace',
      'muster://10.0.0.7:4470/token',
      '`muster:incident/checkout5xx00001`'
    ])
      expect(await show(text), text).not.toContain('href')
  })

  it('shows emphasis, lists, code, quotes and tables', async () => {
    expect(await show('**5xx** down to *3 %*, `retry_budget=0`')).toBe(
      '<p><strong>5xx</strong> down to <em>3 %</em>, <code>retry_budget=0</code></p>'
    )
    expect(await show('one\ntwo')).toBe('<p>one<br>two</p>')
    expect(await show('3. three\n4. four')).toMatch(/^<ol start="3">/)
    expect(await show('| a | b |\n|---|---|\n| 1 | 2 |')).toContain('<td>1</td>')
    expect(await show('- [x] done\n- [ ] open')).toContain('☑ done')
    expect(await show('# Found')).toBe('<p><strong>Found</strong></p>')
  })

  it('W16 opens only https and mailto, in a window that cannot reach back', async () => {
    expect(await show('[runbook](https://example.com/a?b=1)')).toBe(
      '<p><a href="https://example.com/a?b=1" target="_blank" rel="noopener noreferrer">runbook</a></p>'
    )
    expect(await show('[mail](mailto:ops@example.com)')).toContain('href="mailto:ops@example.com"')
    const refused = [
      'javascript:ran(1)',
      'JaVaScRiPt:ran(1)',
      'java\tscript:ran(1)',
      '&#106;avascript:ran(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      'http://example.com',
      '//example.com',
      '/x',
      'muster://x',
      'blob:x'
    ]
    for (const url of refused) {
      expect(await show(`[see](<${url}>)`), url).not.toMatch(/href/)
      expect(await textOf()).toBe('see')
    }
  })

  it('W17 shows HTML as the text it is and runs none of it', async () => {
    const hostile = [
      '<img src=x onerror=ran(1)>',
      '<script>ran(1)</script>',
      '<svg onload=ran(1)><animate onbegin=ran(1) attributeName=x dur=1s></svg>',
      '<iframe srcdoc="<script>parent.ran(1)</script>"></iframe>',
      '<a href="javascript:ran(1)" style="position:fixed;inset:0">x</a>',
      '<style>*{display:none}</style>',
      '<form action=https://example.com><input name=x></form>',
      '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=ran(1)&gt;">',
      '<div>\n\n<img src=x onerror=ran(1)>\n\n</div>',
      '`<img src=x onerror=ran(1)>`',
      '```\n</code></pre><img src=x onerror=ran(1)>\n```',
      '![<img src=x onerror=ran(1)>](https://example.com/x.png)',
      '![x](x"onerror="ran(1))',
      '[x](https://example.com "onmouseover=ran(1)")',
      '<https://example.com/"onmouseover="ran(1)>'
    ]
    for (const text of hostile) {
      await show(text)
      const found = await page.evaluate(() => {
        const nodes = [...document.querySelectorAll('#note *')]
        return {
          tags: nodes.map((node) => node.localName).filter((tag) => !['p', 'a', 'code', 'pre', 'br', 'strong', 'em'].includes(tag)),
          attributes: nodes.flatMap((node) => node.getAttributeNames()).filter((name) => !['href', 'target', 'rel'].includes(name))
        }
      })
      expect(found, text).toEqual({ tags: [], attributes: [] })
    }
    await show('connect: <nil> to <host>')
    expect(await textOf()).toBe('connect: <nil> to <host>')
    // a handler would have run by the next frame
    await page.evaluate(() => new Promise(requestAnimationFrame))
    expect(ran).toEqual([])
  })

  it('shows an image as a link and fetches nothing', async () => {
    expect(await show('![graph](https://example.com/g.png)')).toContain('<a href="https://example.com/g.png"')
    await page.evaluate(() => new Promise(requestAnimationFrame))
    expect(ran).toEqual([])
  })

  it('W71 an image that was attached has its place by hash, and one from elsewhere is a link: nothing is loaded', async () => {
    const hash = 'a'.repeat(52)
    expect(await show(`![CPU <b>](file:${hash})`)).toBe(`<p><span data-image="${hash}">CPU &lt;b&gt;</span></p>`)
    expect(await show('![remote](https://evil.example/pixel.png)')).toBe(
      '<p><a href="https://evil.example/pixel.png" target="_blank" rel="noopener noreferrer">remote</a></p>'
    )
    for (const href of ['file:///etc/passwd', `file:${hash}/x`, 'data:image/png;base64,AAAA', 'blob:http://x/y', '//evil.example/p.png'])
      expect(await show(`![x](${href})`), href).not.toMatch(/href|data-image|<img/)
    // a place is only ever made from an image of Markdown
    expect(await show(`<span data-image="${hash}">x</span>`)).not.toContain('<span')
    expect(ran).toEqual([])
  })
})
