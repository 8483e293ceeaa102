#pragma once
// What the routes work with, and the table of all of them.

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include <boost/json/value.hpp>

#include "app/face_search.h"
#include "app/people.h"
#include "app/ports.h"
#include "app/recognise_now.h"
#include "base/metrics.h"
#include "domain/similarity.h"
#include "http/access.h"
#include "http/router.h"

namespace spotter {

struct ApiOptions {
  std::uint64_t max_upload_bytes = 15 * 1024 * 1024;  ///< one picture
  int max_files = 64;                                 ///< pictures in one form
  std::int64_t max_queue = 100'000;                   ///< waiting events from which uploads are refused
  int max_uploads_at_once = 32;
  std::chrono::seconds max_wait{60};  ///< of `?wait=`
  std::chrono::milliseconds patience{30'000};
  DecodeLimits decode;
  std::vector<int> thumbnail_widths = {160, 400, 800, 1600};
  bool keep_faces = true;
  std::string region = "us-east-1";         ///< in ARNs
  std::string account_id = "000000000000";  ///< in ARNs
  bool strict_aws = false;                  ///< Rekognition's calls take JPEG and PNG alone
};

/// Whether the models are loaded and tested, and if not, what is amiss.
struct Readiness {
  bool ready = false;
  std::string reason;
};

/// The engine as the routes see it. Everything may change while the server runs: models load in the background.
class EngineView {
 public:
  virtual ~EngineView() = default;
  virtual Readiness readiness() const = 0;
  /// Null until ready.
  virtual const FaceReader* face_reader() const = 0;
  /// How faces are compared. Null until ready.
  virtual const FaceMatching* face_matching() const = 0;
  /// Recognition for callers who wait. Null until ready.
  virtual const RecogniseNow* recognise_now() const = 0;
  /// name, slot, pack, licence, hash of each model; empty until ready.
  virtual boost::json::value models() const = 0;
};

struct Api {
  Ports ports;
  const ImageDecoder& decoder;
  const EngineView& engine;
  Metrics& metrics;
  const Access& access;
  FaceSearch& face_search;
  ApiOptions options;

  Deadline deadline() const { return Deadline::after(options.patience); }
};

/// All routes. `api` outlives the router.
Router make_router(const Api& api);

/// Adds a row whose body is small. Without an action it is open to everybody.
void add_row(Router& router, const Api& api, std::string method, std::string pattern, std::string action,
             Response (*handle)(const Api&, const Request&));

// One function a file of routes; they append their rows.
void add_upload_routes(Router& router, const Api& api);
void add_image_routes(Router& router, const Api& api);
void add_face_routes(Router& router, const Api& api);
void add_library_routes(Router& router, const Api& api);
void add_review_routes(Router& router, const Api& api);
void add_people_routes(Router& router, const Api& api);
void add_inbox_routes(Router& router, const Api& api);
void add_event_routes(Router& router, const Api& api);
void add_session_routes(Router& router, const Api& api);
void add_key_routes(Router& router, const Api& api);
void add_service_routes(Router& router, const Api& api);
void add_page_routes(Router& router, const Api& api);
void add_aws_routes(Router& router, const Api& api);

}  // namespace spotter
