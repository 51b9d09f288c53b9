import { useState } from 'preact/hooks'
import { Field } from '../ui/Field.tsx'

interface FileFieldProps {
  label: string
  button: string
  hint: string
  onChoose: (file: File) => void
}

/**
 * The browser's own file field, which works by keyboard, behind a button in the language of the page; the browser's words would be in its
 * own. Dragging a file onto it is extra.
 */
export function FileField({ button, onChoose, ...field }: FileFieldProps) {
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
          <div class="file-button">
            <input
              {...control}
              class="visually-hidden"
              type="file"
              accept=".csv,.txt,text/csv"
              onChange={({ currentTarget }) => {
                const [file] = currentTarget.files ?? []
                // so that the same file, corrected, can be chosen again
                currentTarget.value = ''
                if (file) onChoose(file)
              }}
            />
            <label class="button button-secondary" for={control.id}>
              {button}
            </label>
          </div>
        )}
      </Field>
    </div>
  )
}
