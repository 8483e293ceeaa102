#pragma once
// Who asks: an access key's holder, or everybody on this machine while there are no keys.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "aws/iam/policy.h"

namespace spotter {

struct Principal {
  std::string access_key_id;  ///< empty: there are no keys
  std::string arn;            ///< arn:aws:iam::ACCOUNT:user/KEY
  /// Null: there are no keys, everything is allowed.
  std::shared_ptr<const iam::Policy> policy;
  std::map<std::string, std::vector<std::string>> context;  ///< of the request: aws:sourceip, aws:currenttime …

  bool may(const std::string& action, const std::string& resource) const {
    return policy == nullptr || iam::evaluate(*policy, {.action = action, .resource = resource, .context = context}) ==
                                    iam::Decision::allowed;
  }
};

/// One who may do nothing.
inline Principal nobody() {
  return {.access_key_id = {}, .arn = {}, .policy = std::make_shared<const iam::Policy>(), .context = {}};
}

}  // namespace spotter
