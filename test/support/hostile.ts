/** Texts that do harm where somebody forgets something: in a page, a query, a path, a file, a mail, a log, a pattern. */
export const SCRIPTS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<iframe srcdoc="<script>parent.alert(1)</script>">',
  'javascript:alert(1)',
  `'-alert(1)-'`,
  '</textarea><script>alert(1)</script>',
  '<a href="javascript:alert(1)">klik</a>',
  '<style>@import "//elders.test/x.css"</style>',
  '{{constructor.constructor("alert(1)")()}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it must stay literal
  '${alert(1)}',
]

export const STATEMENTS = [
  `'; drop table scans; --`,
  `' or '1'='1`,
  `1; delete from audit_entries --`,
  `') union select password from accounts --`,
  String.raw`\'; reset role; --`,
]

export const TEXTS = [
  ...SCRIPTS,
  ...STATEMENTS,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202egnp.exe',
  '\u200b\u200b',
  'a\u0301'.repeat(300),
  'é'.repeat(5000),
  '😀'.repeat(2500),
  'A\r\nBcc: allen@elders.test',
  '=HYPERLINK("http://elders.test")',
  '../../etc/passwd',
  '%00%2e%2e%2f',
  '__proto__',
  'constructor',
  `${'a'.repeat(50_000)}!`,
  '2026-02-30',
  '2026-13-01T99:99:99Z',
  '9'.repeat(400),
  'NaN',
  'null',
]

export const NUMBERS = [0, -0, -1, 1.5, 1e308, 2 ** 31, 2 ** 53 + 2, -(2 ** 63), Number.MIN_VALUE]
