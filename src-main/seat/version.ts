/** Kept equal to package.json by a test: a bundled main has no package.json beside it. */
export const VERSION = '0.1.0'
