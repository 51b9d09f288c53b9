import * as api from '#client/api.ts'

/** The messenger reads every comment: what carries a warning is rejected, the rest is approved and published. */
export async function tellComments(scanId: string): Promise<void> {
  const queue = await api.getCommentQueue(scanId)
  if (queue.state !== 'judging') return
  for (const { id, hints } of queue.comments) {
    await api.judgeComment(scanId, id, { decision: hints.length > 0 ? 'rejected' : 'approved' })
  }
  await api.publishComments(scanId)
}
