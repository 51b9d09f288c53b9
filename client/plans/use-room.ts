import { useState } from 'preact/hooks'
import type { Priority } from '#server/plans/contract.ts'
import { ApiError } from '../api.ts'

interface Asked {
  open: Priority[]
  adding: string
  answer: (waiting: string | null) => void
}

/** Sends; when three topics are open already it asks which one waits and sends again with the answer. */
export function useRoom() {
  const [asked, setAsked] = useState<Asked>()

  const ask = (open: Priority[], adding: string) =>
    new Promise<string | null>((resolve) => {
      const answer = (waiting: string | null) => {
        setAsked(undefined)
        resolve(waiting)
      }
      setAsked({ open, adding, answer })
    })

  async function withRoom<T>(adding: string, send: (waiting?: string) => Promise<T>): Promise<T | undefined> {
    try {
      return await send()
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'too-many-priorities') throw error
      const waiting = await ask(error.current as Priority[], adding)
      return waiting === null ? undefined : send(waiting)
    }
  }
  return { asked, withRoom }
}

export type Room = ReturnType<typeof useRoom>
