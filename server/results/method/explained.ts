import type { ScanSettings } from '../../scans/contract.ts'
import type { ScanLine } from '../../scans/queries.ts'
import { isWritten, PERSPECTIVES } from '../../scans/scan.ts'
import type { Instrument, LaunchedInstrument, Perspective } from '../../surveys/survey.ts'
import type { ExplainedScan } from './method.ts'

type Asked = Omit<ExplainedScan, 'scan' | 'engineVersion'>

/** As the wizard has it now; a perspective that the instrument does not ask is left out. */
export function ofDraft(settings: ScanSettings, instrument: Instrument): Asked {
  const { form, ownQuestions, perspectives, distribution, minimums } = settings
  return {
    instrument,
    form,
    ownQuestions: ownQuestions.filter(isWritten).length,
    groups: PERSPECTIVES.filter(
      (one) => perspectives.includes(one) && instrument.perspectives.includes(one),
    ).map((perspective) => ({ perspective, distribution: distribution[perspective] })),
    minimums,
  }
}

type Group = Asked['groups'][number]

/** As it was frozen at launch, with the groups that were added since. One group with codes makes its perspective one with codes. */
export function ofLaunched(
  line: Pick<ScanLine, `minimum${Capitalize<Perspective>}`>,
  launched: LaunchedInstrument,
  groups: readonly Group[],
  floors: Asked['minimums'],
): Asked {
  return {
    instrument: launched,
    form: launched.form,
    ownQuestions: launched.ownQuestions.length,
    groups: PERSPECTIVES.flatMap((perspective): Group[] => {
      const own = groups.filter((group) => group.perspective === perspective)
      const coded = own.some(({ distribution }) => distribution === 'codes')
      return own.length === 0 ? [] : [{ perspective, distribution: coded ? 'codes' : 'open-link' }]
    }),
    minimums: {
      professional: line.minimumProfessional ?? floors.professional,
      client: line.minimumClient ?? floors.client,
      manager: line.minimumManager ?? floors.manager,
    },
  }
}
