// Server-sent events: every change in order, and nothing lost when a listener comes back.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/service.h"

namespace spotter::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// A listener that has got its first bytes.
struct Listener {
  Listener(Service& service, const std::string& target, const Headers& headers = {}) : client(service.client()) {
    client.write(client.head_of("GET", target, headers, ""));
    heard = client.read_until("retry: 1000");
  }
  /// All that was heard until an event of this number, its data included.
  std::string until(int sequence) {
    const std::string begin = "id: " + std::to_string(sequence) + "\n";
    if (!heard.contains(begin)) heard += client.read_until(begin);
    while (heard.find("\n\n", heard.find(begin)) == std::string::npos)
      heard += client.read_until("\n\n");
    return heard;
  }
  Client client;
  std::string heard;
};

TEST(Events, TellOfEveryChangeInOrder) {
  Service service;
  Listener listener(service, "/api/v1/events");
  EXPECT_THAT(listener.heard, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(listener.heard, HasSubstr("Content-Type: text/event-stream\r\n"));
  EXPECT_THAT(listener.heard, HasSubstr("Cache-Control: no-store\r\n"));
  const std::string image = service.uploaded();
  service.recognise();
  const std::string heard = listener.until(8);
  std::size_t at = 0;
  for (const char* part :
       {"\"status\":\"queued\"", "\"status\":\"recognising\"", "\"stage\":\"decode\"",
        "\"stage\":\"text\",\"outcome\":\"\"", "\"stage\":\"text\",\"outcome\":\"ok\"",
        "\"stage\":\"labels\",\"outcome\":\"\"", "\"stage\":\"labels\",\"outcome\":\"ok\"", "\"status\":\"done\""}) {
    at = heard.find(part, at);
    ASSERT_NE(at, std::string::npos) << part << " is not told in its place:\n" << heard;
  }
  EXPECT_THAT(heard, HasSubstr("id: 1\nevent: change\ndata: {\"sequence\":1,\"imageId\":\"" +
                               image.substr(image.rfind('/') + 1) + "\""));
}

TEST(Events, WhoComesBackHearsWhatWasMissed) {
  Service service;
  service.uploaded();
  service.recognise();
  Listener listener(service, "/api/v1/events", {{"Last-Event-ID", "6"}});
  const std::string heard = listener.until(8);
  EXPECT_THAT(heard, HasSubstr("id: 7\n"));
  EXPECT_THAT(heard, Not(HasSubstr("id: 6\n")));
}

TEST(Events, MayBeAskedForFromTheBeginning) {
  Service service;
  service.uploaded();
  EXPECT_THAT(Listener(service, "/api/v1/events?after=0").until(1), HasSubstr("\"status\":\"queued\""));
}

TEST(Events, BeginWithTheNextChangeWhereNothingIsSaid) {
  Service service;
  service.uploaded(picture(1));
  Listener listener(service, "/api/v1/events");
  service.uploaded(picture(2));
  const std::string heard = listener.until(2);
  EXPECT_THAT(heard, Not(HasSubstr("id: 1\n")));
}

TEST(Events, APlaceThatIsNoneIsRefused) {
  Service service;
  for (const char* last : {"abc", "1x", "99999999999999999999"})
    EXPECT_EQ(service.get("/api/v1/events", {{"Last-Event-ID", last}}).status, 422) << last;
  EXPECT_EQ(service.get("/api/v1/events?after=abc").status, 422);
}

TEST(Events, EndWhenTheServerStops) {
  Service service;
  Listener listener(service, "/api/v1/events");
  service.stop();
  EXPECT_THAT(listener.client.read_until("0\r\n\r\n"), HasSubstr("0\r\n\r\n"));
}

}  // namespace
}  // namespace spotter::testing
