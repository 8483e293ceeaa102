import { Dialog } from '../ui/Dialog';
import { texts } from '../texts';
import './shortcut-list.css';

const groups = [
  { title: texts.shell.navigation, keys: texts.shell.shortcutKeys },
  ...[texts.library, texts.picture, texts.people, texts.review].flatMap((view) =>
    'shortcuts' in view ? [{ title: view.title, keys: view.shortcuts as Record<string, string> }] : [],
  ),
];

/** All keys, by view. A view's own are in its texts under `shortcuts`. */
export function ShortcutList({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog title={texts.shell.shortcuts} open={open} onClose={onClose}>
      {groups.map(({ title, keys }) => (
        <section key={title} className="shortcuts">
          <h3>{title}</h3>
          <dl>
            {Object.entries(keys).map(([key, does]) => (
              <div key={key}>
                <dt>
                  {key.split(' ').map((one) => (
                    <kbd key={one}>{one}</kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
