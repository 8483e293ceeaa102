#pragma once
// AWS's test vectors for Signature Version 4, as `./dev setup` fetches them: 40 folders, each a request with what is
// signed, the string to sign and the signature, by header and by query.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "aws/sigv4.h"
#include "base/clock.h"

namespace spotter::testing {

struct SignedCase {
  std::string name;
  std::filesystem::path folder;
  aws::SignableRequest request;
  std::string body;
  aws::Credentials credentials;
  aws::SigningScope scope;
  Timestamp time;
  bool normalise = true;
  bool sign_body = false;
  bool omit_session_token = false;  ///< the token is added after signing

  bool has(const std::string& file) const { return std::filesystem::exists(folder / file); }
  std::string text(const std::string& file) const {
    std::ifstream in(folder / file, std::ios::binary);
    std::string all{std::istreambuf_iterator<char>(in), {}};
    while (all.ends_with('\n'))
      all.pop_back();
    return all;
  }
};

inline std::filesystem::path signing_suite() {
  return std::filesystem::path(SPOTTER_SOURCE_DIR) / ".deps/sigv4-vectors";
}

/// A request as the vectors write it: raw spaces and UTF-8 in its target, headers that go on in the next line.
inline aws::SignableRequest request_of(const std::string& text, std::string* body = nullptr) {
  aws::SignableRequest request;
  const auto end_of_head = std::min(text.find("\n\n"), text.size());
  std::string target = text.substr(0, text.find('\n'));
  if (target.ends_with(" HTTP/1.1")) target.resize(target.size() - 9);
  request.method = target.substr(0, target.find(' '));
  target = target.substr(target.find(' ') + 1);
  const auto question = std::min(target.find('?'), target.size());
  request.path = target.substr(0, question);
  request.query = target.substr(std::min(question + 1, target.size()));
  for (auto at = text.find('\n'); at < end_of_head;) {
    const auto end = std::min(text.find('\n', at + 1), text.size());
    const std::string line = text.substr(at + 1, end - at - 1);
    at = end;
    if (line.starts_with(' ')) {
      request.headers.back().second += "\n" + line;
    } else if (!line.empty()) {
      request.headers.emplace_back(line.substr(0, line.find(':')), line.substr(line.find(':') + 1));
    }
  }
  if (body != nullptr) *body = end_of_head < text.size() ? text.substr(end_of_head + 2) : "";
  return request;
}

inline void read_context(SignedCase& one) {
  const auto json = boost::json::parse(one.text("context.json")).as_object();
  const auto& credentials = json.at("credentials").as_object();
  one.credentials.access_key_id = credentials.at("access_key_id").as_string();
  one.credentials.secret_access_key = credentials.at("secret_access_key").as_string();
  if (const auto* token = credentials.if_contains("token")) one.credentials.session_token = token->as_string();
  one.scope = {.region = std::string(json.at("region").as_string()),
               .service = std::string(json.at("service").as_string())};
  one.time = from_iso8601(std::string(json.at("timestamp").as_string())).value();
  one.normalise = json.at("normalize").as_bool();
  one.sign_body = json.at("sign_body").as_bool();
  if (const auto* omit = json.if_contains("omit_session_token")) one.omit_session_token = omit->as_bool();
}

/// Two cases have no context.json; the crate's own tests give theirs in code.
inline void set_context(SignedCase& one) {
  if (one.name == "double-encode-path") {
    one.credentials = {.access_key_id = "ANOTREAL", .secret_access_key = "notrealrnrELgWzOk3IfjzDKtFBhDby"};
    one.scope = {.region = "us-east-1", .service = "service"};
    one.time = from_iso8601("2015-08-30T12:36:00Z").value();
  } else {
    one.credentials = {.access_key_id = "AKIDEXAMPLE", .secret_access_key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"};
    one.scope = {.region = "us-east-2", .service = "lambda"};
    one.time = from_iso8601("2021-05-11T15:40:45Z").value();
  }
}

inline std::vector<SignedCase> signed_cases() {
  std::vector<SignedCase> cases;
  if (!std::filesystem::is_directory(signing_suite())) return cases;
  for (const auto& entry : std::filesystem::directory_iterator(signing_suite())) {
    SignedCase one{.name = entry.path().filename().string(), .folder = entry.path()};
    one.request = request_of(one.text("request.txt"), &one.body);
    // Rust's type for URIs takes no raw space, so there the request is not the one that was signed.
    one.request.path = request_of(one.text("header-signed-request.txt")).path;
    if (one.has("context.json")) {
      read_context(one);
    } else {
      set_context(one);
    }
    cases.push_back(std::move(one));
  }
  std::ranges::sort(cases, {}, &SignedCase::name);
  return cases;
}

}  // namespace spotter::testing
