// The server as clients of all manners meet it: HTTP itself, limits, other hosts and origins, its end.

#include "http/server.h"

#include <future>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/service.h"

namespace spotter::testing {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::StartsWith;

void expect_problem(const Answer& answer, int status, const std::string& said) {
  EXPECT_EQ(answer.status, status) << answer.body;
  EXPECT_EQ(answer.header("Content-Type"), "application/problem+json");
  EXPECT_EQ(answer.json().at("status"), status);
  EXPECT_THAT(answer.text("detail"), HasSubstr(said));
}

Answer raw(Service& service, std::string_view bytes) {
  Client client = service.client();
  client.write(bytes);
  return client.read();
}

TEST(Server, AnswersSeveralRequestsOnOneConnection) {
  Service service;
  Client client = service.client();
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(client.get("/healthz").body, R"({"alive":true})");
  EXPECT_EQ(client.post("/upload", picture()).status, 202);
  EXPECT_EQ(client.get("/api/v1/nothing").status, 404);
  EXPECT_EQ(client.get("/healthz").status, 200);
}

TEST(Server, AnswersRequestsThatCameTogether) {
  Service service;
  Client client = service.client();
  const std::string one = client.head_of("GET", "/healthz", {}, "");
  const std::string two = client.head_of("GET", "/api/v1/limits", {}, "");
  client.write(one + two + one);
  EXPECT_THAT(client.read().body, HasSubstr("alive"));
  EXPECT_THAT(client.read().body, HasSubstr("maxBytes"));
  EXPECT_THAT(client.read().body, HasSubstr("alive"));
}

TEST(Server, ClosesAConnectionWhenItIsAskedTo) {
  Service service;
  Client client = service.client();
  const Answer answer = client.get("/healthz", {{"Connection", "close"}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_TRUE(client.ends());
  Client old = service.client();
  old.write("GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(old.read().status, 200);
  EXPECT_TRUE(old.ends());
}

TEST(Server, SendsContinueToAClientThatWaitsForIt) {
  Service service;
  Client client = service.client();
  client.write(client.head_of("POST", "/upload", {{"Expect", "100-Continue"}}, std::to_string(picture().size())));
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.write(picture());
  EXPECT_EQ(client.read().status, 202);
  EXPECT_EQ(client.get("/healthz").status, 200);
}

TEST(Server, RefusesInsteadOfSendingContinue) {
  Service service;
  Client client = service.client();
  client.write(client.head_of("POST", "/upload", {{"Expect", "100-continue"}}, "99999999"));
  EXPECT_EQ(client.read().status, 413);
}

TEST(Server, AnUnknownPathIsToldWhereTheRoutesAre) {
  Service service;
  expect_problem(service.get("/api/v1/nothing"), 404, "/openapi.json");
  expect_problem(service.get("/api/v1/images/"), 404, "/openapi.json");
  expect_problem(service.get("/api/v1/images/%zz"), 404, "nothing at /api/v1/images/%zz");
  expect_problem(service.get("/caf\xc3\xa9\xff"), 404, "caf\u00e9\uFFFD");
}

TEST(Server, AWrongMethodIsToldTheRightOnes) {
  Service service;
  const Answer answer = service.post("/api/v1/images/a");
  expect_problem(answer, 405, "answers GET, DELETE");
  EXPECT_EQ(answer.header("Allow"), "GET, DELETE");
  EXPECT_EQ(service.client().ask("BREW", "/upload").header("Allow"), "POST");
}

TEST(Server, HeadIsAnsweredAsGetWithoutABody) {
  Service service;
  const std::string image = service.uploaded();
  Client client = service.client();
  for (const std::string& path : {std::string("/healthz"), image, image + "/content"}) {
    const Answer whole = client.get(path);
    const Answer head = client.ask("HEAD", path);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.body, "");
    EXPECT_EQ(head.header("Content-Length"), std::to_string(whole.body.size()));
    EXPECT_EQ(head.header("Content-Type"), whole.header("Content-Type"));
  }
  EXPECT_EQ(client.ask("HEAD", "/api/v1/nothing").status, 404);
}

TEST(Server, GarbageIsRefusedAndTheConnectionEnded) {
  Service service;
  for (const char* bytes :
       {"garbage\r\n\r\n", "\x16\x03\x01\x02\x01\x01\xfc\x03\x03\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
        "GET / HTTP/1.1\r\nHost localhost\r\n\r\n",
        "POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"}) {
    Client client = service.client();
    client.write(bytes);
    expect_problem(client.read(), 400, "can't be read");
    client.end_sending();
    EXPECT_TRUE(client.ends()) << bytes;
  }
}

TEST(Server, ABrokenQueryOrTargetIsRefused) {
  Service service;
  expect_problem(service.get("/healthz?a=%zz"), 400, "broken escape");
  expect_problem(service.get("/healthz?a=%FF"), 400, "broken escape");
  expect_problem(service.get("http://localhost/healthz"), 400, "must begin with /");
  expect_problem(service.client().ask("OPTIONS", "*"), 400, "must begin with /");
}

TEST(Server, HeadersHaveALimit) {
  Service service;
  EXPECT_EQ(service.get("/healthz", {{"X-Long", std::string(50 * 1024, 'x')}}).status, 200);
  expect_problem(service.get("/healthz", {{"X-Long", std::string(200 * 1024, 'x')}}), 431, "64 KiB");
  expect_problem(service.get("/healthz?a=" + std::string(200 * 1024, 'x')), 431, "64 KiB");
}

TEST(Server, ASmallBodyHasALimit) {
  ServerOptions options;
  options.max_small_body = 10;
  Service service({}, options);
  const std::string image = service.uploaded();
  EXPECT_EQ(service.post(image + "/recognise", "0123456789").status, 202);
  expect_problem(service.post(image + "/recognise", "0123456789x"), 413, "at most 10 bytes");
}

TEST(Server, ABodyWhoseEndCannotBeFoundIsRefusedWithWhatFollows) {
  Service service;
  Client client = service.client();
  client.write(client.head_of("POST", "/upload", {{"Transfer-Encoding", "gzip"}}, "") +
               client.head_of("GET", "/healthz", {}, ""));
  const Answer answer = client.read();
  expect_problem(answer, 501, "chunked");
  EXPECT_EQ(answer.header("Connection"), "close");
  client.end_sending();
  EXPECT_TRUE(client.ends());
}

TEST(Server, ALengthBesideChunksIsRefused) {
  Service service;
  expect_problem(raw(service,
                     "POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n"
                     "\r\n0\r\n\r\n"),
                 400, "can't be read");
}

TEST(Server, BrokenChunksAreRefused) {
  Service service;
  expect_problem(raw(service, "POST /upload HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"),
                 400, "the body ended early");
}

TEST(Server, OtherHostsAreRefused) {
  Service service;
  for (const char* host : {"evil.example", "evil.example:80", "127.0.0.1.evil.example", "192.168.0.2"})
    expect_problem(service.get("/api/v1/images", {{"Host", host}}), 403, "for this machine alone");
  expect_problem(raw(service, "GET /healthz HTTP/1.1\r\n\r\n"), 403, "for this machine alone");
  EXPECT_EQ(service.get("/healthz", {{"Host", "127.0.0.1:1"}}).status, 200);
}

TEST(Server, ForeignPagesAreRefusedBeforeTheirPictureIsRead) {
  Service service;
  Client client = service.client();
  client.write(client.head_of("POST", "/upload", {{"Origin", "https://evil.example"}}, "1000"));
  const Answer answer = client.read();
  expect_problem(answer, 403, "https://evil.example");
  EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), "");
}

TEST(Server, ConfiguredOriginsMayAskAndAreNamed) {
  ServerOptions options;
  options.origins = {"https://photos.example"};
  Service service({}, options);
  const Headers headers{{"Origin", "https://photos.example"}};
  const Answer answer = service.get("/api/v1/limits", headers);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), "https://photos.example");
  EXPECT_EQ(answer.header("Vary"), "Origin");
  EXPECT_EQ(service.get("/api/v1/nothing", headers).header("Access-Control-Allow-Origin"), "https://photos.example");
  EXPECT_EQ(service.get("/api/v1/limits").header("Access-Control-Allow-Origin"), "");
}

TEST(Server, APreflightIsAnswered) {
  ServerOptions options;
  options.origins = {"https://photos.example"};
  Service service({}, options);
  const Answer answer =
      service.client().ask("OPTIONS", "/api/v1/images/a", "",
                           {{"Origin", "https://photos.example"}, {"Access-Control-Request-Method", "DELETE"}});
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), "https://photos.example");
  EXPECT_EQ(answer.header("Access-Control-Allow-Methods"), "GET, DELETE");
  const Answer foreign = service.client().ask("OPTIONS", "/api/v1/images/a", "", {{"Origin", "https://evil.example"}});
  EXPECT_EQ(foreign.status, 403);
  EXPECT_EQ(foreign.header("Access-Control-Allow-Origin"), "");
}

TEST(Server, OptionsOfAPathNamesItsMethods) {
  Service service;
  const Answer answer = service.client().ask("OPTIONS", "/api/v1/people");
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(answer.header("Allow"), "GET, POST");
  EXPECT_EQ(service.client().ask("OPTIONS", "/nothing").status, 404);
}

TEST(Server, ConnectionsHaveALimitAndThoseThatAreOpenGoOn) {
  ServerOptions options;
  options.max_connections = 1;
  Service service({}, options);
  Client first = service.client();
  EXPECT_EQ(first.get("/healthz").status, 200);
  Client second = service.client();
  const Answer refused = second.get("/healthz");
  expect_problem(refused, 503, "1 connections are open");
  EXPECT_EQ(refused.header("Retry-After"), "5");
  EXPECT_EQ(first.get("/healthz").status, 200);
}

TEST(Server, AnAddressBeyondThisMachineIsRefused) {
  Metrics metrics;
  const Router router;
  for (const char* address : {"0.0.0.0", "::", "192.168.0.2", "8.8.8.8"}) {
    ServerOptions options;
    options.address = address;
    options.port = 0;
    const auto server = Server::listen(options, router, metrics);
    ASSERT_FALSE(server) << address;
    EXPECT_EQ(server.error().code, Errc::denied);
    EXPECT_THAT(server.error().detail, HasSubstr("keys"));
  }
}

TEST(Server, AnAddressThatIsNoneOrTakenIsRefused) {
  Service service;
  ServerOptions options;
  options.port = service.server->port();
  EXPECT_EQ(Server::listen(options, service.router, service.metrics).error().code, Errc::unavailable);
  options.address = "evil.example";
  EXPECT_EQ(Server::listen(options, service.router, service.metrics).error().code, Errc::invalid);
}

TEST(Server, StoppingItLetsAnAnswerUnderWayEnd) {
  Service service;
  Client idle = service.client();
  EXPECT_EQ(idle.get("/healthz").status, 200);
  Client client = service.client();
  client.write(client.head_of("POST", "/upload", {{"Expect", "100-continue"}}, std::to_string(picture().size())));
  client.read_until("\r\n\r\n");  // it has begun
  auto stopped = std::async(std::launch::async, [&] { service.stop(); });
  client.write(picture());
  EXPECT_EQ(client.read().status, 202);
  stopped.get();  // though another connection is open, with nothing asked
  service.server.reset();
  EXPECT_TRUE(idle.ends());
}

TEST(Server, AClientThatGoesAwayWhileItWaitsHurtsNobody) {
  Service service;
  for (int i = 0; i < 5; ++i) {
    Client client = service.client();
    client.write(client.head_of("POST", "/upload?wait=60", {}, std::to_string(picture(i).size())) + picture(i));
  }
  for (int i = 0; i < 5 && service.world.table.count(soon())->done < 5; ++i)
    service.recognise(20s);
  EXPECT_EQ(service.world.table.count(soon())->done, 5);
  EXPECT_EQ(service.get("/healthz").status, 200);
}

TEST(Server, MadeUpMethodsAreCountedAsOne) {
  Service service;
  Client client = service.client();
  for (const char* method : {"BREW", "WHEN", "GRIND"})
    EXPECT_EQ(client.ask(method, "/healthz").status, 405);
  const std::string metrics = client.get("/metrics").body;
  EXPECT_THAT(metrics, HasSubstr(R"(spotter_http_requests_total{method="other",route="none",status="405"} 3)"));
  EXPECT_THAT(metrics, ::testing::Not(HasSubstr("BREW")));
}

}  // namespace
}  // namespace spotter::testing
