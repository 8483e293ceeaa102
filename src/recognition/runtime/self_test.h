#pragma once
// The golden self-test: a fixed input must give the values that the reference runtime gave.

#include "recognition/runtime/model.h"

namespace spotter {

struct SelfTestReport {
  double worst = 0;      ///< largest difference, as a share of 1 + |expected|
  double tolerance = 0;  ///< what was allowed
};

/// Errors: internal, saying which output is off and by how much, or that a value isn't finite. A model
/// whose manifest has no golden values is only held to finite outputs.
Result<SelfTestReport> self_test(const Model& model, Precision precision);

}  // namespace spotter
