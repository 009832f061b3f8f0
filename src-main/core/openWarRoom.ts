export { openWarRoom } from '#main/seat/openWarRoom.ts'
