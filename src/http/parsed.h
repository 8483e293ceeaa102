#pragma once
// What Beast's parser and sockets say of a request, in the server's own words.

#include <string>
#include <string_view>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/http.hpp>

#include "base/clock.h"
#include "http/message.h"

namespace spotter {

using Parser = boost::beast::http::request_parser<boost::beast::http::buffer_body>;

Request request_of(const Parser& parser, const std::string& peer);

/// The client's address; one of IPv4 that came over IPv6 as what it is.
std::string peer_of(const boost::asio::ip::tcp::socket& socket);

/// A transfer coding whose end can't be found: what follows is neither a body nor the next request.
bool has_unknown_coding(const Parser& parser);
bool has_body(const Parser& parser);

/// The method as metrics name it: whatever clients make up counts as one.
std::string_view counted_method(const Parser& parser);

/// RFC 9110: `Tue, 24 Nov 2026 22:01:00 GMT`.
std::string http_date(Timestamp time);

/// An address to listen on. Errors: invalid (it is none).
Result<boost::asio::ip::address> parse_address(const std::string& text);

}  // namespace spotter
