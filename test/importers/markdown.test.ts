import { expect, it } from 'vitest'
import { toMarkdown } from '#main/importers/markdown.ts'

it.each([
  ['a<br />b<br>c', 'a\nb\nc'],
  ['<p>one</p><p>two &amp; three</p>', 'one\n\ntwo & three'],
  ['<ul><li>x</li><li>y</li></ul>', '- x\n- y'],
  ['see <a href="https://a.example/p?q=1">this</a>', 'see [this](https://a.example/p?q=1)'],
  ['<a href="javascript:alert(1)">this</a>', 'this'],
  ['<script>alert(1)</script>ok<style>b{}</style>', 'ok'],
  ['<img src=x onerror=alert(1)>ok', 'ok'],
  ['less than <1% of (Asia) <-> (Europe) use <token>', 'less than <1% of (Asia) <-> (Europe) use <token>'],
  ['&lt;b&gt; &#39;x&#x27; &unknown; &#0;', "<b> 'x' &unknown; "]
])('I17 %j becomes plain text', (html, markdown) => {
  expect(toMarkdown(html)).toBe(markdown)
})
