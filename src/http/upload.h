#pragma once
// POST /upload: a form, a raw picture, or JSON; and PUT of a picture under a key.

#include <memory>
#include <string>
#include <vector>

#include "http/api.h"

namespace spotter {

/// A picture of the request as it was staged, or why it was refused.
struct StagedPicture {
  std::string file_name;
  std::unique_ptr<StagedBody> body;
  std::optional<Error> error;
};

/// Accepts staged pictures and makes the answer: one picture is answered by itself, several as a list.
Response answer_upload(const Api& api, const Request& request, std::vector<StagedPicture> pictures, bool as_list);

// How a body becomes staged pictures, one form each.
std::unique_ptr<BodyConsumer> consume_raw(const Api& api, const Request& request);
std::unique_ptr<BodyConsumer> consume_form(const Api& api, const Request& request, const std::string& boundary);
std::unique_ptr<BodyConsumer> consume_json(const Api& api, const Request& request);

/// How long a form may be at most, all pictures together.
std::uint64_t most_form_bytes(const ApiOptions& options);

/// The refusal of a body that is larger than one picture may be.
Error too_large_upload(std::uint64_t limit);

}  // namespace spotter
