import { render } from 'preact'
import { deviceStorage, forgetOld } from './responses/outbox.ts'
import { firstLanguage, RespondPage } from './responses/RespondPage.tsx'
import { speak } from './responses/words.ts'

forgetOld(deviceStorage(), Date.now())
speak(firstLanguage())
const place = document.getElementById('respond')
if (place) render(<RespondPage />, place)
