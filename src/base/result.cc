#include "base/result.h"

namespace spotter {

std::string_view name_of(Errc code) {
  switch (code) {
    case Errc::not_found:
      return "not_found";
    case Errc::invalid:
      return "invalid";
    case Errc::conflict:
      return "conflict";
    case Errc::denied:
      return "denied";
    case Errc::unavailable:
      return "unavailable";
    case Errc::too_large:
      return "too_large";
    case Errc::corrupt:
      return "corrupt";
    case Errc::timeout:
      return "timeout";
    case Errc::internal:
      return "internal";
  }
  return "internal";
}

Error within(std::string_view where, Error error) {
  error.detail = std::string(where) + ": " + error.detail;
  return error;
}

}  // namespace spotter
