"""A hook for MkDocs: a fenced block puts a network, or a part of it, live into a page.

    ```cnn-playground
    model: tinyvgg
    view: layer
    layer: conv_1_2
    ```

In mkdocs.yml: ``hooks: [cnn_playground.py]``. The files are in docs/cnn-playground; where they are elsewhere,
``extra: { cnn_playground: https://... }`` is the address of their folder.
"""

import html
import importlib.util
import logging

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.exceptions import PluginError

logger = logging.getLogger('mkdocs.hooks.cnn_playground')

NAME = 'cnn-playground'
# Of the element: the same names, the same values.
ATTRIBUTES = (
    'model', 'image', 'labels', 'view', 'layer', 'channel', 'cell', 'for-class', 'controls', 'theme', 'lang',
    'loading', 'reveal', 'threads', 'integrity', 'base',
)
OWN = ('height', 'caption')


def tag(source, *_, **__):
    """HTML of a block: a line is `name: value`."""
    values = {}
    for line in filter(None, (line.strip() for line in source.splitlines())):
        name, colon, value = line.partition(':')
        name, value = name.strip(), value.strip().strip('"\'')
        if colon and name in (*ATTRIBUTES, *OWN):
            values[name] = value
        else:
            logger.warning('%s: "%s" is none of %s.', NAME, line, ', '.join((*ATTRIBUTES, *OWN)))
    caption, height = values.pop('caption', None), values.pop('height', None)
    if height:
        values['style'] = f'height: {height}{"px" if height.isdigit() else ""}; overflow: auto'
    attributes = ''.join(f' {name}="{html.escape(value)}"' for name, value in values.items())
    end = f'<p slot="caption">{html.escape(caption)}</p>' if caption else ''
    return f'<{NAME}{attributes}>{end}</{NAME}>'


def on_config(config):
    if importlib.util.find_spec('pymdownx') is None:
        raise PluginError(f'{NAME}: fenced blocks need pymdown-extensions: "pip install pymdown-extensions".')
    fences = config.mdx_configs.setdefault('pymdownx.superfences', {}).setdefault('custom_fences', [])
    fences.append({'name': NAME, 'class': NAME, 'format': tag})
    if 'pymdownx.superfences' not in config.markdown_extensions:
        config.markdown_extensions.append('pymdownx.superfences')
    folder = str(config.extra.get('cnn_playground', NAME)).rstrip('/')
    script = ExtraScriptValue(f'{folder}/element.js')
    script.type = 'module'
    if all(str(other) != str(script) for other in config.extra_javascript):
        config.extra_javascript.append(script)
    return config


def on_files(files, config):
    script = f'{str(config.extra.get("cnn_playground", NAME)).rstrip("/")}/element.js'
    if '://' not in script and files.get_file_from_path(script) is None:
        raise PluginError(
            f'{NAME}: there is no {script} in {config.docs_dir}. "npx cnn-playground {config.docs_dir}/{NAME}" '
            'puts it there.'
        )
    return files
