// `spotter keys` as it is typed: what it prints, and what it keeps.

#include <filesystem>
#include <fstream>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/log.h"
#include "domain/json.h"
#include "main/commands.h"
#include "main/wiring.h"
#include "support/fixtures.h"

namespace spotter::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

struct Done {
  int code = 0;
  std::string out;
  std::string err;
};

class KeysCommand : public ::testing::Test {
 protected:
  KeysCommand() {
    config_.data = folder_.path() / "data";
    config_.account_id = "123456789012";
    EXPECT_TRUE(complete(config_));
  }
  Done run(std::vector<std::string> arguments) {
    CLI::App program;
    const Command command = add_keys(program, config_);
    arguments.insert(arguments.begin(), "keys");
    std::ranges::reverse(arguments);  // as CLI11 wants them
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    const auto level = spdlog::get_level();
    spdlog::set_level(spdlog::level::off);  // main sends the log to standard error
    int code = kWrongUse;
    try {
      program.parse(arguments);
      code = command.run();
    } catch (const CLI::ParseError&) {
    }
    spdlog::set_level(level);
    std::string out = ::testing::internal::GetCapturedStdout();
    return {.code = code, .out = std::move(out), .err = ::testing::internal::GetCapturedStderr()};
  }
  Done create(std::vector<std::string> also = {"--policy", "all"}) {
    also.insert(also.begin(), {"create", "--description", "nightly import"});
    return run(std::move(also));
  }
  std::vector<AccessKey> kept() { return *(*Places::open(config_))->ports().keys.list(soon()); }
  std::string file(const std::string& text) {
    const fs::path path = folder_.path() / "policy.json";
    std::ofstream(path) << text;
    return path.string();
  }

  TemporaryFolder folder_;
  Config config_;
};

TEST_F(KeysCommand, CreateShowsTheSecretOnce) {
  const Done done = create();
  EXPECT_EQ(done.code, kDone) << done.err;
  EXPECT_THAT(done.out,
              AllOf(HasSubstr("nightly import"), HasSubstr("It has no end"),
                    ContainsRegex("\nexport AWS_ACCESS_KEY_ID=AKIA[A-Z2-7]+\n"),
                    ContainsRegex("\nexport AWS_SECRET_ACCESS_KEY=[A-Za-z0-9+/]+\n"),
                    HasSubstr("export AWS_ENDPOINT_URL=http://127.0.0.1:8080\n"), Not(HasSubstr("AWS_SESSION_TOKEN"))));
  ASSERT_EQ(kept().size(), 1U);
  EXPECT_THAT(done.out, HasSubstr(kept().front().id));
  EXPECT_TRUE(fs::exists(config_.data / "secrets.key"));
}

TEST_F(KeysCommand, CreatePrintsJson) {
  const Timestamp before = SystemClock().now();
  const Done done = create({"--policy", "all", "--json", "--session-token", "--expires", "3"});
  const Timestamp after = SystemClock().now();
  ASSERT_EQ(done.code, kDone) << done.err;
  const auto json = parse_json(done.out);
  ASSERT_TRUE(json);
  const auto& key = json->as_object();
  EXPECT_THAT(std::string(key.at("accessKeyId").as_string()), ::testing::StartsWith("ASIA"));
  EXPECT_EQ(key.at("secretAccessKey").as_string().size(), 40U);
  EXPECT_FALSE(key.at("sessionToken").as_string().empty());
  EXPECT_GE(kept().front().expires_at, before + std::chrono::days(3));
  EXPECT_LE(kept().front().expires_at, after + std::chrono::days(3));
}

TEST_F(KeysCommand, CreateTakesAPolicyFromAFile) {
  const std::string policy = file(
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"dynamodb:PutItem","Resource":"arn:aws:dynamodb:*:YOUR_ACCOUNT_ID:table/ImageMetadata"}]})");
  EXPECT_EQ(create({"--policy", policy}).code, kDone);
  EXPECT_THAT(kept().front().policy, HasSubstr("arn:aws:dynamodb:*:123456789012:table/ImageMetadata"));
}

TEST_F(KeysCommand, CreateRefusesWhatItCannotUse) {
  EXPECT_EQ(run({"create", "--description", "x"}).code, kWrongUse);
  EXPECT_EQ(run({"create", "--policy", "all"}).code, kWrongUse);
  EXPECT_EQ(create({"--policy", "all", "--expires", "0"}).code, kWrongUse);
  EXPECT_EQ(create({"--policy", (folder_.path() / "none.json").string()}).code, kFailed);
  const Done refused = create({"--policy", file("{}")});
  EXPECT_EQ(refused.code, kFailed);
  EXPECT_THAT(refused.err, Not(::testing::IsEmpty()));
  EXPECT_TRUE(kept().empty());
}

TEST_F(KeysCommand, ListShowsNoSecret) {
  EXPECT_THAT(run({"list"}).out, HasSubstr("there are no keys"));
  const auto made = parse_json(create({"--policy", "all", "--json"}).out);
  ASSERT_TRUE(made);
  const std::string secret(made->at("secretAccessKey").as_string());
  const Done table = run({"list"});
  EXPECT_THAT(table.out, AllOf(HasSubstr(kept().front().id), HasSubstr("no end"), HasSubstr("nightly import")));
  const Done json = run({"list", "--json"});
  EXPECT_EQ(parse_json(json.out)->as_array().size(), 1U);
  for (const std::string& out : {table.out, json.out})
    EXPECT_THAT(out, Not(HasSubstr(secret)));
}

TEST_F(KeysCommand, RevokeRemovesAKey) {
  create();
  const std::string id = kept().front().id;
  EXPECT_THAT(run({"revoke", id}).out, AllOf(HasSubstr("revoked " + id), HasSubstr("no key is left")));
  EXPECT_TRUE(kept().empty());
  const Done again = run({"revoke", id});
  EXPECT_EQ(again.code, kFailed);
  EXPECT_THAT(again.err, HasSubstr("there is no key " + id));
}

}  // namespace
}  // namespace spotter::testing
