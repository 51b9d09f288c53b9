import { render } from 'preact'
import { App } from './App.tsx'
import { firstLanguage, setLanguage } from './text/text.ts'
import { chosenTheme, showTheme } from './ui/theme.ts'

const place = document.querySelector('#app')
showTheme(chosenTheme())
await setLanguage(firstLanguage())
if (place) render(<App />, place)
