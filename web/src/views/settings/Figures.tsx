import { formatNumber } from '../../texts';

interface FiguresProps<Name extends string> {
  title: string;
  names: Record<Name, string>;
  values: Record<Name, number>;
}

/** Numbers with their names. */
export function Figures<Name extends string>({ title, names, values }: FiguresProps<Name>) {
  return (
    <>
      <h3>{title}</h3>
      <dl className="settings-figures">
        {(Object.keys(names) as Name[]).map((name) => (
          <div key={name}>
            <dt>{names[name]}</dt>
            <dd>{formatNumber(values[name])}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
