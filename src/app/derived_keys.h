#pragma once
// Where derived objects lie in the derived bucket. Ids are escaped, so that none is the prefix of another's place.

#include <string>

#include <fmt/format.h>

#include "base/encoding.h"
#include "domain/order.h"

namespace spotter {

inline std::string thumbnails_of(const std::string& image_id) {
  return "thumbnails/" + percent_encode(image_id) + "/";
}
inline std::string thumbnail_key(const std::string& image_id, const Order& order, int width_px) {
  return fmt::format("{}{}-{}.webp", thumbnails_of(image_id), stamp_of(order), width_px);
}
inline std::string overflows_of(const std::string& image_id) {
  return "overflow/" + percent_encode(image_id) + "/";
}
inline std::string overflow_key(const std::string& image_id, const Order& order) {
  return overflows_of(image_id) + stamp_of(order) + ".json";
}
inline std::string photograph_key(const std::string& person_id, const std::string& photograph_id) {
  return "people/" + person_id + "/" + photograph_id;
}

}  // namespace spotter
