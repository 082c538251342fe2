import { mergeAttributes, Node } from '@tiptap/core';

/** What has to be done, line by line, each with a box to tick. */
export const TaskList = Node.create({
  name: 'taskList',
  group: 'block list',
  content: 'taskItem+',
  parseHTML: () => [{ tag: 'ul[data-task-list]', priority: 60 }],
  renderHTML: () => ['ul', { 'data-task-list': '' }, 0],
});

export const TaskItem = Node.create({
  name: 'taskItem',
  content: 'paragraph block*',
  defining: true,
  addAttributes: () => ({
    checked: {
      // Nothing is said of a line that is not done.
      default: null,
      keepOnSplit: false,
      parseHTML: (element: HTMLElement) => (element.dataset.checked === 'true' ? true : null),
      renderHTML: ({ checked }: Record<string, unknown>) => ({ 'data-checked': String(checked === true) }),
    },
  }),
  parseHTML: () => [{ tag: 'li[data-checked]', priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ['li', mergeAttributes(HTMLAttributes), 0],
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      Tab: () => this.editor.commands.sinkListItem(this.name),
      'Shift-Tab': () => this.editor.commands.liftListItem(this.name),
      'Mod-Enter': () =>
        this.editor.isActive(this.name) &&
        this.editor.commands.updateAttributes(this.name, {
          checked: this.editor.getAttributes(this.name).checked === true ? null : true,
        }),
    };
  },
  addNodeView() {
    return ({ node, editor, getPos }) => {
      const dom = document.createElement('li');
      const box = document.createElement('input');
      const contentDOM = document.createElement('div');
      box.type = 'checkbox';
      box.contentEditable = 'false';
      // One Tab leads out of the text, not from box to box: the key of a box is Ctrl+Enter in its line.
      box.tabIndex = -1;
      dom.append(box, contentDOM);
      const show = ({ attrs, textContent }: typeof node) => {
        box.checked = attrs.checked === true;
        box.disabled = !editor.isEditable;
        box.setAttribute('aria-label', textContent || '…');
        dom.dataset.checked = String(box.checked);
      };
      show(node);
      box.addEventListener('mousedown', (event) => event.preventDefault());
      box.addEventListener('change', () => {
        const at = getPos();
        if (at === undefined) return;
        editor.commands.command(({ tr }) => {
          tr.setNodeAttribute(at, 'checked', box.checked ? true : null);
          return true;
        });
      });
      const update = (next: typeof node) => {
        if (next.type !== node.type) return false;
        show(next);
        return true;
      };
      return { dom, contentDOM, update };
    };
  },
});
