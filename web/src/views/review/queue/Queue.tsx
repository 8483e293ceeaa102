import { useSearchParams } from 'react-router';

import { texts } from '../../../texts';
import type { ReviewState } from '../queries';
import { Decided } from './Decided';
import { Open } from './Open';
import './queue.css';

const words = texts.review.states;
const states: readonly ReviewState[] = ['open', 'approved', 'rejected'];

/** What is held for review, and what was decided; which is in the address. */
export function Queue() {
  const [search, setSearch] = useSearchParams();
  const state = states.find((one) => one === search.get('state')) ?? 'open';
  return (
    <>
      <fieldset className="queue-states">
        <legend className="visually-hidden">{words.label}</legend>
        {states.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="state"
              checked={one === state}
              onChange={() => setSearch(one === 'open' ? {} : { state: one }, { replace: true })}
            />
            {words[one]}
          </label>
        ))}
      </fieldset>
      {state === 'open' ? <Open /> : <Decided key={state} state={state} />}
    </>
  );
}
