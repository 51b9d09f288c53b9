import type { FormLength, InstrumentSummary } from './contract.ts'
import { type Form, hasShortForm, type Instrument, isLaunchable, itemsFor, minutesFor } from './survey.ts'

/** What the launch wizard offers: every instrument that a scan may use, in the order of the phases. */
export function presentInstruments(instruments: Iterable<Instrument>): InstrumentSummary[] {
  return [...instruments]
    .filter(isLaunchable)
    .toSorted((a, b) => a.phase - b.phase || (a.id < b.id ? -1 : 1))
    .map((instrument) => ({
      id: instrument.id,
      version: instrument.version,
      phase: instrument.phase,
      title: instrument.title,
      validation: { status: instrument.validation.status, note: instrument.validation.note },
      languages: instrument.languages,
      perspectives: instrument.perspectives,
      hasShortForm: hasShortForm(instrument),
      lengths: lengthsOf(instrument),
      dimensions: instrument.dimensions.map(({ id, title }) => ({ id, title })),
    }))
}

function lengthsOf(instrument: Instrument): FormLength[] {
  const forms: Form[] = hasShortForm(instrument) ? ['full', 'short'] : ['full']
  return instrument.perspectives.flatMap((perspective) =>
    forms.map((form) => ({
      perspective,
      form,
      items: itemsFor(instrument, perspective, form).length,
      minutes: minutesFor(instrument, perspective, form, 0),
    })),
  )
}
