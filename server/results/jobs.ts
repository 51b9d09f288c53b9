import type { Services } from '../services.ts'
export async function closeDueScans(_services: Services): Promise<void> {}
