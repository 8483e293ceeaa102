#pragma once
// Derived records of one result: thumbnail, search terms, face vectors; each stamped with what it came from.
// They are written before the item and removed after it, so that the item never points at what isn't there.

#include "app/ports.h"
#include "domain/picture.h"

namespace spotter {

struct DerivedOptions {
  int thumbnail_width_px = 400;
  bool keep_faces = true;  ///< keep the vectors of faces in uploaded pictures
};

/// Writes the derived records of `item` (which has its new order). `embeddings` names the models of the vectors.
Result<void> keep_derived(const Ports& ports, const ImageItem& item, const Picture& picture,
                          const std::vector<FaceVector>& vectors, const std::string& embeddings,
                          const DerivedOptions& options, Deadline deadline);

/// Whether the derived records of this very item are there.
Result<bool> has_derived(const Ports& ports, const ImageItem& item, const DerivedOptions& options, Deadline deadline);

/// Removes derived objects of the image that are not of this order; of all orders where none is given.
/// Returns how many.
Result<int> remove_derived_objects(const Ports& ports, const std::string& image_id, const Order* keep,
                                   Deadline deadline);

/// Removes what results other than the one that stands in `item` left behind: derived objects of other orders, and
/// terms and face vectors where the item has none.
Result<void> remove_outdated(const Ports& ports, const ImageItem& item, Deadline deadline);

}  // namespace spotter
