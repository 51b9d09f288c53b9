// The respondent's page without network: the network first, else what the page itself put aside.
addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname } = new URL(request.url)
  if (request.mode === 'navigate' && pathname === '/r') {
    event.respondWith(fetch(request).catch(() => caches.match('/r')))
  } else if (pathname.startsWith('/assets/')) {
    event.respondWith(caches.match(request).then((kept) => kept || fetch(request)))
  }
})
