export { openCore, type Core } from '#main/seat/openCore.ts'
