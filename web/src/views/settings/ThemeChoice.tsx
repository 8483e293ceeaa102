import { useState } from 'react';

import { setTheme, storedTheme, themes } from '../../shell/theme';
import { texts } from '../../texts';

export function ThemeChoice() {
  const [theme, choose] = useState(storedTheme);
  return (
    <section className="settings-section">
      <h2>{texts.settings.appearance}</h2>
      <fieldset className="settings-theme">
        <legend>{texts.shell.theme.label}</legend>
        {themes.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="theme"
              value={one}
              checked={theme === one}
              onChange={() => {
                setTheme(one);
                choose(one);
              }}
            />
            {texts.shell.theme[one]}
          </label>
        ))}
      </fieldset>
    </section>
  );
}
