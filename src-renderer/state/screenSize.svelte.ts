import { MediaQuery } from 'svelte/reactivity'

/** Phone layout: a bottom bar, one column. */
export const isPhone = new MediaQuery('max-width: 719px')
/** Panels beside the main one become overlays. */
export const isNarrow = new MediaQuery('max-width: 1199px')
