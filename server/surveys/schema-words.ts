import type { ErrorObject } from 'ajv'
import { languageName } from './text-rules.ts'

/** What Ajv found, one sentence per fault, with the JSON pointer of the place. */
export function schemaFaults(errors: ErrorObject[]): { path: string; words: string }[] {
  return errors
    .filter((error) => !error.propertyName && !error.schemaPath.includes('/contains/'))
    .map((error) => ({ path: error.instancePath, words: wordsFor(error) }))
}

const typeNames: Record<string, string> = {
  object: 'a group of names and values in braces',
  array: 'a list in square brackets',
  string: 'a text in double quotes',
  boolean: 'true or false',
  number: 'a number',
  integer: 'a whole number',
  null: 'null',
}

function wordsFor({ keyword, params, instancePath, message, parentSchema }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return `${quote(params.missingProperty)} is missing`
    case 'additionalProperties':
      return `${quote(params.additionalProperty)} does not belong here (a spelling mistake?)`
    case 'propertyNames':
      return `${quote(params.propertyName)} does not belong here (a spelling mistake?)`
    case 'type':
      return `this must be ${typesIn(params.type)}`
    case 'enum':
      return `this must be ${params.allowedValues
        .map(show)
        .join(', ')
        .replace(/, ([^,]*)$/, ' or $1')}`
    case 'const':
      return `this must be ${show(params.allowedValue)}`
    case 'pattern':
      return patternWords(parentSchema?.description, instancePath)
    case 'minItems':
      return `this list needs at least ${entries(params.limit)}`
    case 'maxItems':
      return `this list holds more than ${entries(params.limit)}`
    case 'uniqueItems':
      return `entries ${params.j} and ${params.i} of this list are the same`
    case 'contains':
      return 'nl or en must be among the languages'
    case 'minProperties':
      return 'this is empty'
    case 'maxLength':
      return `this is longer than ${params.limit} characters`
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
      return `this must be ${params.comparison} ${params.limit}`
    default:
      return message ?? keyword
  }
}

function patternWords(description: unknown, path: string): string {
  const language = languageName(path.split('/').at(-1) ?? '')
  if (description === 'is empty') return language ? `the ${language} text is empty` : 'this is empty'
  return `this ${String(description)}`
}

function typesIn(type: string | string[]): string {
  return [type]
    .flat()
    .map((name) => typeNames[name] ?? name)
    .join(' or ')
}

function entries(count: number): string {
  return count === 1 ? '1 entry' : `${count} entries`
}

function quote(name: string): string {
  return `“${name}”`
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
