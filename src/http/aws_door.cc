#include "http/aws_door.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "aws/rekognition/codec.h"
#include "aws/rekognition/rules.h"
#include "base/encoding.h"
#include "base/hash.h"
#include "http/access.h"
#include "http/api.h"
#include "http/aws_error.h"
#include "http/rekognition/operations.h"
#include "http/seats.h"

namespace spotter {
namespace rekognition {
namespace {

/// What a policy names: the collection of the request, the resource whose tags are meant, else anything.
template <class Request>
std::string resource_of(const Call& call, const Request& request) {
  if constexpr (requires { request.collection_id; }) {
    return collection_arn(call, request.collection_id);
  } else if constexpr (requires { request.resource_arn; }) {
    return request.resource_arn;
  } else {
    return "*";
  }
}

template <class Request, class Response>
Outcome<std::string> run(const Call& call, std::string_view name, aws::JsonBody body,
                         Outcome<Response> (*operation)(const Call&, Request)) {
  SPOTTER_ASSIGN(Request request, read_request<Request>(std::move(body)));
  SPOTTER_TRY(allow(call, fmt::format("rekognition:{}", name), resource_of(call, request)));
  SPOTTER_ASSIGN(const Response response, operation(call, std::move(request)));
  return encode_response(response);
}

template <class Operate>
struct RequestOf;
template <class Request, class Response>
struct RequestOf<Outcome<Response> (*)(const Call&, Request)> {
  using Type = Request;
};

template <class Request>
concept WithImage = requires(Request request) { request.image; };
template <class Request>
concept WithTwoImages = requires(Request request) { request.source_image; };

template <auto operation>
Operation row(std::string_view name) {
  using Request = RequestOf<decltype(operation)>::Type;
  return {.name = name,
          .looks_at_pictures = WithImage<Request> || WithTwoImages<Request>,
          .run = [](const Call& call, std::string_view named, aws::JsonBody body) {
            return run(call, named, std::move(body), operation);
          }};
}

}  // namespace

const std::vector<Operation>& operations() {
  static const std::vector<Operation> all = {
      row<associate_faces>("AssociateFaces"),
      row<compare_faces>("CompareFaces"),
      row<create_collection>("CreateCollection"),
      row<create_user>("CreateUser"),
      row<delete_collection>("DeleteCollection"),
      row<delete_faces>("DeleteFaces"),
      row<delete_user>("DeleteUser"),
      row<describe_collection>("DescribeCollection"),
      row<detect_faces>("DetectFaces"),
      row<detect_labels>("DetectLabels"),
      row<detect_moderation_labels>("DetectModerationLabels"),
      row<detect_text>("DetectText"),
      row<disassociate_faces>("DisassociateFaces"),
      row<get_celebrity_info>("GetCelebrityInfo"),
      row<index_faces>("IndexFaces"),
      row<list_collections>("ListCollections"),
      row<list_faces>("ListFaces"),
      row<list_tags_for_resource>("ListTagsForResource"),
      row<list_users>("ListUsers"),
      row<recognize_celebrities>("RecognizeCelebrities"),
      row<search_faces>("SearchFaces"),
      row<search_faces_by_image>("SearchFacesByImage"),
      row<search_users>("SearchUsers"),
      row<search_users_by_image>("SearchUsersByImage"),
      row<tag_resource>("TagResource"),
      row<untag_resource>("UntagResource"),
  };
  return all;
}

}  // namespace rekognition

namespace {

constexpr std::uint64_t kMaxBody = 32ULL * 1024 * 1024;
constexpr int kMostBodies = 64;  ///< read at once
constexpr std::string_view kService = "RekognitionService.";

aws::Error too_large() {
  return {.code = "RequestEntityTooLargeException",
          .message = fmt::format("the body may have at most {} bytes here", kMaxBody),
          .status = 413,
          .of_framework = true};
}

aws::Error throttled() {
  return rekognition::error_of(Error{Errc::unavailable, ""});
}

/// The operation that X-Amz-Target names. Errors: UnknownOperationException.
aws::Outcome<const rekognition::Operation*> operation_of(const Request& request) {
  std::string_view target = request.header("X-Amz-Target");
  const auto unknown = [&](std::string message) {
    return std::unexpected(
        aws::Error{.code = "UnknownOperationException", .message = std::move(message), .of_framework = true});
  };
  if (!target.starts_with(kService))
    return unknown(target.empty()
                       ? "POST / needs an X-Amz-Target such as RekognitionService.DetectLabels; pictures are "
                         "uploaded by POST /upload"
                       : fmt::format("{} is of no service that is offered here", target));
  target.remove_prefix(kService.size());
  const auto& all = rekognition::operations();
  const auto found = std::ranges::find(all, target, &rekognition::Operation::name);
  if (found == all.end()) return unknown(fmt::format("Rekognition's {} is not offered here", target));
  return &*found;
}

/// Hashes and reads a body as it arrives, then checks the signature and runs the operation.
class Conversation final : public BodyConsumer {
 public:
  Conversation(const Api& api, const rekognition::Operation& operation, Pending pending, std::string id, Seat seat,
               std::size_t expected_bytes)
      : api_(api),
        operation_(operation),
        pending_(std::move(pending)),
        id_(std::move(id)),
        seat_(std::move(seat)),
        reader_(rekognition::kMostImageBytes, expected_bytes) {}

  std::optional<Response> consume(BytesView piece) override {
    size_ += piece.size();
    if (size_ > kMaxBody) return aws_response(too_large(), id_);
    hasher_.update(piece);
    // Told once the signature is known to be right.
    if (!broken_)
      if (auto read = reader_.feed(piece); !read) broken_ = read.error();
    return std::nullopt;
  }

  Response finish() override {
    const Stopwatch watch;
    const auto answer = answered();
    api_.metrics.count_operation(operation_.name, answer ? "ok" : answer.error().code, watch.elapsed_ms() / 1000);
    return answer ? aws_response(200, *answer, id_) : aws_response(answer.error(), id_);
  }

 private:
  aws::Outcome<std::string> answered() {
    const auto principal = api_.access.confirm(pending_, to_hex(hasher_.finish()));
    if (!principal) return std::unexpected(principal.error());
    if (broken_) return std::unexpected(*broken_);
    auto body = reader_.finish();
    if (!body) return std::unexpected(body.error());
    seat_.reset();
    return operation_.run({.api = api_, .principal = *principal, .deadline = api_.deadline()}, operation_.name,
                          std::move(*body));
  }

  const Api& api_;
  const rekognition::Operation& operation_;
  Pending pending_;
  std::string id_;
  Seat seat_;
  aws::JsonBodyReader reader_;
  Hasher hasher_{Digest::sha256};
  std::uint64_t size_ = 0;
  std::optional<aws::Error> broken_;
};

using Begun = std::pair<std::unique_ptr<BodyConsumer>, Response>;

Begun begin(const Api& api, Seats& bodies, const Request& request) {
  const std::string id = api.ports.ids.uuid7();
  const auto refused = [&](const aws::Error& error) { return Begun(nullptr, aws_response(error, id)); };
  auto pending = api.access.begin(request, kAwsDoor);
  if (!pending) return refused(pending.error());
  const auto operation = operation_of(request);
  if (!operation) return refused(operation.error());
  if (request.content_length.value_or(0) > kMaxBody) return refused(too_large());
  // Overload is told before a byte of the body is read.
  const RecogniseNow* recognise = api.engine.recognise_now();
  if ((*operation)->looks_at_pictures && recognise != nullptr && recognise->full()) {
    api.metrics.count_operation((*operation)->name, "ThrottlingException", 0);
    return refused(throttled());
  }
  Seat seat = bodies.take();
  if (seat == nullptr) return refused(throttled());
  return {std::make_unique<Conversation>(api, **operation, std::move(*pending), id, std::move(seat),
                                         static_cast<std::size_t>(request.content_length.value_or(0))),
          Response{}};
}

}  // namespace

void add_aws_routes(Router& router, const Api& api) {
  Seats bodies(kMostBodies);
  router.add({.method = "POST",
              .pattern = "/",
              .action = "rekognition:*",
              .begin_upload = [&api, bodies](const Request& request) mutable { return begin(api, bodies, request); },
              .guarded = Guarded::by_itself});
}

}  // namespace spotter
