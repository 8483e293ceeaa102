#pragma once
// ClientRequestToken: a call that comes again with the same token and parameters gets the same response, and is not
// done twice. Kept for 8 hours, for each caller and operation; what was done in a collection that was deleted since
// doesn't count.

#include <functional>
#include <string>

#include "domain/described_json.h"
#include "domain/json.h"
#include "http/rekognition/collection_view.h"

namespace spotter::rekognition {

/// A call under its token. First it is noted as begun, then done, then its response is noted: one that a crash cut
/// short is resumed when it comes again.
struct TokenUse {
  std::string key = {};     ///< empty: there is no token
  std::string record = {};  ///< which call: the hash of its parameters, and the serial of its collection
  bool resumed = false;     ///< begun before, without a response: what it does may be done already
  std::optional<std::string> response = {};
};

/// Errors: IdempotentParameterMismatchException (the token came with other parameters); those of the state store.
Outcome<TokenUse> begin_use(const Call& call, const std::string& operation, const std::optional<std::string>& token,
                            const std::string& parameters, const Collection& collection);
/// Notes the response. One that can't be noted is still given: the call would be resumed.
void end_use(const Call& call, const TokenUse& use, const std::string& response);
/// After an error that the same call would meet again the token is free; after others the call can be resumed.
void end_use(const Call& call, const TokenUse& use, const aws::Error& error);

/// Runs a call on a collection once for each token. `run` is told whether the call is resumed. Errors besides those of
/// `run` and `begin_use`: ResourceNotFoundException (the collection).
template <class Response, class Request>
Outcome<Response> once(const Call& call, const std::string& operation, Request request,
                       const std::function<Outcome<Response>(const Request&, bool resumed)>& run) {
  const std::optional<std::string> token = std::exchange(request.client_request_token, std::nullopt);
  SPOTTER_ASSIGN(const Collection collection, collection_of(call, request.collection_id));
  SPOTTER_ASSIGN(const TokenUse use,
                 begin_use(call, operation, token, to_text(described::encode(request)), collection));
  if (use.response) {
    Response response;
    const auto json = parse_json(*use.response);
    if (!json) return std::unexpected(error_of(json.error()));
    if (const auto read = described::decode(*json, response, ""); !read) return std::unexpected(error_of(read.error()));
    return response;
  }
  Outcome<Response> outcome = run(request, use.resumed);
  if (outcome) {
    end_use(call, use, to_text(described::encode(*outcome)));
  } else {
    end_use(call, use, outcome.error());
  }
  return outcome;
}

}  // namespace spotter::rekognition
