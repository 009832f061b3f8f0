/** Of an exported page: readable on a screen in either scheme, and on paper. Nothing in it loads anything. */
export const HTML_STYLE = `
:root { color-scheme: light dark; --tx: #1b1d22; --quiet: #5a606b; --line: #d9dce2; --soft: #f4f5f7; --link: #3d47c4; --note: #3d47c4; --warning: #96590a; --decision: #1a6b45; }
@media (prefers-color-scheme: dark) {
  :root { --tx: #e6e8ec; --quiet: #9aa1ad; --line: #343841; --soft: #1e2127; --link: #a9b1ff; --note: #a9b1ff; --warning: #e5b062; --decision: #6fce9f; background: #14161a; }
}
* { box-sizing: border-box; }
body { max-width: 46rem; margin: 0 auto; padding: 3rem 1.5rem 5rem; color: var(--tx); font: 16px/1.6 Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: break-word; }
.label { margin: 0; color: var(--quiet); font-size: .875rem; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
h1 { margin: .25rem 0 1.25rem; font-size: 2rem; letter-spacing: -.02em; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.375rem; letter-spacing: -.01em; }
h3 { margin: 2rem 0 .5rem; font-size: 1.125rem; }
h4 { margin: 1.5rem 0 .5rem; font-size: 1rem; }
p, ul, ol, pre, blockquote, aside, table, dl { margin: 0 0 1rem; }
ul, ol { padding-left: 1.5rem; }
li { margin: .25rem 0; }
li > ul, li > ol { margin: .25rem 0; }
.tasks { padding-left: 0; list-style: none; }
.tasks > li { padding-left: 1.625rem; text-indent: -1.625rem; }
.tasks > li > * { text-indent: 0; }
.box { display: inline-block; width: 1.625rem; }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1.5rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: .5rem; font-size: .9375rem; }
.facts dt { color: var(--quiet); }
.facts dd { margin: 0; }
a { color: var(--link); }
code, pre { font-family: "JetBrains Mono", ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .875em; }
code { padding: .1em .3em; border-radius: .25rem; background: var(--soft); }
pre { padding: .875rem 1rem; overflow-x: auto; border-radius: .5rem; background: var(--soft); font-size: .8125rem; line-height: 1.5; }
pre code { padding: 0; background: none; font-size: inherit; }
blockquote { padding-left: 1rem; border-left: 3px solid var(--line); color: var(--quiet); }
aside { padding: .75rem 1rem; border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: .375rem; --tone: var(--note); }
aside.warning { --tone: var(--warning); }
aside.decision { --tone: var(--decision); }
aside::before { display: block; color: var(--tone); font-size: .8125rem; font-weight: 600; content: "Note"; }
aside.warning::before { content: "Warning"; }
aside.decision::before { content: "Decision"; }
aside > :last-child, blockquote > :last-child { margin-bottom: 0; }
.table { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; }
th, td { padding: .5rem .75rem; border: 1px solid var(--line); text-align: left; vertical-align: top; }
th { background: var(--soft); font-weight: 600; }
img { max-width: 100%; height: auto; border-radius: .375rem; }
hr { margin: 2rem 0; border: 0; border-top: 1px solid var(--line); }
sup { line-height: 0; }
.notes { font-size: .9375rem; }
.notes p { margin: 0 0 .25rem; }
.notes li:target, sup a:target { outline: 2px solid var(--link); outline-offset: 2px; }
.mention { font-weight: 500; }
.missing { color: var(--quiet); font-style: italic; }
@media (max-width: 30rem) {
  body { padding: 1.5rem 1rem 3rem; }
  h1 { font-size: 1.5rem; }
  .facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .facts dd { margin-bottom: .5rem; }
}
@media print {
  :root { color-scheme: light; --tx: #000; --quiet: #444; --line: #bbb; --soft: #f4f4f4; --link: #000; background: none; }
  @page { margin: 18mm 16mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h1, h2, h3, h4 { break-after: avoid; }
  pre, table, img, aside, .facts { break-inside: avoid; }
  pre { white-space: pre-wrap; }
  a[href^="https:"]::after { color: var(--quiet); font-size: .85em; content: " (" attr(href) ")"; overflow-wrap: anywhere; }
}
`
