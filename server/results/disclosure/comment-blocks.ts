/**
 * Comments recognise people sooner than figures do, so they are told in blocks: of a group of so many respondents, and so many of them
 * together (scoring.md 10.1 and 10.4).
 */
export const COMMENT_BLOCK = { respondents: 10, comments: 5 }
