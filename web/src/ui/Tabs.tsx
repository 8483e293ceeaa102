import { NavLink } from 'react-router';

import './tabs.css';

interface TabsProps {
  label: string;
  /** The first one leads to the view itself. */
  tabs: { path: string; name: string }[];
}

/** Links between the parts of a view. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav className="view-tabs" aria-label={label}>
      {tabs.map(({ path, name }, place) => (
        <NavLink key={path} to={path} end={place === 0}>
          {name}
        </NavLink>
      ))}
    </nav>
  );
}
