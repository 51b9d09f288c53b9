/** A, B, C for what has no name in an example. */
export const letterOf = (place: number) => String.fromCharCode('A'.charCodeAt(0) + place)
