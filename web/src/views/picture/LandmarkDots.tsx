import type { Schemas } from '../../api/client';

/** The points of all faces. */
export function LandmarkDots({ faces }: { faces: Schemas['FaceDetail'][] }) {
  return (
    <div aria-hidden>
      {faces.flatMap((face, number) =>
        face.Landmarks.map(({ Type, X, Y }) => (
          <span
            key={`${number}/${Type}`}
            className="landmark"
            title={Type}
            style={{ left: `${X * 100}%`, top: `${Y * 100}%` }}
          />
        )),
      )}
    </div>
  );
}
