import { ImagePlus, SearchX } from 'lucide-react';
import { Link } from 'react-router';

import { texts } from '../../texts';
import { Button } from '../../ui/Button';

/** In place of the grid: there are no pictures, or none that fit. */
export function Empty({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { empty, filters } = texts.library;
  return (
    <div className="library-empty">
      {filtered ? <SearchX aria-hidden /> : <ImagePlus aria-hidden />}
      <h2>{filtered ? empty.nothing : empty.none}</h2>
      <p>{filtered ? empty.widen : empty.invite}</p>
      {filtered ? (
        <Button kind="primary" onPress={onClear}>
          {filters.clear}
        </Button>
      ) : (
        <Link className="button button-primary" to="/upload">
          {empty.upload}
        </Link>
      )}
    </div>
  );
}
