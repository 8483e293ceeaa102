#include "aws/iam/role.h"

namespace spotter::iam {
namespace {

constexpr char kRolePolicy[] = {
#embed "role_policy.json"
};

}  // namespace

std::string_view role_policy() {
  return {kRolePolicy, sizeof(kRolePolicy)};
}

}  // namespace spotter::iam
