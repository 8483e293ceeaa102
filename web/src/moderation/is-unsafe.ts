import type { Schemas } from '../api/client';

interface Reviewed {
  moderationLabels: unknown[];
  review?: Schemas['CurrentReview'];
}

/** Whether a picture is covered until somebody asks for it. */
export const isUnsafe = ({ review, moderationLabels }: Reviewed): boolean =>
  review === undefined ? moderationLabels.length > 0 : review.state !== 'approved';
