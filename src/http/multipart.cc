#include "http/multipart.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>

#include "base/encoding.h"

namespace spotter {
namespace {

constexpr std::size_t kMaxPartHeaders = 16 * 1024;
constexpr std::size_t kMaxPreamble = 64 * 1024;

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

/// A quoted value whose opening quote stood before `at`; moves `at` behind its closing one.
std::string quoted_at(std::string_view header, std::size_t& at) {
  std::string out;
  for (; at < header.size() && header[at] != '"'; ++at) {
    // Browsers escape quotes as %22, curl as \"; a backslash before anything else is part of a Windows path.
    if (header[at] == '\\' && at + 1 < header.size() && (header[at + 1] == '"' || header[at + 1] == '\\')) ++at;
    out += header[at];
  }
  ++at;
  return out;
}

/// The parameters of a header, `…; name=value; name="value"`, by their names in lower case; the first of each.
std::map<std::string, std::string> parameters_of(std::string_view header) {
  std::map<std::string, std::string> out;
  std::size_t at = header.find(';');
  while (at < header.size()) {
    at = header.find_first_not_of("; \t", at);
    if (at == std::string_view::npos) break;
    const std::size_t end = std::min(header.find_first_of("=;", at), header.size());
    const std::string name = lowered(header.substr(at, end - at));
    at = end;
    if (at == header.size() || header[at] == ';') continue;
    std::string value;
    if (++at < header.size() && header[at] == '"') {
      value = quoted_at(header, ++at);
      at = std::min(header.find(';', std::min(at, header.size())), header.size());
    } else {
      const std::size_t stop = std::min(header.find_first_of("; \t", at), header.size());
      value = header.substr(at, stop - at);
      at = stop;
    }
    out.emplace(name, std::move(value));
  }
  return out;
}

/// RFC 8187's `UTF-8'language'percent-encoded`; nothing where it isn't written so.
std::optional<std::string> extended_value(std::string_view text) {
  const std::size_t first = text.find('\'');
  const std::size_t second = first == std::string_view::npos ? first : text.find('\'', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  return percent_decode(text.substr(second + 1));
}

/// Only the last part of a path: some clients send where the file lay.
std::string base_name(const std::string& name) {
  const std::size_t slash = name.find_last_of("/\\");
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

PartHeader parse_headers(std::string_view text) {
  PartHeader header;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("\r\n"), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 2, text.size()));
    const std::size_t colon = std::min(line.find(':'), line.size());
    const std::string name = lowered(line.substr(0, colon));
    std::string_view value = line.substr(std::min(colon + 1, line.size()));
    while (value.starts_with(' '))
      value.remove_prefix(1);
    if (name == "content-type") header.content_type = value;
    if (name != "content-disposition") continue;
    auto parameters = parameters_of(value);
    header.name = parameters["name"];
    header.is_file = parameters.contains("filename") || parameters.contains("filename*");
    header.file_name = base_name(extended_value(parameters["filename*"]).value_or(parameters["filename"]));
    if (!is_utf8(header.file_name)) header.file_name = to_utf8(to_code_points(header.file_name));
  }
  return header;
}

Error cut_off() {
  return {Errc::invalid, "the form ends in the middle; send it whole, ended by its boundary and --"};
}

}  // namespace

Result<std::string> boundary_of(std::string_view content_type) {
  constexpr std::size_t kLongest = 70;  // RFC 2046
  std::string boundary = parameters_of(content_type)["boundary"];
  if (boundary.empty() || boundary.size() > kLongest)
    return fail(Errc::invalid, "the form's content type must name a boundary of 1 to 70 characters");
  return boundary;
}

MultipartReader::MultipartReader(std::string_view boundary, PartListener& listener)
    : delimiter_("\r\n--" + std::string(boundary)), listener_(listener), buffer_("\r\n") {}

Result<void> MultipartReader::feed(BytesView bytes) {
  buffer_.append(as_text(bytes));
  while (true) {
    SPOTTER_ASSIGN(const bool more, step());
    if (!more) return {};
  }
}

Result<void> MultipartReader::finish() {
  if (state_ != State::epilogue) return fail(cut_off());
  return {};
}

/// One step; false: more bytes are needed.
Result<bool> MultipartReader::step() {
  switch (state_) {
    case State::preamble: {
      const std::size_t at = buffer_.find(delimiter_);
      if (at == std::string::npos) {
        if (buffer_.size() > kMaxPreamble)
          return fail(Errc::invalid, "the form doesn't begin with the boundary that its content type names");
        return false;
      }
      buffer_.erase(0, at + delimiter_.size());
      state_ = State::after_boundary;
      return true;
    }
    case State::after_boundary: {
      if (buffer_.size() < 2) return false;
      if (buffer_.starts_with("--")) {
        state_ = State::epilogue;
        return true;
      }
      const std::size_t end = buffer_.find("\r\n");
      if (end == std::string::npos)
        return buffer_.size() > kMaxPartHeaders ? Result<bool>(fail(Errc::invalid, "a boundary of the form has no end"))
                                                : false;
      buffer_.erase(0, end + 2);
      state_ = State::headers;
      return true;
    }
    case State::headers:
      return read_headers();
    case State::data:
      return read_data();
    case State::epilogue:
      buffer_.clear();
      return false;
  }
  return false;
}

Result<bool> MultipartReader::read_headers() {
  // Either headers and an empty line, or the empty line at once.
  const bool none = buffer_.starts_with("\r\n");
  const std::size_t end = none ? 0 : buffer_.find("\r\n\r\n");
  if (end == std::string::npos) {
    if (buffer_.size() > kMaxPartHeaders) return fail(Errc::too_large, "the headers of a part have more than 16 KiB");
    return false;
  }
  const PartHeader header = parse_headers(std::string_view(buffer_).substr(0, end));
  buffer_.erase(0, end + (none ? 2 : 4));
  SPOTTER_TRY(listener_.part_begins(header));
  state_ = State::data;
  return true;
}

Result<bool> MultipartReader::read_data() {
  const std::size_t at = buffer_.find(delimiter_);
  if (at != std::string::npos) {
    if (at > 0) SPOTTER_TRY(listener_.part_data(as_bytes(std::string_view(buffer_).substr(0, at))));
    SPOTTER_TRY(listener_.part_ends());
    buffer_.erase(0, at + delimiter_.size());
    state_ = State::after_boundary;
    return true;
  }
  // The end of what is here may be the beginning of a boundary.
  if (buffer_.size() <= delimiter_.size()) return false;
  const std::size_t sure = buffer_.size() - delimiter_.size();
  SPOTTER_TRY(listener_.part_data(as_bytes(std::string_view(buffer_).substr(0, sure))));
  buffer_.erase(0, sure);
  return false;
}

}  // namespace spotter
