/*
 * Runs before anything is drawn, so that the window never shows in the other theme first. A file of its own, as the content security
 * policy allows no script in the page; what it sets, state/preferences.svelte.ts keeps.
 */
try {
  const kept = JSON.parse(localStorage.getItem('muster.preferences') ?? '{}')
  const isLight = kept.theme === 'light' || (kept.theme === 'system' && matchMedia('(prefers-color-scheme: light)').matches)
  document.documentElement.dataset.theme = isLight ? 'light' : 'dark'
} catch {
  // what is kept cannot be read: the page has its theme
}
