// What the documentation holds, in order. A page is a file in web/docs/pages, and its first heading is its title:
// to add one, write it and name it here.

/** pages: paths in web/docs/pages, without ".md". */
export const SECTIONS = [
  { title: 'Start', pages: ['index', 'getting-started', 'what-it-shows', 'input'] },
  {
    title: 'Course',
    pages: [
      'course/index',
      'course/pixels',
      'course/kernel',
      'course/size',
      'course/relu',
      'course/pooling',
      'course/tinyvgg',
      'course/depth',
      'course/families',
      'course/uses',
      'course/why',
    ],
  },
  { title: 'For teachers', pages: ['course/class', 'course/picture'] },
  {
    title: 'In your own pages',
    pages: [
      'embedding/index',
      'embedding/html',
      'embedding/sphinx',
      'embedding/mkdocs',
      'embedding/vitepress',
      'embedding/docusaurus',
      'embedding/jupyter',
      'embedding/frames',
      'embedding/element',
    ],
  },
  { title: 'In your own code', pages: ['package', 'api'] },
  { title: 'Networks', pages: ['export', 'pytorch', 'operators', 'model-files', 'models'] },
  { title: 'Behind it', pages: ['engine', 'speed', 'privacy', 'changelog'] },
];

/** What the list of pages calls those whose title says more or less than is needed there. */
export const LABELS = {
  index: 'Overview',
  'course/index': 'Chapters of the course',
  'embedding/html': 'HTML and Markdown',
};

/** The page that says what a document of the repository says: links to one lead to the other. */
export const PAGE_OF_DOCUMENT = {
  'README.md': 'index',
  '.github/SECURITY.md': 'privacy',
  'engine/README.md': 'engine',
  'engine/ops/README.md': 'operators',
  'models/README.md': 'model-files',
  'web/CHANGELOG.md': 'changelog',
  'web/hosts/README.md': 'embedding/index',
  'web/package-readme.md': 'package',
};

/** All pages in order: [{ name, section }]. */
export const PAGES = SECTIONS.flatMap(({ title, pages }) =>
  pages.map((name) => ({ name, section: title })),
);
