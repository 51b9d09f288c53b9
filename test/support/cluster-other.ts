export { setupOther as setup } from './clusters.ts'
