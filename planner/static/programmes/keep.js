// Has the service worker keep a copy of this page for when the network does not answer. Without it nothing is lost.

async function keep() {
  await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  const registration = await navigator.serviceWorker.ready;
  registration.active.postMessage({ keep: location.pathname });
}

// No worker is allowed in some browsers' private windows, and none is fetched without a network.
if ("serviceWorker" in navigator) keep().catch(() => {});
