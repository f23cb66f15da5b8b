// A worker that a published site left behind at this address would show old pages: it goes away.
addEventListener("install", () => skipWaiting());
addEventListener("activate", () => registration.unregister());
