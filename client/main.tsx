import { render } from 'preact'
import { App } from './App.tsx'
import { firstLanguage, setLanguage } from './text/text.ts'
import { chosenTheme, showTheme } from './ui/theme.ts'

// a page that the browser kept aside may show what its reader may see no longer
addEventListener('pageshow', ({ persisted }) => persisted && location.reload())

const place = document.querySelector('#app')
showTheme(chosenTheme())
await setLanguage(firstLanguage())
if (place) render(<App />, place)
