// For pages that frame embed.html: <script src=".../embed-resizer.js" async></script>. Each frame becomes as
// high as what is in it. A message counts for the frame it comes from, and for no other.

(() => {
  const SIZE = 'cnn-playground:size';
  const SIZE_WANTED = 'cnn-playground:size-wanted';
  const HIGHEST = 20_000;

  /** Address of a frame of ours; undefined of others. */
  function addressOf(frame) {
    try {
      const url = new URL(frame.src);
      return url.pathname.endsWith('/embed.html') ? url : undefined;
    } catch {
      return undefined;
    }
  }

  const frames = () => [...document.querySelectorAll('iframe')].filter(addressOf);

  const want = ({ contentWindow }) => contentWindow?.postMessage({ type: SIZE_WANTED }, '*');

  addEventListener('message', ({ source, origin, data }) => {
    if (data?.type !== SIZE || !Number.isFinite(data.height)) return;
    if (data.height <= 0 || data.height > HIGHEST) return;
    const frame = frames().find(({ contentWindow }) => contentWindow === source);
    // Of another origin: the frame has gone elsewhere.
    if (!frame || addressOf(frame).origin !== origin) return;
    // What the page's style adds to it.
    const border = frame.offsetHeight - frame.clientHeight;
    frame.style.boxSizing = 'border-box';
    frame.style.height = `${Math.ceil(data.height) + border}px`;
    if (!data.isFollowed) want(frame);
  });

  // Of frames that were there before.
  frames().forEach(want);
})();
