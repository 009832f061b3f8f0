import { MediaQuery } from 'svelte/reactivity'

/** The three layouts: side by side, the side panel over the timeline, one column. */
export const isNarrow = new MediaQuery('max-width: 1199px')
export const isPhone = new MediaQuery('max-width: 719px')
