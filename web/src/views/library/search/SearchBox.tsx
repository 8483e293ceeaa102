import { Search } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { ComboBox, Input, ListBox, ListBoxItem, Popover } from 'react-aria-components';

import { useShortcuts } from '../../../shell/shortcuts';
import { formatNumber, texts } from '../../../texts';
import { Button } from '../../../ui/Button';
import { useFacets } from '../asked';
import type { Filters } from '../filters';
import { formatFilter } from '../words';
import { parse, type Mistake } from './parse';
import { suggest, withoutLast } from './suggest';
import './search-box.css';

interface SearchBoxProps {
  filters: Filters;
  onChange: (next: Filters) => void;
}

const { search } = texts.library;
const [some, many] = [50, 500];

/** Takes words and prefixed values; offers what the pictures have. */
export function SearchBox({ filters, onChange }: SearchBoxProps) {
  const [text, setText] = useState('');
  const [mistakes, setMistakes] = useState<Mistake[]>([]);
  const [used, setUsed] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useShortcuts({ '/': () => input.current?.focus() });
  // The frequent values are here for the panel already; the rest comes with the first focus.
  const { data: frequent } = useFacets(filters, some);
  const { data: more } = useFacets(filters, many, used);
  const data = more ?? frequent;
  const items = (data === undefined ? [] : suggest(text, data)).map((suggestion) => ({
    ...suggestion,
    id: `${suggestion.name}:${suggestion.value}`,
  }));

  const type = (next: string) => {
    setText(next);
    setMistakes([]);
  };
  const submit = () => {
    const { filters: next, mistakes: wrong } = parse(text, filters);
    setMistakes(wrong);
    if (wrong.length > 0) return;
    setText('');
    onChange(next);
  };
  const take = (key: unknown) => {
    const taken = items.find(({ id }) => id === key);
    if (taken === undefined) return;
    const before = parse(withoutLast(text), filters);
    setMistakes(before.mistakes);
    setText('');
    onChange({ ...before.filters, [taken.name]: taken.value });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    // With a suggestion in focus, Enter takes that one.
    if (input.current?.hasAttribute('aria-activedescendant')) return;
    event.preventDefault();
    event.stopPropagation();
    submit();
  };

  return (
    <search className="search" onKeyDownCapture={onKey}>
      <ComboBox
        className="search-box"
        aria-label={search.label}
        aria-describedby="search-help"
        items={items}
        inputValue={text}
        onInputChange={type}
        selectedKey={null}
        onSelectionChange={take}
        onFocus={() => setUsed(true)}
        defaultFilter={() => true}
        allowsCustomValue
        menuTrigger="input"
      >
        <Search aria-hidden />
        <Input ref={input} placeholder={search.hint} enterKeyHint="search" maxLength={500} />
        <Popover className="search-suggestions" aria-label={search.suggestions}>
          <ListBox aria-label={search.suggestions}>
            {(item: (typeof items)[number]) => (
              <ListBoxItem className="search-suggestion" textValue={item.value}>
                <span className="search-kind">{texts.library.filters.names[item.name]}</span>
                <span className="search-value">{formatFilter(item.name, item.value)}</span>
                <span className="search-count">{formatNumber(item.count)}</span>
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      <Button onPress={submit} aria-label={search.submit}>
        <Search aria-hidden />
      </Button>
      <p id="search-help" className="visually-hidden">
        {search.help}
      </p>
      {mistakes.length > 0 && (
        <p className="search-mistakes" role="alert">
          {mistakes.map(({ prefix, value }) => search.mistakes[prefix]?.(value)).join(' ')}
        </p>
      )}
    </search>
  );
}
