#pragma once
// A picture with what was found drawn on it: boxes, polygons and their names.

#include "base/result.h"
#include "domain/findings.h"
#include "domain/picture.h"

namespace spotter {

struct DrawOptions {
  float least_confidence = 55;  ///< objects, texts and faces less sure are not drawn
  bool objects = true;
  bool faces = true;
  bool text = true;
};

/// A copy of the picture with objects (solid boxes), faces (dashed boxes and landmarks, with the celebrity's
/// name or gender and age) and lines of text (thin polygons). Kinds differ by line and not by colour alone.
Picture draw_findings(const Picture& picture, const Findings& findings, const DrawOptions& options);

}  // namespace spotter
