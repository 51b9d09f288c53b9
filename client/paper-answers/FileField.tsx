import { useState } from 'preact/hooks'
import { Field } from '../ui/Field.tsx'

interface FileFieldProps {
  label: string
  hint: string
  error: string | undefined
  onChoose: (file: File) => void
}

/** The browser's own file field, which works by keyboard; dragging a file onto it is extra. */
export function FileField({ onChoose, ...field }: FileFieldProps) {
  const [isOver, setIsOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    const file = event.dataTransfer?.files[0]
    if (file) onChoose(file)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is extra; the field inside does the same by keyboard.
    <div
      class={isOver ? 'drop-zone drop-zone-over' : 'drop-zone'}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <Field {...field}>
        {(control) => (
          <input
            {...control}
            type="file"
            accept=".csv,.txt,text/csv"
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? []
              // so that the same file, corrected, can be chosen again
              currentTarget.value = ''
              if (file) onChoose(file)
            }}
          />
        )}
      </Field>
    </div>
  )
}
