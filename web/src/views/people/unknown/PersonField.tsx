import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';

import { photographOf } from '../../../api/client';
import { texts } from '../../../texts';
import { Picture } from '../../../ui/Picture';
import { focusOnce } from '../../../ui/focus';
import { peopleCalled } from '../gallery/called';
import type { Person } from '../queries';
import './person-field.css';

const words = texts.people.unknown;
const mostListed = 30;

/** A name, and the person's id where somebody of the gallery was chosen. */
export interface Who {
  name: string;
  id?: string;
}

interface PersonFieldProps {
  people: Person[];
  who: Who;
  onWho: (who: Who) => void;
}

/** Somebody of the gallery, or a new name. */
export function PersonField({ people, who, onWho }: PersonFieldProps) {
  const listed = peopleCalled(people, who.name.trim()).slice(0, mostListed);
  return (
    <ComboBox
      className="field"
      allowsCustomValue
      menuTrigger="input"
      items={listed}
      inputValue={who.name}
      onInputChange={(name) =>
        onWho(people.some(({ id, name: is }) => id === who.id && is === name) ? who : { name })
      }
      value={who.id ?? null}
      onChange={(key) => {
        const person = people.find(({ id }) => id === key);
        if (person) onWho({ name: person.name, id: person.id });
      }}
    >
      <Label className="visually-hidden">{words.name}</Label>
      <Input ref={focusOnce} className="input" maxLength={200} autoComplete="off" />
      <Text slot="description" className="soft">
        {words.nameHelp}
      </Text>
      <Popover className="person-field-list">
        <ListBox<Person> aria-label={words.people}>
          {({ id, name, photographs }) => (
            <ListBoxItem id={id} textValue={name}>
              {photographs[0] && <Picture src={photographOf(id, photographs[0].id)} alt="" />}
              <span>{name}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
