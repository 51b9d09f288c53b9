import type { ComponentChildren, InputHTMLAttributes } from 'preact'
import { useId, useState } from 'preact/hooks'
import { t } from '../text/text.ts'

interface FieldProps {
  label: string
  hint?: ComponentChildren
  /** What is wrong and how to mend it; read out with the field. */
  error?: string | undefined
  name?: string
  required?: boolean
  disabled?: boolean
  /** The label is there for screen readers only, as in a table cell. */
  hideLabel?: boolean
}

type Control = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }
type Attributes = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'autocomplete' | 'inputMode' | 'maxLength' | 'minLength' | 'placeholder' | 'spellcheck' | 'onBlur'
>

interface FrameProps extends FieldProps {
  children: (control: Control) => ComponentChildren
}

/** Label, hint and error around one control; everything that is read out is tied to it. */
export function Field({ label, hint, error, hideLabel, required, children }: FrameProps) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <label class={hideLabel ? 'visually-hidden' : undefined} for={id}>
        {label} {required === false && <span class="optional">{t('common.optional')}</span>}
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {error && <FieldError id={`${id}-error`} words={error} />}
    </div>
  )
}

function FieldError({ id, words }: { id: string; words: string }) {
  return (
    <p class="field-error" id={id}>
      {words}
    </p>
  )
}

type OwnAttributes = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'class' | 'value' | 'onInput' | 'min' | 'max' | 'step'
>
type InputFieldProps = FieldProps & Attributes & OwnAttributes & { type: string }

function InputField({ label, hint, error, hideLabel, type, ...attributes }: InputFieldProps) {
  const { required } = attributes
  return (
    <Field {...{ label, hint, error, hideLabel, required }}>
      {(control) => <input {...attributes} {...control} type={type as 'text'} />}
    </Field>
  )
}

interface TextFieldProps extends FieldProps, Attributes {
  value: string
  onInput: (value: string) => void
  type?: 'text' | 'email' | 'url' | 'search' | 'tel'
}

export function TextField({ onInput, type = 'text', ...props }: TextFieldProps) {
  return <InputField {...props} type={type} onInput={(event) => onInput(event.currentTarget.value)} />
}

interface PasswordFieldProps extends FieldProps {
  value: string
  onInput: (value: string) => void
  autocomplete: 'current-password' | 'new-password'
}

export function PasswordField({ value, onInput, ...props }: PasswordFieldProps) {
  const [visible, setVisible] = useState(false)
  const { label, hint, error, hideLabel, ...attributes } = props
  return (
    <Field {...props}>
      {(control) => (
        <div class="with-button">
          <input
            {...attributes}
            {...control}
            type={(visible ? 'text' : 'password') as 'password'}
            value={value}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
          <button type="button" class="button button-quiet" onClick={() => setVisible(!visible)}>
            {t(visible ? 'common.hidePassword' : 'common.showPassword')}
          </button>
        </div>
      )}
    </Field>
  )
}

interface TextAreaProps extends FieldProps {
  value: string
  onInput: (value: string) => void
  rows?: number
  maxLength?: number
  lang?: string
}

export function TextArea({ value, onInput, rows = 4, ...props }: TextAreaProps) {
  const { label, hint, error, hideLabel, ...attributes } = props
  return (
    <Field {...props}>
      {(control) => (
        <textarea
          {...attributes}
          {...control}
          rows={rows}
          value={value}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

interface NumberFieldProps extends FieldProps {
  /** null while nothing, or no number, is filled in. */
  value: number | null
  onInput: (value: number | null) => void
  min?: number
  max?: number
  step?: number
}

export function NumberField({ value, onInput, ...props }: NumberFieldProps) {
  return (
    <InputField
      {...props}
      class="number"
      type="number"
      inputMode="numeric"
      value={value ?? ''}
      onInput={({ currentTarget: { value: typed, valueAsNumber } }) =>
        onInput(typed === '' || Number.isNaN(valueAsNumber) ? null : valueAsNumber)
      }
    />
  )
}

interface DateFieldProps extends FieldProps {
  /** As in 2026-11-21, or 2026-11-21T09:00 with a time; empty while nothing is chosen. */
  value: string
  onInput: (value: string) => void
  withTime?: boolean
  min?: string
  max?: string
}

export function DateField({ onInput, withTime, ...props }: DateFieldProps) {
  return (
    <InputField
      {...props}
      class="date"
      type={withTime ? 'datetime-local' : 'date'}
      onInput={(event) => onInput(event.currentTarget.value)}
    />
  )
}

interface Option<Value extends string = string> {
  value: Value
  label: string
  hint?: ComponentChildren
  disabled?: boolean
}

interface SelectProps<Value extends string> extends FieldProps {
  value: Value | ''
  options: Option<Value>[]
  onChange: (value: Value) => void
  /** The words of the empty first line; without it a value is always chosen. */
  placeholder?: string
}

export function Select<Value extends string>({ value, options, onChange, ...props }: SelectProps<Value>) {
  const { label, hint, error, hideLabel, placeholder, ...attributes } = props
  return (
    <Field {...props}>
      {(control) => (
        <select
          {...attributes}
          {...control}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value as Value)}
        >
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

interface GroupProps extends Omit<FieldProps, 'required'> {
  children: (describedBy: string | undefined) => ComponentChildren
}

function Group({ label, hint, error, hideLabel, disabled, children }: GroupProps) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  return (
    <fieldset class={error ? 'field field-wrong' : 'field'} disabled={disabled} aria-describedby={described}>
      <legend class={hideLabel ? 'visually-hidden' : undefined}>{label}</legend>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children(described)}
      {error && <FieldError id={`${id}-error`} words={error} />}
    </fieldset>
  )
}

interface RadioGroupProps<Value extends string> extends FieldProps {
  value: Value | ''
  options: Option<Value>[]
  onChange: (value: Value) => void
  /** Side by side instead of below each other, for two or three short choices. */
  inline?: boolean
}

export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { value, options, onChange, inline, name, required } = props
  const ownName = useId()
  return (
    <Group {...props}>
      {() => (
        <div class={inline ? 'choices choices-inline' : 'choices'}>
          {options.map((option) => (
            <Choice key={option.value} option={option}>
              <input
                type="radio"
                name={name ?? ownName}
                required={required}
                disabled={option.disabled}
                value={option.value}
                checked={option.value === value}
                onChange={() => onChange(option.value)}
              />
            </Choice>
          ))}
        </div>
      )}
    </Group>
  )
}

interface CheckboxGroupProps<Value extends string> extends Omit<FieldProps, 'required'> {
  values: readonly Value[]
  options: Option<Value>[]
  onChange: (values: Value[]) => void
  inline?: boolean
}

export function CheckboxGroup<Value extends string>(props: CheckboxGroupProps<Value>) {
  const { values, options, onChange, inline, name } = props
  const toggled = (value: Value, on: boolean) =>
    options.map((option) => option.value).filter((each) => (each === value ? on : values.includes(each)))
  return (
    <Group {...props}>
      {() => (
        <div class={inline ? 'choices choices-inline' : 'choices'}>
          {options.map((option) => (
            <Choice key={option.value} option={option}>
              <input
                type="checkbox"
                name={name}
                disabled={option.disabled}
                checked={values.includes(option.value)}
                onChange={(event) => onChange(toggled(option.value, event.currentTarget.checked))}
              />
            </Choice>
          ))}
        </div>
      )}
    </Group>
  )
}

interface CheckboxProps extends Omit<FieldProps, 'hideLabel'> {
  checked: boolean
  onChange: (checked: boolean) => void
}

export function Checkbox({ label, hint, error, checked, onChange, ...attributes }: CheckboxProps) {
  const id = useId()
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <Choice option={{ value: id, label, hint }}>
        <input
          {...attributes}
          type="checkbox"
          checked={checked}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      </Choice>
      {error && <FieldError id={`${id}-error`} words={error} />}
    </div>
  )
}

function Choice({ option, children }: { option: Option; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child.
    <label class="choice">
      {children}
      <span>
        {option.label}
        {option.hint && <span class="hint">{option.hint}</span>}
      </span>
    </label>
  )
}
