"""A widget for notebooks: a network, or a part of it, live.

    CnnPlayground('tinyvgg', view='layer', layer='conv_1_2', image='church')

``src`` is the address of element.js. The kernel knows what the reader looks at: ``widget.layer``,
``widget.channel``, ``widget.predictions``.
"""

import html
import json

import anywidget
import traitlets

# Of the element: the same names, but for_class.
ATTRIBUTES = (
    'model', 'image', 'labels', 'view', 'layer', 'channel', 'cell', 'for_class', 'controls', 'theme', 'lang',
    'loading', 'reveal', 'threads', 'integrity', 'base',
)

MODULE = """
const names = %s;
const attributeOf = (name) => name.replace('_', '-');

function write(element, name, value) {
  if (value === null || value === undefined || value === '') element.removeAttribute(attributeOf(name));
  else if (element.getAttribute(attributeOf(name)) !== String(value))
    element.setAttribute(attributeOf(name), String(value));
}

async function render({ model, el, signal }) {
  await import(new URL(model.get('src'), document.baseURI).href);
  const element = document.createElement('cnn-playground');
  const ends = names.map((name) => {
    const changed = () => write(element, name, model.get(name));
    changed();
    model.on(`change:${name}`, changed);
    return () => model.off(`change:${name}`, changed);
  });
  const told = ({ detail }) => {
    for (const name of ['model', 'image', 'layer', 'channel', 'cell'])
      model.set(name, detail[name] === null ? null : String(detail[name]));
    model.save_changes();
  };
  const answered = ({ detail }) => {
    model.set('predictions', detail.predictions);
    model.save_changes();
  };
  element.addEventListener('change', told);
  element.addEventListener('result', answered);
  el.append(element);
  return () => {
    for (const end of ends) end();
    element.remove();
  };
}

export default { render };
""" % json.dumps(ATTRIBUTES)

Text = lambda: traitlets.CUnicode(None, allow_none=True).tag(sync=True)  # noqa: E731


class CnnPlayground(anywidget.AnyWidget):
    _esm = MODULE
    src = traitlets.Unicode().tag(sync=True)
    predictions = traitlets.List().tag(sync=True)
    locals().update({name: Text() for name in ATTRIBUTES})

    def __init__(self, model='tinyvgg', *, src, **attributes):
        unknown = sorted(set(attributes) - set(ATTRIBUTES))
        if unknown:
            raise TypeError(f'There is no {", ".join(unknown)}. There are: {", ".join(ATTRIBUTES)}.')
        texts = {name: str(value) for name, value in attributes.items() if value is not None}
        super().__init__(src=src, model=model, **texts)

    def _repr_mimebundle_(self, **kwargs):
        """Also as HTML, for pages that nbconvert makes: they have no kernel, and need none."""
        given = {name.replace('_', '-'): getattr(self, name) for name in ATTRIBUTES}
        attributes = ''.join(f' {name}="{html.escape(text)}"' for name, text in given.items() if text is not None)
        page = (
            f'<script type="module" src="{html.escape(self.src)}"></script>'
            f'<cnn-playground{attributes}></cnn-playground>'
        )
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**(data or {}), 'text/html': page}, metadata
