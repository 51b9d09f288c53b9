import { render } from 'preact'
import { afterEach } from 'vitest'

/** What no test stands for goes nowhere: not to a program that happens to run on this machine. */
globalThis.fetch = () => Promise.reject(new TypeError('no network'))

/** A page that stayed would load on, behind the back of the next test. */
afterEach(() => {
  for (const place of document.body.querySelectorAll('#app')) {
    render(null, place)
    place.remove()
  }
})
