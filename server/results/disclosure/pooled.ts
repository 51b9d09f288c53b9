/**
 * What the programme centre is told of answers that are pooled over scans (scoring.md sections 5, 7 and 17; docs/decisions/0007). It never
 * sees a score, so these limits are about figures that would say little, and about numbers that would tell who took part.
 */
export const POOLED = {
  /** Complete answers that a figure needs. */
  answers: 50,
  /** With fewer teams a comparison of teams is an indication, and from one organisation it is not told. */
  groups: 10,
  /** Below this reliability of team means, teams are not put in an order. */
  rankable: 0.7,
  /** From here on the items of a dimension belong together well enough for groups. */
  coherent: 0.7,
  /** Head counts are told down to whole tens: a publication tells exact ones from ten answers on, so this adds nothing to it. */
  step: 10,
}
