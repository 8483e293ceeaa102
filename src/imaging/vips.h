#pragma once
// libvips at arm's length: start-up, owned images, its errors as ours. Only imaging/ includes this.

#include <memory>
#include <string_view>

#include <vips/vips.h>

#include "base/result.h"

namespace spotter {

struct VipsUnref {
  void operator()(VipsImage* image) const { g_object_unref(image); }
};
using VipsImagePtr = std::unique_ptr<VipsImage, VipsUnref>;

/// Starts libvips once: no cache, one thread a picture, loaders that it calls untrusted off.
void start_vips();

/// libvips' messages since they were last cleared, cut short, as an error; clears them. They are the process's:
/// where several threads fail at once, one may tell what happened to another.
Error vips_failure(Errc code, std::string_view what);

/// Runs a libvips call that gives an image through its last argument: `call(&out)` returns 0 on success.
template <class Call>
VipsImagePtr vips_step(Call&& call) {
  VipsImage* out = nullptr;
  return call(&out) == 0 ? VipsImagePtr(out) : nullptr;
}

}  // namespace spotter
