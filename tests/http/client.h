#pragma once
// A small HTTP client over one connection, which can also say what no polite client would.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "http/message.h"

namespace spotter::testing {

struct Answer {
  int status = 0;  ///< 0: the connection ended instead
  Headers headers;
  std::string body;

  std::string header(std::string_view name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
  boost::json::value json() const {
    boost::system::error_code error;
    auto value = boost::json::parse(body, error);
    if (error) ADD_FAILURE() << "the answer is no JSON: " << body;
    return value;
  }
  std::string text(std::string_view member) const {
    const auto value = json();
    const auto* found = value.as_object().if_contains(member);
    if (found != nullptr && found->is_string()) return std::string(found->get_string());
    ADD_FAILURE() << "the answer has no text '" << member << "': " << body;
    return "";
  }
};

class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(io_), port_(port) {
    socket_.connect({boost::asio::ip::address_v4::loopback(), port});
  }

  /// One request and its answer. A Host of this server, and a Content-Length where there is a body, are added.
  Answer ask(std::string_view method, std::string_view target, std::string_view body = "", Headers headers = {}) {
    write(head_of(method, target, headers, body.empty() ? "" : std::to_string(body.size())));
    write(body);
    return read(method == "HEAD");
  }
  Answer get(std::string_view target, Headers headers = {}) { return ask("GET", target, "", std::move(headers)); }
  Answer post(std::string_view target, std::string_view body = "", Headers headers = {}) {
    return ask("POST", target, body, std::move(headers));
  }

  /// A request's head; `length` empty: none is told.
  std::string head_of(std::string_view method, std::string_view target, Headers headers, std::string_view length) {
    headers.try_emplace("Host", "localhost:" + std::to_string(port_));
    if (!length.empty()) headers.try_emplace("Content-Length", length);
    std::string head = std::string(method) + " " + std::string(target) + " HTTP/1.1\r\n";
    for (const auto& [name, value] : headers)
      head += name + ": " + value + "\r\n";
    return head + "\r\n";
  }
  /// Bytes as they are. That the server has closed already is no failure: its answer is what counts.
  void write(std::string_view bytes) {
    boost::system::error_code ignored;
    boost::asio::write(socket_, boost::asio::buffer(bytes), ignored);
  }
  Answer read(bool head_only = false) {
    namespace http = boost::beast::http;
    http::response_parser<http::string_body> parser;
    parser.body_limit(boost::none);
    parser.skip(head_only);
    boost::system::error_code error;
    http::read(socket_, buffer_, parser, error);
    if (error) return {};
    Answer answer{.status = static_cast<int>(parser.get().result_int()), .headers = {}, .body = parser.get().body()};
    for (const auto& field : parser.get())
      answer.headers[std::string(field.name_string())] = std::string(field.value());
    return answer;
  }
  /// What comes until these bytes have come, or the connection ends.
  std::string read_until(std::string_view wanted) {
    std::string all;
    while (!all.contains(wanted)) {
      std::array<char, 4096> piece{};
      boost::system::error_code error;
      const std::size_t got = socket_.read_some(boost::asio::buffer(piece), error);
      if (error) break;
      all.append(piece.data(), got);
    }
    return all;
  }
  /// Whether the server ends the connection without saying more.
  bool ends() { return read_until("\n").empty(); }
  /// No more will be sent; answers are still read.
  void end_sending() { socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send); }
  /// Gone, without a word.
  void close() { socket_.close(); }

 private:
  boost::asio::io_context io_;
  boost::asio::ip::tcp::socket socket_;
  boost::beast::flat_buffer buffer_;
  std::uint16_t port_;
};

struct FormFile {
  std::string file_name;
  std::string bytes;
};

inline const Headers kFormType{{"Content-Type", "multipart/form-data; boundary=part"}};

/// A form of this type with files.
inline std::string form_of(const std::vector<FormFile>& files) {
  std::string form;
  for (const FormFile& file : files)
    form += "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + file.file_name +
            "\"\r\nContent-Type: image/jpeg\r\n\r\n" + file.bytes + "\r\n";
  return form + "--part--\r\n";
}

}  // namespace spotter::testing
