// spotter keys: who may use the server.

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include "app/access_keys.h"
#include "base/encoding.h"
#include "base/file.h"
#include "domain/json.h"
#include "http/key_view.h"
#include "main/commands.h"
#include "main/wiring.h"

namespace spotter {
namespace {

constexpr std::chrono::seconds kPatience{60};

struct KeysOptions {
  std::string description;
  std::string policy;
  std::optional<int> days;
  bool session_token = false;
  bool json = false;
  std::string id;
};

/// `role`, `all`, or what the file says.
Result<std::string> policy_of(const std::string& chosen) {
  if (chosen == "role" || chosen == "all") return chosen;
  std::error_code error;
  if (std::filesystem::file_size(chosen, error) > iam::kMostPolicyBytes && !error)
    return fail(Errc::invalid, chosen + " is too large for a policy document");
  SPOTTER_ASSIGN(const Bytes bytes, read_file(chosen));
  if (!is_utf8(as_text(bytes))) return fail(Errc::invalid, chosen + " is no UTF-8");
  return std::string(as_text(bytes));
}

/// Where a client on this machine finds the server.
std::string endpoint_of(std::string listen) {
  for (const auto& [every, own] : {std::pair("0.0.0.0:", "127.0.0.1:"), {"[::]:", "[::1]:"}})
    if (listen.starts_with(every)) return "http://" + (own + listen.substr(std::string_view(every).size()));
  if (!listen.contains(':')) listen = "127.0.0.1:" + listen;
  return "http://" + listen;
}

void print_json(const CreatedKey& made) {
  boost::json::object view = key_view(made.key);
  view["secretAccessKey"] = made.secret;
  if (!made.session_token.empty()) view["sessionToken"] = made.session_token;
  std::cout << to_text(view) << '\n';
}

void print(const CreatedKey& made, const Config& config) {
  std::cout << fmt::format("An access key was made: {}\n", made.key.description)
            << (made.key.expires_at ? fmt::format("It ends at {}.", to_iso8601(*made.key.expires_at))
                                    : std::string("It has no end; `spotter keys revoke` ends it."))
            << " Its secret is shown now and never again.\n\n"
            << fmt::format("export AWS_ACCESS_KEY_ID={}\n", made.key.id)
            << fmt::format("export AWS_SECRET_ACCESS_KEY={}\n", made.secret);
  if (!made.session_token.empty()) std::cout << fmt::format("export AWS_SESSION_TOKEN={}\n", made.session_token);
  std::cout << fmt::format("export AWS_ENDPOINT_URL={}\n", endpoint_of(config.listen))
            << fmt::format("export AWS_REGION={}\n", config.region)
            << "\nFrom now on the server asks everybody for a key, its page too.\n";
}

int create(const Config& config, const KeysOptions& options) {
  auto policy = policy_of(options.policy);
  if (!policy) return report(policy.error());
  auto places = Places::open(config);
  if (!places) return report(places.error());
  const Ports ports = (*places)->ports();
  NewKey wanted{.description = options.description,
                .policy = std::move(*policy),
                .expires_at = {},
                .session_token = options.session_token};
  if (options.days) wanted.expires_at = ports.clock.now() + std::chrono::days(*options.days);
  const auto made =
      create_key(ports, {.bucket = config.bucket, .account_id = config.account_id}, wanted, Deadline::after(kPatience));
  if (!made) return report(made.error());
  if (options.json) {
    print_json(*made);
  } else {
    print(*made, config);
  }
  return kDone;
}

int list(const Config& config, const KeysOptions& options) {
  auto places = Places::open(config);
  if (!places) return report(places.error());
  const Ports ports = (*places)->ports();
  const auto keys = ports.keys.list(Deadline::after(kPatience));
  if (!keys) return report(keys.error());
  if (options.json) {
    boost::json::array views;
    for (const AccessKey& key : *keys)
      views.push_back(key_view(key));
    std::cout << to_text(views) << '\n';
    return kDone;
  }
  if (keys->empty())
    std::cout << "there are no keys: everybody on this machine may use the server; `spotter keys create` makes one\n";
  for (const AccessKey& key : *keys) {
    const bool over = key.expires_at && *key.expires_at <= ports.clock.now();
    std::cout << fmt::format(
        "{}  made {}  {:<32}  {}\n", key.id, to_iso8601(key.created_at),
        !key.expires_at ? std::string("no end") : (over ? "ended " : "ends ") + to_iso8601(*key.expires_at),
        key.description);
  }
  return kDone;
}

int revoke(const Config& config, const KeysOptions& options) {
  auto places = Places::open(config);
  if (!places) return report(places.error());
  const Ports ports = (*places)->ports();
  if (auto revoked = revoke_key(ports, options.id, Deadline::after(kPatience)); !revoked)
    return report(revoked.error());
  std::cout << fmt::format("revoked {}; its sessions and tokens ended with it\n", options.id);
  if (const auto keys = ports.keys.list(Deadline::after(kPatience)); keys && keys->empty())
    std::cout << "no key is left: a server on this machine's own address asks nobody any more, one that other machines "
                 "reach refuses everybody\n";
  return kDone;
}

}  // namespace

Command add_keys(CLI::App& program, const Config& config) {
  CLI::App* app = program.add_subcommand("keys", "access keys: who may use the server, and for what");
  app->require_subcommand(1);
  const auto options = std::make_shared<KeysOptions>();
  CLI::App* making = app->add_subcommand("create", "make an access key; its secret is shown once");
  making->add_option("--description", options->description, "what the key is for")->required();
  making
      ->add_option("--policy", options->policy,
                   "what it may do: a file with an IAM policy document; role (what an application of Rekognition "
                   "needs); all (everything)")
      ->required();
  making->add_option("--expires", options->days, "days until its end (default: none)")
      ->check(CLI::Range(1, kMostKeyDays));
  making->add_flag("--session-token", options->session_token, "a temporary key, whose requests carry a token too");
  CLI::App* listing = app->add_subcommand("list", "list all keys, without secrets");
  for (CLI::App* sub : {making, listing})
    sub->add_flag("--json", options->json, "print JSON");
  CLI::App* revoking = app->add_subcommand("revoke", "revoke a key, at once");
  revoking->add_option("id", options->id, "the key's id")->required();
  for (CLI::App* sub : {making, listing, revoking})
    sub->fallthrough();
  return {.app = app, .run = [=, &config] {
            if (making->parsed()) return create(config, *options);
            if (listing->parsed()) return list(config, *options);
            return revoke(config, *options);
          }};
}

}  // namespace spotter
