export { setupEmbedded as setup } from './clusters.ts'
