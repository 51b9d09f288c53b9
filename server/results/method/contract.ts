import { type Static, Type } from 'typebox'
import { Distribution, ScanStatus } from '../../scans/contract.ts'
import { closed, nullable } from '../../schema.ts'
import { Perspective, Text } from '../../surveys/contract.ts'
import { PublishedInstrument } from '../contract.ts'

const Asked = Type.Object(
  {
    perspective: Perspective,
    distribution: Distribution,
    items: Type.Integer(),
    minutes: Type.Number(),
    /** From this number of answers on something is told of a group. */
    minimum: Type.Integer(),
    /** The minimum may not be chosen below this. */
    floor: Type.Integer(),
  },
  closed,
)

/** One person on four questions: `answer` null = skipped; `counts`: the answer after turning a reversed question round. */
const ScoreExample = Type.Object(
  {
    answers: Type.Array(
      Type.Object(
        { answer: nullable(Type.Integer()), reverse: Type.Boolean(), counts: nullable(Type.Integer()) },
        closed,
      ),
    ),
    needed: Type.Integer(),
    mean: nullable(Type.Number()),
    score: nullable(Type.Integer()),
  },
  closed,
)

/** What a report adds from so many answers on. */
export const Part = Type.Union([
  Type.Literal('scores'),
  Type.Literal('ranges'),
  Type.Literal('distributions'),
  Type.Literal('agreement'),
  Type.Literal('importance'),
  Type.Literal('comments'),
  Type.Literal('change-of-whole'),
  Type.Literal('change-of-unit'),
])
export type Part = Static<typeof Part>

/** `to` null: and more. The first row of each ladder is what is never shown. */
const Ladder = Type.Object(
  {
    perspectives: Type.Array(Perspective),
    rows: Type.Array(
      Type.Object({ from: Type.Integer(), to: nullable(Type.Integer()), adds: Type.Array(Part) }, closed),
    ),
  },
  closed,
)
export type Ladder = Static<typeof Ladder>

/** Three teams, one of them too small: which of them the gate hides, and what the shown ones would otherwise give away. */
const HidingExample = Type.Object(
  {
    minimum: Type.Integer(),
    whole: Type.Integer(),
    units: Type.Array(Type.Object({ answers: Type.Integer(), shown: Type.Boolean() }, closed)),
  },
  closed,
)

const PriorityExample = Type.Array(
  Type.Object(
    {
      rank: Type.Integer(),
      score: Type.Integer(),
      /** Percentage of the respondents that chose the topic. */
      importance: Type.Integer(),
      /** What professionals score above clients. */
      gap: Type.Integer(),
      shortfall: Type.Number(),
      gapPart: Type.Number(),
      priority: Type.Number(),
    },
    closed,
  ),
)

/** How the figures of one scan are made: every number on the page, taken from the settings of the scan and from the code that uses it. */
export const Method = Type.Object(
  {
    scan: Type.Object(
      {
        id: Type.String(),
        title: Type.String(),
        status: ScanStatus,
        opensOn: nullable(Type.String()),
        closesOn: nullable(Type.String()),
      },
      closed,
    ),
    /** Of the publication, or of what it will be made with. */
    engineVersion: Type.String(),
    /** The one that this page tells about. */
    explainedVersion: Type.String(),
    instrument: PublishedInstrument,
    topics: Type.Array(Text),
    asked: Type.Array(Asked),
    /** Topics that a person may choose as important; 0: not asked. */
    picks: Type.Integer(),
    openQuestions: Type.Integer(),
    scoreRange: Type.Object({ low: Type.Integer(), high: Type.Integer() }, closed),
    halfRule: Type.Object({ percentage: Type.Integer(), items: Type.Integer() }, closed),
    scoreExample: ScoreExample,
    confidence: Type.Integer(),
    edges: Type.Object({ low: Type.Integer(), high: Type.Integer() }, closed),
    ladders: Type.Array(Ladder),
    /** Intervals, distributions, agreement and exact numbers need so many answers; a response rate so many people invited. */
    detail: Type.Integer(),
    assessed: Type.Integer(),
    hidingExample: HidingExample,
    response: Type.Object({ step: Type.Integer(), low: Type.Integer() }, closed),
    skippedPercentage: Type.Integer(),
    highlights: Type.Object({ most: Type.Integer(), fewPoints: Type.Integer() }, closed),
    /** A word holds above the bound of the word before, up to and with its own; null: up to the end. */
    agreement: Type.Array(
      Type.Object(
        {
          word: Type.Union([
            Type.Literal('lack'),
            Type.Literal('weak'),
            Type.Literal('moderate'),
            Type.Literal('strong'),
            Type.Literal('very-strong'),
          ]),
          upTo: nullable(Type.Number()),
        },
        closed,
      ),
    ),
    difference: Type.Object({ points: Type.Integer(), chancePercentage: Type.Integer() }, closed),
    priorities: Type.Object(
      {
        target: Type.Integer(),
        gapPercentage: Type.Integer(),
        aboutEqualPercentage: Type.Integer(),
        example: PriorityExample,
      },
      closed,
    ),
    change: Type.Object({ whole: Type.Integer(), unit: Type.Integer() }, closed),
    comments: Type.Object({ respondents: Type.Integer(), comments: Type.Integer() }, closed),
    pooledAnswers: Type.Integer(),
  },
  closed,
)
export type Method = Static<typeof Method>
