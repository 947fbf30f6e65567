// embed.html, for frames: the element with the attributes that the address names, behind ? or #. It tells the
// page around how high it is; embed-resizer.js there makes the frame as high.

const SIZE = 'cnn-playground:size';
const SIZE_WANTED = 'cnn-playground:size-wanted';

const { CnnPlaygroundElement } = await import('./element.js');
/** All but where code comes from. */
const names = CnnPlaygroundElement.observedAttributes.filter((name) => name !== 'base');
const element = document.createElement('cnn-playground');
const { documentElement: root } = document;

function read() {
  const wanted = new URLSearchParams(location.search);
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) wanted.set(name, value);
  for (const name of names) {
    const value = wanted.get(name);
    if (value === null) element.removeAttribute(name);
    else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
  const theme = wanted.get('theme');
  root.style.colorScheme = theme === 'light' || theme === 'dark' ? theme : '';
  root.lang = wanted.get('lang') || 'en';
}

/** The page around makes the frame as high as it is told. */
let isFollowed = false;

function tell() {
  // A height is no secret, and the page around may be anybody's.
  const height = Math.ceil(element.getBoundingClientRect().height);
  if (parent !== window) parent.postMessage({ type: SIZE, height, isFollowed }, '*');
}

read();
document.body.append(element);
addEventListener('hashchange', read);
new ResizeObserver(tell).observe(element);
addEventListener('message', ({ source, data }) => {
  if (source !== parent || data?.type !== SIZE_WANTED) return;
  isFollowed = true;
  // A bar would make what it scrolls narrower and higher, and a frame out of sight is not told when it goes.
  root.style.scrollbarWidth = 'none';
  tell();
});
