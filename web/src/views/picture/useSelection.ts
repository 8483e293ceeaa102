import { useCallback, useMemo, useState } from 'react';

/** A finding, or one place of it; `from` is the side where somebody pointed at it, the other side follows. */
export interface Pointed {
  finding: string;
  place?: number;
  from: 'picture' | 'list';
}

export interface Selection {
  /** What is highlighted: what is pointed at or has the focus, else what was picked. */
  active?: Pointed;
  /** What was picked by click, tap or Enter; its details are open. */
  picked?: Pointed;
  point: (at?: Pointed) => void;
  /** Picking the same again lets go of it. */
  pick: (at?: Pointed) => void;
}

export function useSelection(): Selection {
  const [pointed, point] = useState<Pointed>();
  const [picked, setPicked] = useState<Pointed>();
  const pick = useCallback((at?: Pointed) => {
    setPicked((now) => (at?.finding === now?.finding && at?.place === now?.place ? undefined : at));
  }, []);
  return useMemo(() => ({ active: pointed ?? picked, picked, point, pick }), [pointed, picked, pick]);
}
