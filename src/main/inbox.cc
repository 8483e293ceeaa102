// spotter inbox: what failed, at which stage and why.

#include "app/inbox.h"

#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "main/commands.h"
#include "main/wiring.h"

namespace spotter {
namespace {

constexpr std::chrono::seconds kPatience{60};

int list(const Config& config) {
  auto places = Places::open(config);
  if (!places) return report(places.error());
  std::string cursor;
  std::size_t shown = 0;
  do {
    constexpr int kPage = 100;
    const auto page = list_inbox((*places)->ports(), kPage, cursor, Deadline::after(kPatience));
    if (!page) return report(page.error());
    for (const InboxEntry& entry : page->entries)
      std::cout << fmt::format("{}  {}  {:<12} {:<14} {}\n", to_iso8601(entry.since), entry.image_id, entry.stage,
                               entry.code, entry.detail);
    shown += page->entries.size();
    cursor = page->cursor;
  } while (!cursor.empty());
  if (shown == 0) std::cout << "the inbox is empty: nothing failed\n";
  return kDone;
}

int settle(const Config& config, const std::vector<std::string>& ids,
           Result<void> (*how)(const Ports&, const std::string&, Deadline), std::string_view said) {
  auto places = Places::open(config);
  if (!places) return report(places.error());
  int code = kDone;
  for (const std::string& id : ids) {
    if (const auto done = how((*places)->ports(), id, Deadline::after(kPatience)); !done) {
      code = report(done.error());
    } else {
      std::cout << id << ": " << said << '\n';
    }
  }
  return code;
}

}  // namespace

Command add_inbox(CLI::App& program, const Config& config) {
  CLI::App* app = program.add_subcommand("inbox", "images that failed: list, retry, skip");
  app->require_subcommand(1);
  const auto ids = std::make_shared<std::vector<std::string>>();
  CLI::App* listing = app->add_subcommand("list", "what failed, at which stage and why");
  CLI::App* retrying = app->add_subcommand("retry", "try images again");
  retrying->add_option("id", *ids, "image ids")->required();
  CLI::App* skipping = app->add_subcommand("skip", "put images aside: they stay failed");
  skipping->add_option("id", *ids, "image ids")->required();
  for (CLI::App* sub : {listing, retrying, skipping})
    sub->fallthrough();
  return {.app = app, .run = [=, &config] {
            if (listing->parsed()) return list(config);
            if (retrying->parsed()) return settle(config, *ids, retry_from_inbox, "queued again");
            return settle(config, *ids, skip_in_inbox, "put aside");
          }};
}

}  // namespace spotter
