#include "http/parsed.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace spotter {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

Request request_of(const Parser& parser, const std::string& peer) {
  Request request;
  const auto& message = parser.get();
  request.method = std::string(message.method_string());
  for (const auto& field : message) {
    std::string& value = request.headers[std::string(field.name_string())];
    if (!value.empty()) value += ", ";
    value += field.value();
    request.fields.emplace_back(field.name_string(), field.value());
  }
  request.peer = peer;
  if (const auto length = parser.content_length()) request.content_length = *length;
  return request;
}

std::string peer_of(const tcp::socket& socket) {
  boost::system::error_code error;
  const tcp::endpoint peer = socket.remote_endpoint(error);
  if (error) return "";
  const auto address = peer.address();
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  return address.to_string();
}

bool has_unknown_coding(const Parser& parser) {
  return parser.get().count(http::field::transfer_encoding) > 0 && !parser.chunked();
}

bool has_body(const Parser& parser) {
  return parser.chunked() || has_unknown_coding(parser) || parser.content_length().value_or(0) > 0;
}

std::string http_date(Timestamp time) {
  return fmt::format("{:%a, %d %b %Y %H:%M:%S GMT}", fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

std::string_view counted_method(const Parser& parser) {
  if (parser.get().method() == http::verb::unknown) return "other";
  return parser.get().method_string();
}

Result<asio::ip::address> parse_address(const std::string& text) {
  boost::system::error_code error;
  const auto address = asio::ip::make_address(text == "localhost" ? "127.0.0.1" : text, error);
  if (error) return fail(Errc::invalid, fmt::format("'{}' is no IP address", text));
  return address;
}

}  // namespace spotter
