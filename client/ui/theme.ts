export const themes = ['auto', 'light', 'dark'] as const
type Theme = (typeof themes)[number]

const stored = 'regie.theme'

export function chosenTheme(): Theme {
  const wished = localStorage.getItem(stored)
  return themes.find((theme) => theme === wished) ?? 'auto'
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(stored, theme)
  showTheme(theme)
}

export function showTheme(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}
