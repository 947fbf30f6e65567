// A picture from a teacher's site: fetched when the reader agrees, who is told the host first. And the way to such a
// link. This page alone may connect to other sites; nothing else of the course is in it.

import { linkTo, pictureAddress } from './link-address.js';
import { fetched } from './link-picture.js';
import { make } from './make.js';
import { chooseFile } from './picture.js';

const place = document.querySelector('.picture-link');
const exercises = JSON.parse(place.dataset.exercises);

function ask({ url, then }) {
  const fetchIt = make('button', { type: 'button' }, `Fetch it from ${url.host}`);
  const status = make('p', { role: 'status' });
  fetchIt.addEventListener('click', async () => {
    status.textContent = 'Fetching…';
    try {
      const name = url.pathname.split('/').at(-1) || 'picture';
      const problem = await chooseFile(await fetched(url), name);
      if (problem) throw new Error(problem);
      location.assign(then);
    } catch (error) {
      status.textContent = error.message;
    }
  });
  place.append(
    make('h2', {}, 'A picture for you'),
    make('p', {}, 'This link brings a picture from ', make('strong', {}, url.host), ':'),
    make('p', {}, make('code', {}, url.href)),
    make(
      'p',
      {},
      'That site sees the address of your connection and the name of this site, as for any picture, and nothing else. The picture then stays in this browser.',
    ),
    make('p', { class: 'buttons' }, fetchIt, make('a', { href: then }, 'Go on without it')),
    status,
  );
}

function field(id, label, control) {
  control.id = id;
  return make('p', {}, make('label', { for: id }, label), control);
}

function maker() {
  const address = make('input', {
    type: 'url',
    placeholder: 'https://school.example/dog.jpg',
    size: '40',
  });
  const choice = make(
    'select',
    {},
    ...exercises.map((key) =>
      make('option', { value: key }, key.replace('/', ': ').replaceAll('-', ' ')),
    ),
  );
  const link = make('input', { readonly: '', size: '60' });
  const status = make('p', { role: 'status' });
  const say = () => {
    const { url, problem } = pictureAddress(address.value);
    status.textContent = address.value === '' ? '' : (problem ?? '');
    link.value = url ? linkTo(location.href, url, choice.value) : '';
  };
  for (const control of [address, choice]) control.addEventListener('input', say);
  place.append(
    make('h2', {}, 'Make a link'),
    field('link-address', 'Address of the picture', address),
    field('link-exercise', 'Exercise', choice),
    status,
    field('link-made', 'Link for your class', link),
  );
}

const asked = new URLSearchParams(location.search);
const from = asked.get('from');
if (from === null) maker();
else {
  const { url, problem } = pictureAddress(from);
  const key = asked.get('exercise') ?? '';
  const [page, exercise] = (exercises.includes(key) ? key : exercises[0]).split('/');
  const then = `${page}.html#${exercise}`;
  if (url) ask({ url, then });
  else
    place.append(
      make(
        'p',
        { role: 'status' },
        `${problem} `,
        make('a', { href: then }, 'Go on without a picture'),
      ),
    );
}
