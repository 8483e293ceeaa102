#include "http/upload.h"

#include <algorithm>
#include <charconv>
#include <mutex>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include "app/accept_upload.h"
#include "app/item_overflow.h"
#include "base/hash.h"
#include "domain/json.h"
#include "http/image_id.h"
#include "http/item_view.h"
#include "http/multipart.h"
#include "http/problem.h"

namespace spotter {
namespace {

/// Whose duplicates and repetitions are looked for.
std::string owner_of(const Request& request) {
  const std::string& key = request.principal.access_key_id;
  return key.empty() ? "local" : key;
}

constexpr const char* kIdempotency = "idempotency";
constexpr std::chrono::hours kIdempotencyLasts{24};
constexpr std::uint64_t kSlack = 64 * 1024;  ///< what a body has beside a picture

/// Whether another upload fits in: uploads under way and events waiting are bounded.
class UploadGate {
 public:
  explicit UploadGate(const Api& api) : api_(api) {}

  /// An error: come back later.
  Result<void> enter() {
    if (waiting() >= api_.options.max_queue)
      return fail(Errc::unavailable,
                  fmt::format("{} pictures wait to be recognised, which is the limit; send again later",
                              api_.options.max_queue));
    if (under_way_.fetch_add(1) >= api_.options.max_uploads_at_once) {
      --under_way_;
      return fail(Errc::unavailable,
                  fmt::format("{} uploads are under way, which is the limit; send again in a few seconds",
                              api_.options.max_uploads_at_once));
    }
    return {};
  }
  void leave() { --under_way_; }

 private:
  std::int64_t waiting() {
    constexpr std::chrono::milliseconds kFresh{500};
    const std::scoped_lock lock(mutex_);
    if (asked_.elapsed_ms() > static_cast<double>(kFresh.count()) || waiting_ < 0) {
      if (const auto depth = api_.ports.queue.depth(api_.deadline())) waiting_ = depth->waiting;
      asked_ = Stopwatch();
    }
    return waiting_;
  }

  const Api& api_;
  std::atomic<int> under_way_ = 0;
  std::mutex mutex_;
  Stopwatch asked_;
  std::int64_t waiting_ = -1;
};

/// A consumer that leaves the gate when it is done with.
class GatedConsumer final : public BodyConsumer {
 public:
  GatedConsumer(std::shared_ptr<UploadGate> gate, std::unique_ptr<BodyConsumer> inner)
      : gate_(std::move(gate)), inner_(std::move(inner)) {}
  ~GatedConsumer() override { gate_->leave(); }
  GatedConsumer(const GatedConsumer&) = delete;
  GatedConsumer& operator=(const GatedConsumer&) = delete;

  std::optional<Response> consume(BytesView piece) override { return inner_->consume(piece); }
  Response finish() override { return inner_->finish(); }

 private:
  std::shared_ptr<UploadGate> gate_;
  std::unique_ptr<BodyConsumer> inner_;
};

/// Seconds of `?wait=`, cut to the limit.
Result<std::chrono::milliseconds> wait_of(const Api& api, const Request& request) {
  const std::string asked = request.asked("wait").value_or("0");
  double seconds = 0;
  const auto [end, error] = std::from_chars(asked.data(), asked.data() + asked.size(), seconds);
  if (error != std::errc() || end != asked.data() + asked.size() || !(seconds >= 0))  // so that NaN is none either
    return fail(Errc::invalid, fmt::format("wait must be a number of seconds, not '{}'", asked));
  const auto most = static_cast<double>(api.options.max_wait.count());
  return std::chrono::milliseconds(static_cast<std::int64_t>(std::min(seconds, most) * 1000));
}

/// What is wrong with a request's path and query, told before its body is read.
Result<void> check_asked(const Api& api, const Request& request) {
  SPOTTER_TRY(wait_of(api, request));
  if (const auto id = request.params.find("id"); id != request.params.end()) SPOTTER_TRY(from_url_id(id->second));
  return {};
}

/// Why a body of this length is refused before it is read.
std::optional<Error> refusal_by_length(const Api& api, const Request& request, std::uint64_t limit) {
  if (request.content_length && *request.content_length > limit) return too_large_upload(api.options.max_upload_bytes);
  return std::nullopt;
}

struct Chosen {
  std::unique_ptr<BodyConsumer> consumer;
  std::optional<Error> error;
};

/// Types are the same in any case.
bool has_type(std::string_view content_type, std::string_view wanted) {
  const LessIgnoringCase less;
  const std::string_view begin = content_type.substr(0, wanted.size());
  return !less(begin, wanted) && !less(wanted, begin);
}

/// The consumer that fits the request's content type.
Chosen choose_consumer(const Api& api, const Request& request) {
  const std::uint64_t one = api.options.max_upload_bytes;
  const std::string_view type = request.header("Content-Type");
  if (has_type(type, "multipart/form-data")) {
    auto boundary = boundary_of(type);
    if (!boundary) return {.error = boundary.error()};
    if (auto error = refusal_by_length(api, request, most_form_bytes(api.options))) return {.error = error};
    return {.consumer = consume_form(api, request, *boundary)};
  }
  if (has_type(type, "application/json")) {
    if (auto error = refusal_by_length(api, request, one / 3 * 4 + kSlack)) return {.error = error};
    return {.consumer = consume_json(api, request)};
  }
  if (type.empty() || has_type(type, "image/") || has_type(type, "application/octet-stream") ||
      has_type(type, "binary/octet-stream")) {
    if (auto error = refusal_by_length(api, request, one)) return {.error = error};
    return {.consumer = consume_raw(api, request)};
  }
  return {.error =
              Error{Errc::invalid, fmt::format("a body of type '{}' is not taken; send a form (multipart/form-data), "
                                               "the picture itself (image/*), or JSON with `image`",
                                               type)}};
}

/// One picture's part of the answer.
struct Answered {
  std::string file_name;
  std::optional<ImageItem> item;
  bool duplicate = false;
  std::optional<Error> error;
};

Answered accept_one(const Api& api, const Request& request, StagedPicture picture) {
  Answered answered{.file_name = picture.file_name};
  if (picture.error) {
    answered.error = std::move(picture.error);
  } else {
    Upload upload{
        .body = std::move(picture.body), .file_name = picture.file_name, .owner = owner_of(request), .key = {}};
    if (const auto id = request.params.find("id"); id != request.params.end()) {
      auto key = from_url_id(id->second);
      if (!key) return {.file_name = picture.file_name, .error = key.error()};
      upload.key = std::move(*key);
    }
    auto accepted = accept_upload(api.ports, api.decoder, api.options.decode, std::move(upload), api.deadline());
    if (accepted) {
      answered.item = std::move(accepted->item);
      answered.duplicate = accepted->duplicate;
    } else {
      answered.error = accepted.error();
    }
  }
  const bool broken = answered.error && status_of(answered.error->code) >= 500;
  api.metrics.count_upload(broken               ? "failed"
                           : answered.error     ? "refused"
                           : answered.duplicate ? "duplicate"
                                                : "accepted");
  return answered;
}

boost::json::value view_of(const Answered& answered) {
  if (answered.error) {
    boost::json::value value = problem_value(*answered.error);
    value.as_object()["fileName"] = answered.file_name;
    return value;
  }
  boost::json::value value = is_final(answered.item->status) ? item_view(*answered.item) : summary_view(*answered.item);
  value.as_object()["duplicate"] = answered.duplicate;
  return value;
}

/// A duplicate may have more findings than its item holds.
void load_whole(const Api& api, Answered& one) {
  if (!one.item || !is_final(one.item->status)) return;
  if (auto loaded = load_overflow(api.ports, *one.item, api.deadline()); !loaded) {
    one.item.reset();
    one.error = loaded.error();
  }
}

bool all_final(const std::vector<Answered>& all) {
  return std::ranges::all_of(all, [](const Answered& one) { return one.error || is_final(one.item->status); });
}

Response response_of(const std::vector<Answered>& all, bool as_list) {
  const bool complete = all_final(all);
  if (!as_list && all.front().error) return problem(*all.front().error);
  if (!as_list) {
    Response response = json_response(complete || all.front().duplicate ? 200 : 202, view_of(all.front()));
    response.headers["Location"] = location_of(*all.front().item);
    return response;
  }
  boost::json::array images;
  for (const Answered& one : all)
    images.push_back(view_of(one));
  const bool none = std::ranges::all_of(all, [](const Answered& one) { return one.error.has_value(); });
  const int status = none ? status_of(all.front().error->code) : complete ? 200 : 202;
  return json_response(status, boost::json::object{{"images", std::move(images)}});
}

/// Looks at the items again and again until all are at their end or the time is over.
Response answer_when_done(const Api& api, std::vector<Answered> all, bool as_list, std::chrono::milliseconds wait) {
  if (wait.count() == 0 || all_final(all)) return response_of(all, as_list);
  const Deadline deadline = Deadline::after(wait);
  Response response;
  response.later = [&api, all = std::move(all), as_list, deadline]() mutable -> std::optional<Response> {
    for (Answered& one : all) {
      if (one.error || is_final(one.item->status)) continue;
      auto now = api.ports.table.get(one.item->image_id, api.deadline());
      if (now && load_overflow(api.ports, *now, api.deadline())) one.item = std::move(*now);
    }
    if (!all_final(all) && !deadline.expired()) return std::nullopt;
    return response_of(all, as_list);
  };
  return response;
}

/// Remembers what an Idempotency-Key was answered with, so that a repetition gets the same images.
class Idempotency {
 public:
  Idempotency(const Api& api, const Request& request, const std::vector<StagedPicture>& pictures)
      : api_(api), key_(request.header("Idempotency-Key")) {
    if (key_.empty()) return;
    std::string all = request.path;
    for (const StagedPicture& picture : pictures)
      all += "\n" + (picture.body ? picture.body->sha256() : "-");
    body_hash_ = sha256_hex(as_bytes(all));
    key_ = owner_of(request) + "\n" + key_;
  }

  /// The answer of the first time; nothing where this is it. Errors: invalid (another body), unavailable.
  Result<std::optional<std::vector<Answered>>> before() {
    if (key_.empty()) return std::nullopt;
    const boost::json::object pending{{"body", body_hash_}};
    SPOTTER_ASSIGN(const auto stands,
                   api_.ports.state.put_if_absent(kIdempotency, key_, to_text(pending),
                                                  api_.ports.clock.now() + kIdempotencyLasts, api_.deadline()));
    if (!stands) return std::nullopt;
    SPOTTER_ASSIGN(const auto record, parse_json(*stands));
    if (record.at("body").as_string() != body_hash_)
      return fail(Errc::invalid, "this Idempotency-Key was used for another body; take a new key for a new request");
    const auto* images = record.as_object().if_contains("images");
    if (images == nullptr)
      return std::nullopt;  // the first time came to no end: it is done again, and finds its duplicates
    std::vector<Answered> answers;
    for (const auto& image : images->as_array()) {
      SPOTTER_ASSIGN(ImageItem item, api_.ports.table.get(std::string(image.as_string()), api_.deadline()));
      answers.push_back({.file_name = item.file_name, .item = std::move(item), .duplicate = true});
    }
    return answers;
  }
  void after(const std::vector<Answered>& answers) {
    if (key_.empty()) return;
    boost::json::array images;
    for (const Answered& one : answers) {
      if (one.error) {
        static_cast<void>(api_.ports.state.remove(kIdempotency, key_, api_.deadline()));
        return;
      }
      images.push_back(boost::json::value(one.item->image_id));
    }
    const boost::json::object record{{"body", body_hash_}, {"images", std::move(images)}};
    static_cast<void>(api_.ports.state.put(kIdempotency, key_, to_text(record),
                                           api_.ports.clock.now() + kIdempotencyLasts, api_.deadline()));
  }

 private:
  const Api& api_;
  std::string key_;
  std::string body_hash_;
};

}  // namespace

Error too_large_upload(std::uint64_t limit) {
  return {Errc::too_large, fmt::format("a picture may have at most {:.1f} MiB; send it smaller or compressed more",
                                       static_cast<double>(limit) / (1024 * 1024))};
}

std::uint64_t most_form_bytes(const ApiOptions& options) {
  return static_cast<std::uint64_t>(options.max_files) * (options.max_upload_bytes + kSlack);
}

Response answer_upload(const Api& api, const Request& request, std::vector<StagedPicture> pictures, bool as_list) {
  if (pictures.empty()) return problem(422, "No picture", "the request holds no picture; send at least one file");
  if (pictures.size() > 1 && request.params.contains("id"))
    return problem(422, "Several pictures", "one key holds one picture; send one file, or all of them to /upload");
  const auto wait = wait_of(api, request);
  if (!wait) return problem(wait.error());
  Idempotency idempotency(api, request, pictures);
  auto before = idempotency.before();
  if (!before) return problem(before.error());
  std::vector<Answered> all;
  if (*before) {
    all = std::move(**before);
  } else {
    for (StagedPicture& picture : pictures)
      all.push_back(accept_one(api, request, std::move(picture)));
    idempotency.after(all);
  }
  for (Answered& one : all)
    load_whole(api, one);
  return answer_when_done(api, std::move(all), as_list, *wait);
}

void add_upload_routes(Router& router, const Api& api) {
  const auto gate = std::make_shared<UploadGate>(api);
  const auto begin = [&api, gate](const Request& request) -> std::pair<std::unique_ptr<BodyConsumer>, Response> {
    if (auto right = check_asked(api, request); !right) return {nullptr, problem(right.error())};
    if (auto entered = gate->enter(); !entered) return {nullptr, problem(entered.error())};
    Chosen chosen = choose_consumer(api, request);
    if (chosen.error) {
      gate->leave();
      return {nullptr, problem(*chosen.error)};
    }
    return {std::make_unique<GatedConsumer>(gate, std::move(chosen.consumer)), Response{}};
  };
  for (const char* path : {"/upload", "/api/v1/upload"})
    router.add({.method = "POST", .pattern = path, .action = "spotter:Upload", .begin_upload = begin});
  router.add(
      {.method = "PUT", .pattern = "/api/v1/images/{id}/content", .action = "spotter:Upload", .begin_upload = begin});
}

}  // namespace spotter
