// How a picture lies in its frame: pure arithmetic, in CSS pixels.
import type { Box } from './findings';

export interface Size {
  width: number;
  height: number;
}

/** `scale` 1 fits the picture into the frame; `x` and `y` are its top left corner there. */
export interface View {
  scale: number;
  x: number;
  y: number;
}

export interface Frame {
  frame: Size;
  /** The picture's size at scale 1. */
  base: Size;
  /** How far one can go in. */
  most: number;
}

/** The largest size of a picture's shape inside a frame. */
export function fitted(picture: Size, frame: Size): Size {
  if (picture.width <= 0 || picture.height <= 0) return { width: 0, height: 0 };
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height);
  return { width: picture.width * scale, height: picture.height * scale };
}

/** A frame of a picture: one can go in until four screen pixels show one of the picture, and at least to eight times. */
export const frameOf = (picture: Size, frame: Size): Frame => {
  const base = fitted(picture, frame);
  return { frame, base, most: base.width > 0 ? Math.max(8, (4 * picture.width) / base.width) : 8 };
};

/** Centred where there is room, else without a gap at an edge. */
function placed(at: number, length: number, room: number): number {
  return length <= room ? (room - length) / 2 : Math.min(0, Math.max(room - length, at));
}

export function clamped(view: View, { frame, base, most }: Frame): View {
  const scale = Math.min(most, Math.max(1, view.scale));
  return {
    scale,
    x: placed(view.x, base.width * scale, frame.width),
    y: placed(view.y, base.height * scale, frame.height),
  };
}

/** Enlarges by a factor so that the point `at` of the frame stays where it is. */
export function zoomedAt(view: View, factor: number, at: { x: number; y: number }, frame: Frame): View {
  const scale = Math.min(frame.most, Math.max(1, view.scale * factor));
  const real = scale / view.scale;
  return clamped({ scale, x: at.x - (at.x - view.x) * real, y: at.y - (at.y - view.y) * real }, frame);
}

export const moved = (view: View, dx: number, dy: number, frame: Frame): View =>
  clamped({ ...view, x: view.x + dx, y: view.y + dy }, frame);

/** Moves a box to the middle where its middle is out of sight. */
export function revealing(view: View, box: Box, frame: Frame): View {
  const x = view.x + (box.Left + box.Width / 2) * frame.base.width * view.scale;
  const y = view.y + (box.Top + box.Height / 2) * frame.base.height * view.scale;
  const seen = x >= 0 && y >= 0 && x <= frame.frame.width && y <= frame.frame.height;
  return seen ? view : moved(view, frame.frame.width / 2 - x, frame.frame.height / 2 - y, frame);
}
