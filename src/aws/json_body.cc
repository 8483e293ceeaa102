#include "aws/json_body.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>

#include "aws/blob_text.h"

namespace spotter::aws {
namespace {

namespace json = boost::json;

/// CompareFaces has two. More can only be names that come twice; they would be kept for nothing.
constexpr std::size_t kMostPictures = 2;

aws::Error refusal(std::string message) {
  return {.code = "SerializationException", .message = std::move(message), .of_framework = true};
}

/// What the parser calls: builds the value, and reads blobs where they stand.
class Builder {
 public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  Builder(std::size_t most_blob_bytes, std::size_t expected_body_bytes)
      : most_blob_bytes_(most_blob_bytes), expected_bytes_(expected_body_bytes / 4 * 3) {
    stack_.reset();
  }

  std::size_t blob_text() const { return blob_text_; }
  const std::string& complaint() const { return complaint_; }
  JsonBody take() { return {.json = stack_.release(), .blobs = std::move(blobs_)}; }

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }

  bool on_object_begin(json::error_code& error) { return open(error); }
  bool on_object_end(std::size_t count, json::error_code&) {
    keys_.pop_back();
    stack_.push_object(count);
    return true;
  }
  bool on_array_begin(json::error_code& error) { return open(error); }
  bool on_array_end(std::size_t count, json::error_code&) {
    keys_.pop_back();
    stack_.push_array(count);
    return true;
  }

  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    key_ += part;
    stack_.push_chars(part);
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code&) {
    key_ += part;
    stack_.push_key(part);
    keys_.back() = std::exchange(key_, {});
    return true;
  }

  bool on_string_part(json::string_view part, std::size_t, json::error_code& error) {
    if (is_blob()) return add_to_blob(part, error);
    stack_.push_chars(part);
    return true;
  }
  bool on_string(json::string_view part, std::size_t, json::error_code& error) {
    if (!is_blob()) {
      stack_.push_string(part);
      return true;
    }
    if (!add_to_blob(part, error)) return false;
    if (!blob_->is_whole()) return refuse(kNoBase64, error);
    const std::size_t size = blob_->size();
    stack_.push_uint64(blobs_.size());
    blobs_.push_back({.bytes = blob_->take(), .size = size});
    blob_.reset();
    return true;
  }

  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t number, json::string_view, json::error_code& error) {
    stack_.push_int64(number);
    return allow(error);
  }
  bool on_uint64(std::uint64_t number, json::string_view, json::error_code& error) {
    stack_.push_uint64(number);
    return allow(error);
  }
  bool on_double(double number, json::string_view, json::error_code& error) {
    stack_.push_double(number);
    return allow(error);
  }
  bool on_bool(bool truth, json::error_code& error) {
    stack_.push_bool(truth);
    return allow(error);
  }
  bool on_null(json::error_code&) {
    stack_.push_null();
    return true;
  }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

 private:
  static constexpr const char* kNoBase64 = "Bytes must be the base64 text of a picture, padded, without anything else";

  /// The value to come is `Bytes` of a member whose name ends in `Image`.
  bool is_blob() const {
    return keys_.size() >= 2 && keys_.back() == "Bytes" && keys_[keys_.size() - 2].ends_with("Image");
  }

  bool refuse(const char* why, json::error_code& error) {
    complaint_ = why;
    error = json::error::incomplete;
    return false;
  }

  /// What is no text stands in a blob's place only as null.
  bool allow(json::error_code& error) { return !is_blob() || refuse(kNoBase64, error); }

  bool open(json::error_code& error) {
    if (!allow(error)) return false;
    keys_.emplace_back();
    return true;
  }

  bool add_to_blob(std::string_view part, json::error_code& error) {
    if (!blob_) {
      if (blobs_.size() == kMostPictures) return refuse("The body holds more pictures than any request has", error);
      blob_.emplace(most_blob_bytes_, expected_bytes_);
      expected_bytes_ = 0;
    }
    blob_text_ += part.size();
    return blob_->add(part) || refuse(kNoBase64, error);
  }

  std::size_t most_blob_bytes_;
  std::size_t expected_bytes_;
  json::value_stack stack_;
  std::vector<std::string> keys_;  ///< of each open object the member that is being read; empty for an array
  std::string key_;                ///< the pieces of a name
  std::optional<BlobText> blob_;
  std::size_t blob_text_ = 0;
  std::vector<BodyBlob> blobs_;
  std::string complaint_;
};

json::parse_options options() {
  json::parse_options options;
  options.max_depth = kMostJsonDepth;
  return options;
}

}  // namespace

struct JsonBodyReader::Impl {
  Impl(std::size_t most_blob_bytes, std::size_t expected_body_bytes)
      : parser(options(), most_blob_bytes, expected_body_bytes) {}

  Outcome<> write(bool more, std::string_view text);

  json::basic_parser<Builder> parser;
  std::size_t fed = 0;
  std::optional<aws::Error> broken;
};

Outcome<> JsonBodyReader::Impl::write(bool more, std::string_view text) {
  if (broken) return std::unexpected(*broken);
  json::error_code error;
  const std::size_t read = parser.write_some(more, text.data(), text.size(), error);
  if (!error && read < text.size()) error = json::error::extra_data;
  fed += text.size();
  if (error) {
    const std::string& complaint = parser.handler().complaint();
    broken = refusal(complaint.empty() ? "The body is no JSON: " + error.message() : complaint);
  } else if (fed - parser.handler().blob_text() > kMostJsonText) {
    broken = refusal("The body holds more text than any request needs");
  }
  if (broken) return std::unexpected(*broken);
  return {};
}

JsonBodyReader::JsonBodyReader(std::size_t most_blob_bytes, std::size_t expected_body_bytes)
    : impl_(std::make_unique<Impl>(most_blob_bytes, expected_body_bytes)) {}
JsonBodyReader::~JsonBodyReader() = default;
JsonBodyReader::JsonBodyReader(JsonBodyReader&&) noexcept = default;
JsonBodyReader& JsonBodyReader::operator=(JsonBodyReader&&) noexcept = default;

Outcome<> JsonBodyReader::feed(BytesView piece) {
  // In slices, so that the bound on text is looked at before much of it is kept.
  constexpr std::size_t kSlice = std::size_t{16} << 10;
  for (std::string_view text = as_text(piece); !text.empty(); text.remove_prefix(std::min(kSlice, text.size())))
    if (auto done = impl_->write(true, text.substr(0, kSlice)); !done) return done;
  return {};
}

Outcome<JsonBody> JsonBodyReader::finish() {
  if (impl_->fed == 0) return JsonBody{.json = json::object(), .blobs = {}};
  if (impl_->broken) return std::unexpected(*impl_->broken);
  if (!impl_->parser.done())
    if (auto done = impl_->write(false, ""); !done) return std::unexpected(done.error());
  return impl_->parser.handler().take();
}

}  // namespace spotter::aws
