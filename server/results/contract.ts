import { type Static, Type } from 'typebox'
import { closed } from '../schema.ts'
import { Form, Perspective, Text } from '../surveys/contract.ts'

export type { Ladder, Method, Part } from './method/contract.ts'

const Hidden = Type.Object({ state: Type.Literal('hidden') }, closed)

/** A score or share of 0–100: draw `value`, write `label`. At the ends (`<5`, `>95`) the value is the edge of the band. */
export const Figure = Type.Object(
  { value: Type.Integer({ minimum: 0, maximum: 100 }), label: Type.String({ pattern: '^([0-9]+|<5|>95)$' }) },
  closed,
)
export type Figure = Static<typeof Figure>

/** `few`: 5 to 9 answers, or an exact number that would tell something about another group. `invited` null: unknown. */
const Basis = Type.Union([
  Type.Object({ state: Type.Literal('few') }, closed),
  Type.Object(
    { state: Type.Literal('counted'), n: Type.Integer(), invited: Type.Union([Type.Integer(), Type.Null()]) },
    closed,
  ),
])

/** `everyone`: all who were invited answered, so no sampling error is left; measurement error is. */
export const Interval = Type.Union([
  Type.Object({ state: Type.Literal('none') }, closed),
  Type.Object({ state: Type.Literal('everyone') }, closed),
  Type.Object(
    { state: Type.Literal('range'), low: Type.Integer(), high: Type.Integer(), margin: Type.Integer() },
    closed,
  ),
])
export type Interval = Static<typeof Interval>

export const ScoreCell = Type.Union([
  Hidden,
  Type.Object({ state: Type.Literal('shown'), score: Figure, basis: Basis, interval: Interval }, closed),
])
export type ScoreCell = Static<typeof ScoreCell>

/** `at-least` or `below` this percentage of the invited answered, as coarse as the band of a running scan. `low`: perhaps below 40 %. */
export const ResponseRate = Type.Union([
  Hidden,
  Type.Object(
    {
      state: Type.Literal('shown'),
      invited: Type.Integer(),
      bound: Type.Union([Type.Literal('at-least'), Type.Literal('below')]),
      percentage: Type.Integer({ minimum: 0, maximum: 100 }),
      low: Type.Boolean(),
    },
    closed,
  ),
])
export type ResponseRate = Static<typeof ResponseRate>

const AgreementWord = Type.Union([
  Type.Literal('lack'),
  Type.Literal('weak'),
  Type.Literal('moderate'),
  Type.Literal('strong'),
  Type.Literal('very-strong'),
])
export type AgreementWord = Static<typeof AgreementWord>

/**
 * How far these people agree (rwg(J), from ten complete answers on): measured against answers that lean a little to one side (`careful`,
 * null when the scale has not five points) and against answers drawn by lot (`generous`).
 */
export const AgreementCell = Type.Union([
  Hidden,
  Type.Object(
    {
      state: Type.Literal('shown'),
      careful: Type.Union([AgreementWord, Type.Null()]),
      generous: AgreementWord,
    },
    closed,
  ),
])
export type AgreementCell = Static<typeof AgreementCell>

/** Per dimension the share of respondents who chose it (three at most), from 10 answers on. */
export const Importance = Type.Union([
  Hidden,
  Type.Object({ state: Type.Literal('shown'), dimensions: Type.Array(Figure) }, closed),
])
export type Importance = Static<typeof Importance>

/** Percentages per point of the scale from low to high, adding up to 100. Only items that may be shown are listed. */
export const ItemDistribution = Type.Object(
  {
    item: Type.String(),
    n: Type.Integer(),
    shares: Type.Array(Type.Integer()),
    manySkipped: Type.Boolean(),
  },
  closed,
)
export type ItemDistribution = Static<typeof ItemDistribution>

/** Ids of the highest and lowest dimensions. `alike`: top and bottom do not differ beyond noise, so none deserves a colour. */
export const Highlights = Type.Union([
  Hidden,
  Type.Object(
    {
      state: Type.Literal('shown'),
      alike: Type.Boolean(),
      strengths: Type.Array(Type.String()),
      chances: Type.Array(Type.String()),
    },
    closed,
  ),
])
export type Highlights = Static<typeof Highlights>

const ChangeLabel = Type.Union([
  Type.Literal('higher'),
  Type.Literal('lower'),
  Type.Literal('no-clear-change'),
])

/** `none` when one of both scores is only given as a band (`<5`, `>95`) or an interval may not be told. */
export const Bounds = Type.Union([
  Type.Object({ state: Type.Literal('none') }, closed),
  Type.Object({ state: Type.Literal('range'), low: Type.Integer(), high: Type.Integer() }, closed),
])
export type Bounds = Static<typeof Bounds>

/** Rounded by itself, so it may differ by 1 from the rounded scores beside it; null beside a band. */
const Difference = Type.Union([Type.Integer(), Type.Null()])

/** Change since the previous round. `effect` is Hedges' g, two decimals; null where the spread is zero or must not be told. */
export const ChangeCell = Type.Union([
  Hidden,
  Type.Object(
    {
      state: Type.Literal('shown'),
      label: ChangeLabel,
      before: Figure,
      after: Figure,
      /** after − before */
      difference: Difference,
      interval: Bounds,
      effect: Type.Union([Type.Number(), Type.Null()]),
      sharedItemsOnly: Type.Boolean(),
    },
    closed,
  ),
])
export type ChangeCell = Static<typeof ChangeCell>

export const PerspectiveResult = Type.Object(
  {
    perspective: Perspective,
    response: ResponseRate,
    dimensions: Type.Array(ScoreCell),
    /** Parallel to `dimensions`; not in publications of engine 1. */
    agreement: Type.Optional(Type.Array(AgreementCell)),
    highlights: Highlights,
    importance: Importance,
    items: Type.Array(ItemDistribution),
    change: Type.Array(ChangeCell),
  },
  closed,
)
export type PerspectiveResult = Static<typeof PerspectiveResult>

const GapVerdict = Type.Union([
  Type.Literal('first-higher'),
  Type.Literal('second-higher'),
  Type.Literal('no-clear-difference'),
])

/** Scores on the items that both perspectives were asked, so they may differ from the scores per dimension. */
export const GapCell = Type.Union([
  Hidden,
  Type.Object(
    {
      state: Type.Literal('shown'),
      first: Figure,
      second: Figure,
      /** first − second */
      difference: Difference,
      interval: Bounds,
      /** null below 10 answers on either side. */
      verdict: Type.Union([GapVerdict, Type.Null()]),
    },
    closed,
  ),
])
export type GapCell = Static<typeof GapCell>

export const Gap = Type.Object(
  { first: Perspective, second: Perspective, dimensions: Type.Array(GapCell) },
  closed,
)
export type Gap = Static<typeof Gap>

/** Ranked, first topic first. `aboutEqualToNext`: the order of this topic and the next says little. */
export const PriorityTopic = Type.Object(
  {
    dimension: Type.String(),
    rank: Type.Integer(),
    score: Figure,
    importance: Figure,
    aboutEqualToNext: Type.Boolean(),
  },
  closed,
)
export type PriorityTopic = Static<typeof PriorityTopic>

export const Priorities = Type.Union([
  Hidden,
  Type.Object(
    {
      state: Type.Literal('shown'),
      perspective: Perspective,
      target: Type.Integer(),
      topics: Type.Array(PriorityTopic),
    },
    closed,
  ),
])
export type Priorities = Static<typeof Priorities>

/** Everything below the unit counts in it, people placed directly in it too. Parents come before their children. */
export const UnitResult = Type.Object(
  {
    id: Type.String(),
    parentId: Type.Union([Type.String(), Type.Null()]),
    name: Type.String(),
    level: Type.Integer(),
    perspectives: Type.Array(PerspectiveResult),
    gaps: Type.Array(Gap),
    priorities: Priorities,
  },
  closed,
)
export type UnitResult = Static<typeof UnitResult>

export const PublishedItem = Type.Object(
  {
    id: Type.String(),
    reverse: Type.Boolean(),
    /** One wording per perspective that was asked this item. */
    texts: Type.Partial(Type.Object({ professional: Text, client: Text, manager: Text }, closed)),
  },
  closed,
)
export type PublishedItem = Static<typeof PublishedItem>

export const PublishedDimension = Type.Object(
  { id: Type.String(), title: Text, definition: Text, items: Type.Array(PublishedItem) },
  closed,
)
export type PublishedDimension = Static<typeof PublishedDimension>

export const PublishedInstrument = Type.Object(
  {
    id: Type.String(),
    version: Type.String(),
    phase: Type.Union([Type.Integer(), Type.Null()]),
    form: Form,
    title: Text,
    validation: Type.Object({ status: Type.String(), note: Text }, closed),
    scale: Type.Object(
      {
        min: Type.Integer(),
        max: Type.Integer(),
        anchors: Type.Array(Type.Object({ value: Type.Integer(), label: Text }, closed)),
      },
      closed,
    ),
  },
  closed,
)
export type PublishedInstrument = Static<typeof PublishedInstrument>

export const Minimums = Type.Object(
  {
    professional: Type.Integer(),
    client: Type.Integer(),
    manager: Type.Integer(),
    /** From this number of answers on: intervals, distributions, importance. */
    detail: Type.Integer(),
  },
  closed,
)
export type Minimums = Static<typeof Minimums>

export const Notice = Type.Union([
  Type.Literal('not-validated'),
  Type.Literal('more-answers-than-invited'),
  Type.Literal('units-only'),
])
export type Notice = Static<typeof Notice>

/**
 * The publication: computed once at closing, already protected, and the only thing that pages, exports and the API read.
 * Nothing in it has to be hidden from anyone who may read the units it holds. Arrays called `dimensions` follow the order of
 * `Publication.dimensions`; a hidden figure and one that nobody answered look alike.
 */
export const Publication = Type.Object(
  {
    engineVersion: Type.String(),
    scan: Type.Object(
      {
        id: Type.String(),
        title: Type.String(),
        opensAt: Type.String(),
        closedAt: Type.String(),
      },
      closed,
    ),
    previous: Type.Union([
      Type.Null(),
      Type.Object({ scanId: Type.String(), title: Type.String(), closedAt: Type.String() }, closed),
    ]),
    instrument: PublishedInstrument,
    minimums: Minimums,
    perspectives: Type.Array(Perspective),
    /** Of these, who answered through a link that a whole group shares. Not in publications of before they were told apart. */
    openLinks: Type.Optional(Type.Array(Perspective)),
    dimensions: Type.Array(PublishedDimension),
    units: Type.Array(UnitResult),
    /** `units-only`: this reader sees a part of the tree. */
    notices: Type.Array(Notice),
  },
  closed,
)
export type Publication = Static<typeof Publication>

/**
 * What a follow-up scan needs and no page may see: unrounded figures, only of cells whose interval was published (10 answers
 * or more, remainders too). Stored beside the publication, never sent.
 */
export const StoredComparison = Type.Object(
  {
    cells: Type.Array(
      Type.Object(
        {
          unitId: Type.String(),
          perspective: Perspective,
          dimension: Type.String(),
          items: Type.Array(Type.String()),
          n: Type.Integer(),
          mean: Type.Number(),
          sd: Type.Number(),
        },
        closed,
      ),
    ),
  },
  closed,
)
export type StoredComparison = Static<typeof StoredComparison>

/**
 * Sums over everyone in a scan, for the programme centre to pool; additive over scans, and of no unit. `items`, `sums` and `products`
 * are of complete cases, recoded, in whole points above the lowest; `products` is the full matrix. `between` is of person scores
 * (0–100) in the units where people answered directly: groups, scores, their sum, squared deviations from the mean of the own group,
 * Σ n·mean² and Σ n² of the groups.
 */
export const ScanFigures = Type.Object(
  {
    dimensions: Type.Array(
      Type.Object(
        {
          perspective: Perspective,
          dimension: Type.String(),
          items: Type.Array(Type.String()),
          complete: Type.Object(
            {
              n: Type.Integer(),
              sums: Type.Array(Type.Number()),
              products: Type.Array(Type.Array(Type.Number())),
            },
            closed,
          ),
          between: Type.Object(
            {
              groups: Type.Integer(),
              n: Type.Integer(),
              sum: Type.Number(),
              squares: Type.Number(),
              groupSquares: Type.Number(),
              sizeSquares: Type.Number(),
            },
            closed,
          ),
        },
        closed,
      ),
    ),
  },
  closed,
)
export type ScanFigures = Static<typeof ScanFigures>

export const ResultsParams = Type.Object({ scanId: Type.String({ format: 'uuid' }) }, closed)
export type ResultsParams = Static<typeof ResultsParams>

/** Column headings follow the reader's language. */
export const CsvQuery = Type.Object(
  { language: Type.Optional(Type.Union([Type.Literal('nl'), Type.Literal('en')])) },
  closed,
)
export type CsvQuery = Static<typeof CsvQuery>

/** What the launch wizard asks: the tree with the head counts typed so far. */
export const ForecastRequest = Type.Object(
  {
    units: Type.Array(
      Type.Object(
        {
          id: Type.String({ maxLength: 60 }),
          parentId: Type.Union([Type.String({ maxLength: 60 }), Type.Null()]),
          /** How many professionals serve the clients placed directly in this unit; null = not asked. */
          professionals: Type.Union([Type.Integer({ minimum: 0, maximum: 100_000 }), Type.Null()]),
        },
        closed,
      ),
      { maxItems: 20_000 },
    ),
    groups: Type.Array(
      Type.Object(
        {
          unitId: Type.String({ maxLength: 60 }),
          perspective: Perspective,
          invited: Type.Integer({ minimum: 0, maximum: 100_000 }),
        },
        closed,
      ),
      { maxItems: 60_000 },
    ),
    minimums: Type.Object(
      {
        professional: Type.Integer({ minimum: 5, maximum: 1000 }),
        client: Type.Integer({ minimum: 10, maximum: 1000 }),
        manager: Type.Integer({ minimum: 5, maximum: 1000 }),
      },
      closed,
    ),
  },
  closed,
)
export type ForecastRequest = Static<typeof ForecastRequest>

/** `readableAt`: the response percentages (50, 65, 80) at which the unit gets scores of its own. */
const ForecastUnit = Type.Object(
  {
    unitId: Type.String(),
    invited: Type.Integer(),
    readableAt: Type.Array(Type.Integer()),
    /** Fewer invited than advised, so one or two people who do not answer hide the unit. */
    small: Type.Boolean(),
    /** People placed directly in a unit that has units below it, and too few to stay hidden on their own. */
    fewDirect: Type.Boolean(),
  },
  closed,
)

export const Forecast = Type.Object(
  {
    perspectives: Type.Array(
      Type.Object({ perspective: Perspective, units: Type.Array(ForecastUnit) }, closed),
    ),
    /** Siblings that become readable at 65 % when they are merged. */
    merges: Type.Array(Type.Object({ parentId: Type.String(), unitIds: Type.Array(Type.String()) }, closed)),
  },
  closed,
)
export type Forecast = Static<typeof Forecast>
