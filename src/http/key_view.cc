#include "http/key_view.h"

namespace spotter {

boost::json::object key_view(const AccessKey& key) {
  boost::json::object view{{"accessKeyId", key.id},
                           {"description", key.description},
                           {"policy", key.policy},
                           {"createdAt", to_iso8601(key.created_at)}};
  if (key.expires_at) view["expiresAt"] = to_iso8601(*key.expires_at);
  view["temporary"] = !key.session_token_hash.empty();
  return view;
}

}  // namespace spotter
