import type { Component } from 'svelte'

/** What a component of @lucide/svelte takes from us. */
export type IconComponent = Component<{
  size?: number | string
  strokeWidth?: number | string
  class?: string
  'aria-hidden'?: 'true' | 'false' | boolean
}>
