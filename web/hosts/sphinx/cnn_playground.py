"""A Sphinx extension: the directive ``cnn-playground`` puts a network, or a part of it, live into a page.

    .. cnn-playground:: tinyvgg
       :view: layer
       :layer: conv_1_2
       :poster: maps.png
       :caption: What a layer makes of a church.

In conf.py, ``cnn_playground_files`` is the folder with element.js, from conf.py, or the folder's address.
``:poster:`` is a picture for PDF and other places where nothing runs.
"""

import shutil
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

# Attributes of the element: the same names, the same values.
ATTRIBUTES = (
    'image', 'labels', 'view', 'layer', 'channel', 'cell', 'for-class', 'controls', 'theme', 'lang',
    'loading', 'reveal', 'threads', 'integrity', 'base',
)
# What the element needs, of a folder that may hold more: the package's, or the site's.
NEEDED = ('element.js', 'element', 'engine', 'models', 'worker.js', 'cnn-*.mjs', 'cnn-*.wasm')
INSIDE = 'cnn-playground'
# Themes whose switch sets no color-scheme, such as Furo's.
STYLE = '''[data-theme='dark'] cnn-playground { color-scheme: dark; }
[data-theme='light'] cnn-playground { color-scheme: light; }
'''


class cnn_playground(nodes.General, nodes.Element):
    """On web pages the element; elsewhere what is in it."""


class CnnPlayground(SphinxDirective):
    required_arguments = 1
    option_spec = {
        **{name: directives.unchanged for name in ATTRIBUTES},
        'height': directives.length_or_unitless,
        'poster': directives.uri,
        'alt': directives.unchanged,
        'caption': directives.unchanged,
        'name': directives.unchanged,
        'class': directives.class_option,
    }

    def run(self):
        options = self.options
        model = self.arguments[0]
        attributes = {name: options[name] for name in ATTRIBUTES if name in options}
        node = cnn_playground('', attributes={'model': model, **attributes}, height=options.get('height'))
        self.set_source_info(node)
        if 'caption' not in options:
            node += self.still(model, None)
            node['classes'] += options.get('class', [])
            self.add_name(node)
            return [node]
        figure = nodes.figure('', node, classes=options.get('class', []))
        texts, messages = self.state.inline_text(options['caption'], self.lineno)
        caption = nodes.caption(options['caption'], '', *texts)
        node += self.still(model, caption.astext())
        figure += caption
        self.set_source_info(figure)
        self.add_name(figure)
        return [figure, *messages]

    def still(self, model, caption):
        """What stands for it where nothing runs."""
        options = self.options
        parts = [f'{name} {options[name]}' for name in ('view', 'layer', 'channel', 'image') if name in options]
        words = ', '.join([model, *parts])
        if 'poster' in options:
            return nodes.image('', uri=options['poster'], alt=options.get('alt', caption or words))
        return nodes.paragraph('', '', nodes.emphasis('', f'[Interactive: {words}]'))


def has_scripts(app):
    """An EPUB is HTML too, but no reader runs what is in it."""
    return app.builder.format == 'html' and app.builder.name != 'epub'


def visit_html(self, node):
    if not has_scripts(self.builder.app):
        return
    attributes = dict(node['attributes'])
    if node['height']:
        height = node['height']
        attributes['style'] = f'height: {height}{"px" if height.isdigit() else ""}; overflow: auto'
    self.body.append(self.starttag(node, 'cnn-playground', '', **attributes))


def depart_html(self, node):
    if not has_scripts(self.builder.app):
        return
    self.body.append('</cnn-playground>\n')


def pass_by(self, node):
    pass


def is_address(files):
    return '://' in files or files.startswith('//')


def add_script(app, pagename, templatename, context, doctree):
    """To pages that need it, and to no others."""
    if not has_scripts(app) or doctree is None or next(doctree.findall(cnn_playground), None) is None:
        return
    files = app.config.cnn_playground_files
    folder = files.rstrip('/') if is_address(files) else INSIDE
    app.add_js_file(f'{folder}/element.js', type='module')
    app.add_css_file(f'{INSIDE}.css')


def folder_of(app):
    return Path(app.confdir, app.config.cnn_playground_files)


def check(app):
    files = app.config.cnn_playground_files
    if not is_address(files) and not (folder_of(app) / 'element.js').is_file():
        raise ExtensionError(
            f'cnn_playground_files: there is no element.js in {folder_of(app)}. It is the folder that '
            '"npx cnn-playground FOLDER" makes, or the address of such a folder.'
        )


def copy(app, exception):
    if exception or not has_scripts(app):
        return
    static = Path(app.outdir, '_static')
    static.mkdir(parents=True, exist_ok=True)
    (static / f'{INSIDE}.css').write_text(STYLE, encoding='utf-8')
    if is_address(app.config.cnn_playground_files):
        return
    target = static / INSIDE
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for path in (path for name in NEEDED for path in sorted(folder_of(app).glob(name))):
        if path.is_dir():
            shutil.copytree(path, target / path.name, ignore=shutil.ignore_patterns('*.md'))
        else:
            shutil.copyfile(path, target / path.name)


def setup(app):
    app.add_config_value('cnn_playground_files', 'cnn-playground', 'html', str)
    app.add_directive('cnn-playground', CnnPlayground)
    plain = (pass_by, pass_by)
    app.add_node(
        cnn_playground,
        html=(visit_html, depart_html),
        latex=plain, text=plain, man=plain, texinfo=plain,
    )
    app.connect('builder-inited', check)
    app.connect('html-page-context', add_script)
    app.connect('build-finished', copy)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}
